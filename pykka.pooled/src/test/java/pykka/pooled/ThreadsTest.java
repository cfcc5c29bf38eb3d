package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/** How threads begin, rest and end. */
@ExtendWith(StopActors.class)
@Tag("slow")
class ThreadsTest {
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    private final PooledRuntime runtime = new PooledRuntime(3);
    private final List<ActorRef<?>> refs = new ArrayList<>();
    private Set<Thread> before;

    @BeforeEach
    void look() {
        before = Tests.threads();
    }

    @AfterEach
    void close() {
        refs.forEach(ActorRef::stop);
        runtime.close();
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    private Set<Thread> ours() {
        Set<Thread> threads = new HashSet<>(Tests.threads());
        threads.removeAll(before);
        return threads;
    }

    /** Has several threads at work at once. */
    private void busy() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            start().defer(actor -> {
                together.countDown();
                Tests.await(together);
            });
        }
        Tests.await(together);
        assertTrue(Tests.workers(before) >= 3);
    }

    @Test
    void thereIsNoneBeforeTheFirstActor() {
        assertEquals(Set.of(), ours());
        assertEquals("done", start().ask(Tests.code(actor -> "done")));
        assertTrue(Tests.workers(before) >= 1); // more if the first one was late
    }

    @Test
    void theyHaveNothingOfTheStarter() {
        assertNull(start().ask(Tests.code(actor -> Thread.currentThread().getThreadGroup().getParent())));
        Thread thread = (Thread) start().ask(Tests.code(actor -> Thread.currentThread()));
        assertTrue(thread.getName().matches("pykka-pooled-\\d+"), thread::getName);
        Tests.eventually("it has no context class loader between turns", () -> thread.getContextClassLoader() == null);
    }

    /** With one thread that runs actors, the next actor has the thread of the one before. */
    @Test
    void whatAHandlerChangesOfItsThreadIsNotForTheNextActor() {
        PooledRuntime one = new PooledRuntime(1);
        ActorRef<Tests.Code> changes = Tests.start(one);
        ActorRef<Tests.Code> next = Tests.start(one);
        refs.add(changes);
        refs.add(next);
        Thread changed = (Thread) changes.ask(Tests.code(actor -> {
            Thread.currentThread().setName("of an actor");
            Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> { });
            return Thread.currentThread();
        }));
        assertEquals("", next.ask(Tests.code(actor -> {
            Thread thread = Thread.currentThread();
            return thread != changed ? "another thread" : thread.getName().matches("pykka-pooled-\\d+") ? "" : thread.getName();
        })));
        assertEquals(Thread.NORM_PRIORITY, next.ask(Tests.code(actor -> Thread.currentThread().getPriority())));
        assertSame(changed.getThreadGroup(), next.ask(Tests.code(actor -> Thread.currentThread().getUncaughtExceptionHandler())));
        changes.stop();
        next.stop();
        one.close();
    }

    private static void work(ActorRef<Tests.Code> ref, AtomicBoolean over) {
        ref.defer(actor -> {
            if (!over.get()) {
                work(ref, over);
            }
        });
    }

    /** Has an actor leave something on its thread and end, as one of a bundle that goes leaves a reference to its classes. */
    private static WeakReference<?> leaveBehind(PooledRuntime runtime) {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        Object left = ref.ask(Tests.code(actor -> {
            LOCAL.set(new Object());
            return LOCAL.get();
        }));
        ref.stop();
        return new WeakReference<>(left);
    }

    /** With one thread, which stays for the other actor. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAnActorLeftInAThreadLocalIsCollectedWhileAnotherOneLives(boolean busy) {
        PooledRuntime one = new PooledRuntime(1);
        ActorRef<Tests.Code> other = Tests.start(one);
        refs.add(other);
        AtomicBoolean over = new AtomicBoolean(!busy);
        work(other, over);
        WeakReference<?> left = leaveBehind(one);
        Tests.eventually("it is collected", () -> {
            System.gc();
            return left.get() == null;
        });
        over.set(true);
        assertEquals("alive", other.ask(Tests.code(actor -> "alive")));
        other.stop();
        one.close();
    }

    @Test
    void allEndASecondAfterTheLastActor() throws InterruptedException {
        busy();
        long begin = System.nanoTime();
        refs.forEach(ActorRef::stop);
        Tests.eventually("all threads have ended", () -> ours().isEmpty());
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Duration.ofMillis(900)) >= 0, took::toString);
        assertTrue(took.compareTo(Tests.slack(Duration.ofMillis(2_500))) <= 0, took::toString);
    }

    @Test
    void aLaterStartMakesNewOnes() {
        for (int i = 0; i < 2; i++) {
            assertEquals(i, start().ask(Tests.code(actor -> refs.size() - 1)));
            refs.forEach(ActorRef::stop);
            Tests.eventually("all threads have ended", () -> ours().isEmpty());
        }
    }

    @Test
    void oneStaysWhileAnActorLives() throws InterruptedException {
        busy();
        Tests.eventually("the others have ended", () -> ours().size() == 1);
        LockSupport.parkNanos(1_500_000_000); // longer than threads stay
        assertEquals(1, ours().size());
        assertEquals("still there", refs.get(0).ask(Tests.code(actor -> "still there")));
    }

    /** Where a start meets the end of the last thread. */
    @Test
    void anActorThatIsStartedAsTheLastThreadEndsHasAThread() {
        for (int i = 0; i < 5; i++) {
            start().stop();
            long wait = 1_000_000_000 - 200_000 + i * 100_000; // about when the thread ends
            for (long begin = System.nanoTime(); System.nanoTime() - begin < wait;) {
                LockSupport.parkNanos(100_000);
            }
            assertEquals("runs", start().ask(Tests.code(actor -> "runs"), Tests.slack(Duration.ofSeconds(5))));
            refs.forEach(ActorRef::stop);
        }
    }

    @Test
    void anIdlePoolUsesNoProcessor() throws InterruptedException {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        busy();
        for (int i = 0; i < 1_000; i++) {
            refs.get(i % 3).ask(Tests.code(actor -> "busy"));
        }
        Tests.eventually("the others have ended", () -> ours().size() == 1);
        Thread left = ours().iterator().next();
        long used = times.getThreadCpuTime(left.getId());
        LockSupport.parkNanos(2_000_000_000);
        assertEquals(Set.of(left), ours());
        assertTrue(times.getThreadCpuTime(left.getId()) - used < 1_000_000, "more than a millisecond in two seconds");
    }
}
