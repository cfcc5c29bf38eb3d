package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;

/** Waits on threads of a ForkJoinPool, as those of parallel streams are, for actors that need a thread of that pool to go on. */
@Contract
class ForkJoinContract extends ContractTest {
    private static final Duration LONG = slack(Duration.ofSeconds(5));

    ForkJoinContract(String runtime) {
        super(runtime);
    }

    /** Answers with what it was told, by way of the pool. */
    static class Service extends Actor {
        final ForkJoinPool pool;

        Service(ForkJoinPool pool) {
            this.pool = pool;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return CompletableFuture.supplyAsync(() -> message, pool).join();
        }
    }

    private static void assertAllEnd(ForkJoinPool pool, int count, Callable<Object> wait) throws Exception {
        try {
            List<ForkJoinTask<Object>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                tasks.add(pool.submit(wait));
            }
            for (ForkJoinTask<Object> task : tasks) {
                assertEquals("x", task.get(LONG.toMillis(), TimeUnit.MILLISECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void asksOnAllThreadsOfThePoolAreAnswered() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        ActorRef<Service> ref = start(() -> new Service(pool));
        assertAllEnd(pool, 20, () -> ref.ask("x"));
    }

    @Test
    void asksWithALimitOnAllThreadsOfThePoolAreAnswered() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        ActorRef<Service> ref = start(() -> new Service(pool));
        assertAllEnd(pool, 20, () -> ref.ask("x", LONG.multipliedBy(10)));
    }

    @Test
    void derivedFuturesReadOnAllThreadsOfThePoolAreComputed() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        ActorRef<Service> ref = start(() -> new Service(pool));
        assertAllEnd(pool, 20, () -> ref.askAsync("x").map(value -> ref.ask(value)).get());
    }

    @Test
    void sendersThatWaitForAPlaceInAFullInboxOnAllThreadsOfThePoolGetOne() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(2);
        ActorRef<Service> ref = start(() -> new Service(pool), ActorOptions.defaults().inboxCapacity(1));
        assertAllEnd(pool, 20, () -> {
            ref.tell("y");
            ref.tell("y");
            return ref.ask("x"); // when all have been handled
        });
    }

    @Test
    void stopsOnAllThreadsOfThePoolEnd() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        ActorRef<Service> ref = start(() -> new Service(pool));
        Future<Object> reply = ref.askAsync("x");
        assertAllEnd(pool, 1, () -> {
            ref.stop();
            return reply.get();
        });
    }
}
