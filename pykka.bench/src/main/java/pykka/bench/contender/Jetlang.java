package pykka.bench.contender;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jetlang.channels.Channel;
import org.jetlang.channels.MemoryChannel;
import org.jetlang.fibers.Fiber;
import org.jetlang.fibers.PoolFiberFactory;
import org.jetlang.fibers.ThreadFiber;

/**
 * Jetlang: a fiber and a channel for each actor. The pool has eight threads, so that four actors can wait for four others. A
 * plain thread cannot ask by the library, so that a future goes with the message.
 */
final class Jetlang implements Contender {
    private static final int THREADS = 8;

    private final ExecutorService pool;
    private final PoolFiberFactory fibers;
    private final Ends ends = new Ends();

    private record Member(Fiber fiber, Channel<Object> channel) {}

    Jetlang(boolean pooled) {
        pool = pooled ? Executors.newFixedThreadPool(THREADS) : null;
        fibers = pooled ? new PoolFiberFactory(pool) : null;
    }

    @Override
    public Object start(Behaviour behaviour) {
        Fiber fiber = fibers != null ? fibers.create() : new ThreadFiber();
        Channel<Object> channel = new MemoryChannel<>();
        channel.subscribe(fiber, message -> Ask.handle(behaviour, message));
        fiber.start();
        return new Member(fiber, channel);
    }

    @Override
    public void tell(Object actor, Object message) {
        ((Member) actor).channel.publish(message);
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        Ask ask = new Ask(message);
        tell(actor, ask);
        return ask.reply();
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        Fiber fiber = ((Member) actor).fiber;
        fiber.execute(() -> {
            fiber.dispose();
            ends.ended();
        });
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {
        if (pool != null) {
            fibers.dispose();
            pool.shutdownNow();
        }
    }
}
