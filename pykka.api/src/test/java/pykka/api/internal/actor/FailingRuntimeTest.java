package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Waiter;

/** A runtime that throws an Error in any of its calls, as without stack or memory: nothing of the kernel's is left half done. */
@Tag("slow")
class FailingRuntimeTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Failing runtime = new Failing();

    static Stream<Error> errors() {
        return Stream.of(new StackOverflowError("as it were"), new OutOfMemoryError("as it were"));
    }

    /** Throws what it is told to, so many times. */
    private static final class Failing implements ActorRuntime {
        volatile Error error = new Error();
        final AtomicInteger starts = new AtomicInteger();
        final AtomicInteger wakes = new AtomicInteger();
        final AtomicInteger awaits = new AtomicInteger();

        private void fail(AtomicInteger left) {
            if (left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw error;
            }
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {
            fail(starts);
            Thread thread = ActorThreads.platform(task.threadName(), true, () -> {
                while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE) != ActorTask.Turn.ENDED) {
                    while (!task.isRunnable()) {
                        LockSupport.park(this);
                        Thread.interrupted();
                    }
                }
            });
            task.slot(thread);
            thread.start();
        }

        @Override
        public void wake(ActorTask task) {
            fail(wakes);
            LockSupport.unpark((Thread) task.slot());
        }

        @Override
        public void await(ActorTask task, Waiter waiter) {
            fail(awaits);
            waiter.park();
        }
    }

    /** Answers what it is sent, or what the code says that it is sent. */
    private static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) throws Exception {
            return message instanceof Callable<?> code ? code.call() : message;
        }
    }

    private ActorRef<Echo> start() {
        ActorRef<Echo> ref = Actor.start(Echo::new, ActorOptions.defaults().runtime(runtime));
        assertEquals("x", ref.ask("x", LONG));
        ActorCell cell = Registry.ours(ref).cell();
        while (!cell.isIdle()) {
            Thread.yield();
        }
        return ref;
    }

    @AfterEach
    void endAll() {
        assertTrue(ActorRegistry.stopAll(LONG).values().stream().allMatch(stopped -> stopped));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aTellWhoseWakeThrowsIsHandledWithoutAnother(Error error) throws InterruptedException {
        ActorRef<Echo> ref = start();
        runtime.error = error;
        runtime.wakes.set(20);
        CountDownLatch handled = new CountDownLatch(1);
        ref.defer(echo -> handled.countDown());
        assertTrue(handled.await(60, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anAskWhoseWakeThrowsIsAnswered(Error error) {
        ActorRef<Echo> ref = start();
        runtime.error = error;
        runtime.wakes.set(20);
        assertEquals("y", ref.ask("y", LONG));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aStopWhoseWakeThrowsEndsTheActor(Error error) {
        ActorRef<Echo> ref = start();
        runtime.error = error;
        runtime.wakes.set(20);
        assertTrue(ref.stop(LONG));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aStartThatThrowsLeavesNothing(Error error) {
        runtime.error = error;
        runtime.starts.set(1);
        Echo[] made = {null};
        assertSame(error, assertThrows(Error.class, () -> Actor.start(() -> {
            made[0] = new Echo();
            return made[0];
        }, ActorOptions.defaults().runtime(runtime))));
        assertFalse(made[0].actorRef().isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aWaitThatThrowsIsPublishedNoMore(Error error) {
        ActorRef<Echo> ref = start();
        Promise<Object> never = Promise.create();
        runtime.error = error;
        runtime.awaits.set(1);
        Future<Object> answer = ref.call(echo -> {
            assertSame(error, assertThrows(Error.class, never::get));
            assertNull(Registry.ours(echo.actorRef()).cell().waiting());
            return "lives";
        });
        assertEquals("lives", answer.get(LONG));
        assertEquals(Optional.empty(), Inspection.actor(ref).orElseThrow().waitsFor());
    }
}
