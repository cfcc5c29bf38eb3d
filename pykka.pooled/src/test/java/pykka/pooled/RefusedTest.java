package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorStarvationException;
import pykka.api.Future;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;

/** The system has no more threads to give. */
@ExtendWith(StopActors.class)
class RefusedTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));
    private static final OutOfMemoryError REFUSED = new OutOfMemoryError("unable to create native thread");

    private final Semaphore threads = new Semaphore(0);
    private final AtomicInteger refusals = new AtomicInteger();
    private final PooledRuntime runtime = new PooledRuntime(new Pool(2, 16, this::make, null));
    private final List<ActorRef<Tests.Code>> refs = new ArrayList<>();

    private Thread make(String name, Runnable body) {
        if (threads.tryAcquire()) {
            return ActorThreads.platform("pykka-pooled-" + name, true, body);
        }
        return new Thread() {
            @Override
            public synchronized void start() {
                refusals.incrementAndGet();
                LockSupport.parkNanos(300_000); // so that others may rely on this thread meanwhile
                throw REFUSED;
            }
        };
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    @AfterEach
    void close() {
        threads.release(100);
        refs.forEach(ActorRef::stop);
        runtime.close();
    }

    @Test
    void aStartThatGetsNoThreadIsRolledBack() {
        assertSame(REFUSED, assertThrows(OutOfMemoryError.class, this::start));
        assertEquals(List.of(), ActorRegistry.getAll());
        threads.release();
        assertEquals("runs", start().ask(Tests.code(actor -> "runs"), LONG));
    }

    /** Each start throws, or its actor runs: also that of who relied on the thread that another one was making. */
    @Test
    void ofStartsAtOnceEachThrowsOrItsActorRuns() throws Exception {
        int starters = 4;
        for (int round = 0; round < 600; round++) {
            int allowed = round / 200;
            PooledRuntime fresh = new PooledRuntime(new Pool(2, 16, this::make, null));
            threads.drainPermits();
            threads.release(allowed);
            CyclicBarrier together = new CyclicBarrier(starters);
            AtomicInteger failed = new AtomicInteger();
            AtomicInteger ran = new AtomicInteger();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < starters; i++) {
                Thread thread = new Thread(() -> {
                    try {
                        together.await();
                        ActorRef<Tests.Code> ref = Tests.start(fresh);
                        ran.addAndGet("runs".equals(ref.ask(Tests.code(actor -> "runs"), LONG)) ? 1 : 0);
                        ref.stop();
                    } catch (OutOfMemoryError e) {
                        failed.incrementAndGet();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
                thread.start();
                all.add(thread);
            }
            for (Thread thread : all) {
                thread.join();
            }
            assertEquals(starters, failed.get() + ran.get());
            assertTrue(allowed > 0 || failed.get() == starters);
            fresh.close();
        }
    }

    /** Without another thread, and without the one that watches. */
    @Test
    void onesWithAThreadGoOnWithIt() throws InterruptedException {
        threads.release();
        List<ActorRef<Tests.Code>> others = new ArrayList<>();
        CountDownLatch handled = new CountDownLatch(1_000);
        for (int i = 0; i < 10; i++) {
            others.add(start());
        }
        ActorRef<Tests.Code> first = start();
        for (int i = 0; i < 100; i++) {
            first.defer(actor -> others.forEach(other -> other.defer(o -> handled.countDown())));
        }
        Tests.await(handled);
        assertTrue(refusals.get() > 0, "nobody wanted another thread");
    }

    @Test
    void aWaitThatCannotBeMadeUpForIsRefused() {
        threads.release();
        ActorRef<Tests.Code> asked = start();
        Future<Object> reply = start().askAsync(Tests.code(actor -> asked.ask(Tests.code(a -> "answer"))));
        ActorStarvationException starved = assertThrows(ActorStarvationException.class, () -> reply.get(LONG));
        assertSame(REFUSED, starved.getCause());
        assertTrue(starved.getMessage().contains("'pooled'"), starved::getMessage);

        threads.release();
        assertEquals("answer", start().ask(Tests.code(actor -> asked.ask(Tests.code(a -> "answer"))), LONG));
    }

    /** A thread that the system is about to refuse does not count for a thread that would wait. */
    @Test
    void aWaitDoesNotRelyOnAThreadThatIsBeingMade() {
        threads.release(2); // of the monitor and a worker
        ActorRef<Tests.Code> asked = start();
        ActorRef<Tests.Code> queued = start();
        for (int i = 0; i < 100; i++) {
            Future<Object> reply = start().askAsync(Tests.code(actor -> {
                queued.tell(Tests.code(a -> "has the monitor call for another thread"));
                LockSupport.parkNanos(600_000);
                return asked.ask(Tests.code(a -> "answer"));
            }));
            assertThrows(ActorStarvationException.class, () -> reply.get(LONG));
        }
    }

    /** Of two threads one is blocked outside of the library; there is no monitor to see it. */
    @Test
    void anIdleThreadIsUsedAlsoIfTheMonitorsThreadIsRefused() throws InterruptedException {
        Semaphore two = new Semaphore(2);
        PooledRuntime unwatched = new PooledRuntime(new Pool(2, 16, (name, body) -> {
            if (!name.equals("watch") && two.tryAcquire()) {
                return ActorThreads.platform("pykka-pooled-" + name, true, body);
            }
            throw REFUSED;
        }, null));
        ActorRef<Tests.Code> one = Tests.start(unwatched);
        ActorRef<Tests.Code> other = Tests.start(unwatched);
        refs.add(one);
        refs.add(other);
        assertEquals("both are there", one.ask(Tests.code(a -> other.ask(Tests.code(b -> "both are there"))), LONG));
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        one.defer(actor -> {
            blocked.countDown();
            free.await();
        });
        Tests.await(blocked);
        try {
            for (int i = 0; i < 10; i++) {
                assertEquals("runs", other.ask(Tests.code(actor -> "runs"), LONG));
            }
        } finally {
            free.countDown();
            unwatched.close();
        }
    }

    @Test
    void theSystemIsNotAskedAgainAndAgain() throws InterruptedException {
        threads.release(2);
        ActorRef<Tests.Code> one = start();
        ActorRef<Tests.Code> other = start();
        assertEquals("runs", one.ask(Tests.code(actor -> "runs"), LONG));
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        one.defer(actor -> {
            blocked.countDown();
            free.await();
        });
        Tests.await(blocked);
        Future<Object> reply = other.askAsync(Tests.code(actor -> "runs"));
        long begin = System.nanoTime();
        Tests.eventually("refused twice", () -> refusals.get() >= 2);
        assertTrue(System.nanoTime() - begin >= 900_000_000);
        free.countDown();
        assertEquals("runs", reply.get(LONG));
    }
}
