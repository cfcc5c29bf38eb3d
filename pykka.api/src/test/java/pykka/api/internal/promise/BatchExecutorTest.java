package pykka.api.internal.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.internal.mailbox.Retries;

/** No task is lost, whatever the executor and the other tasks do. */
class BatchExecutorTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger given = new AtomicInteger();
    private final Executor refusing = task -> {
        if (refusals.getAndDecrement() > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        given.incrementAndGet();
        threads.execute(task);
    };
    private final BatchExecutor burst = new BatchExecutor(refusing);

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdown();
        assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void manyTasksTakeFewOfTheExecutors() {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch run = new CountDownLatch(10_000);
        burst.execute(() -> await(open));
        for (int i = 0; i < 10_000; i++) {
            burst.execute(run::countDown);
        }
        open.countDown();
        await(run);
        assertTrue(given.get() < 5_000, given::toString);
    }

    @Test
    void taskThatWaitsForALaterOneIsNotInItsWay() {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        burst.execute(() -> {
            await(second);
            first.countDown();
        });
        burst.execute(second::countDown);
        await(first);
    }

    @Test
    void tasksRunThoughTheExecutorRefusesForAWhile() {
        for (int refused = 1; refused <= 8; refused++) {
            refusals.set(refused);
            CountDownLatch run = new CountDownLatch(100);
            for (int i = 0; i < 100; i++) {
                burst.execute(run::countDown);
            }
            await(run);
        }
    }

    /** Its own thread goes on with what is left. */
    @Test
    void tasksRunThoughTheExecutorRefusesInTheMiddle() {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch run = new CountDownLatch(1_000);
        burst.execute(() -> await(open));
        for (int i = 0; i < 1_000; i++) {
            burst.execute(run::countDown);
        }
        refusals.set(100_000);
        open.countDown();
        await(run);
        refusals.set(0);
    }

    /** With no thread but its own. */
    @Test
    void taskThatThrowsIsNotInTheWayOfOthers() {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch run = new CountDownLatch(10);
        burst.execute(() -> await(open));
        for (int i = 0; i < 10; i++) {
            burst.execute(() -> {
                throw new IllegalStateException("boom");
            });
            burst.execute(run::countDown);
        }
        refusals.set(100_000);
        open.countDown();
        await(run);
        refusals.set(0);
    }

    /** Fails for want of memory at first. */
    private static final class Heavy implements Runnable, Retries.Retry {
        private final AtomicInteger failures = new AtomicInteger(3);
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public void run() {
            if (failures.getAndDecrement() > 0) {
                throw new OutOfMemoryError("as it were");
            }
            done.countDown();
        }

        @Override
        public boolean succeeds() {
            run();
            return true;
        }
    }

    @Test
    void taskThatThrowsIsTriedAgainIfItCanBe() {
        Heavy task = new Heavy();
        burst.execute(task);
        await(task.done);
    }

    @Test
    void whatATaskLeavesOnItsThreadIsNotForTheNextOne() {
        List<Boolean> interrupted = new ArrayList<>();
        List<ClassLoader> loaders = new ArrayList<>();
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ClassLoader foreign = new ClassLoader() {};
        ExecutorService single = Executors.newSingleThreadExecutor();
        BatchExecutor one = new BatchExecutor(single);
        one.execute(() -> await(open));
        one.execute(() -> {
            Thread.currentThread().interrupt();
            Thread.currentThread().setContextClassLoader(foreign);
        });
        one.execute(() -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            loaders.add(Thread.currentThread().getContextClassLoader());
            over.countDown();
        });
        open.countDown();
        await(over);
        assertEquals(List.of(false), interrupted);
        assertFalse(loaders.contains(foreign));
        single.shutdown();
    }
}
