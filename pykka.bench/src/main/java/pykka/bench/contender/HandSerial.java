package pykka.bench.contender;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** By hand: the SerialExecutor that the Javadoc of {@link Executor} shows, one for each actor, on the common pool. */
final class HandSerial implements Contender {
    private final Ends ends = new Ends();

    private static final class Member implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final Executor pool = ForkJoinPool.commonPool();
        private final Behaviour behaviour;
        private Runnable active;

        Member(Behaviour behaviour) {
            this.behaviour = behaviour;
        }

        @Override
        public synchronized void execute(Runnable task) {
            tasks.add(() -> {
                try {
                    task.run();
                } finally {
                    next();
                }
            });
            if (active == null) {
                next();
            }
        }

        private synchronized void next() {
            active = tasks.poll();
            if (active != null) {
                pool.execute(active);
            }
        }
    }

    @Override
    public Object start(Behaviour behaviour) {
        return new Member(behaviour);
    }

    @Override
    public void tell(Object actor, Object message) {
        Member member = (Member) actor;
        Behaviour behaviour = member.behaviour;
        member.execute(() -> behaviour.receive(message));
    }

    @Override
    public Object askAsync(Object actor, Object message) {
        Member member = (Member) actor;
        CompletableFuture<Object> reply = new CompletableFuture<>();
        member.execute(() -> reply.complete(member.behaviour.receive(message)));
        return reply;
    }

    @Override
    public Object await(Object reply) {
        return Contender.get((CompletableFuture<?>) reply);
    }

    @Override
    public void stop(Object actor) {
        ends.asked();
        ((Member) actor).execute(ends::ended); // there is nothing else to end
    }

    @Override
    public int awaitEnds() {
        return ends.await();
    }

    @Override
    public void close() {}
}
