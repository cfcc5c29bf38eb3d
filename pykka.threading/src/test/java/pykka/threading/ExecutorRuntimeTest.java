package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.testkit.StopActors;

/** Turns of actors as tasks of an executor, one at a time, whatever the executor throws. */
@ExtendWith(StopActors.class)
class ExecutorRuntimeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    private final ManualExecutor executor = new ManualExecutor();
    private final ExecutorRuntime runtime = ExecutorRuntime.singleThread("manual", executor).withTurn(16, NO_LIMIT);

    /** Keeps what it is told, and how it ends. */
    static class Keeper extends Actor {
        final List<Object> handled = Collections.synchronizedList(new ArrayList<>());
        Throwable failure;
        boolean stopped;

        @Override
        protected Object onReceive(Object message) {
            handled.add(message);
            return message;
        }

        @Override
        protected void onFailure(Throwable why) {
            failure = why;
        }

        @Override
        protected void onStop() {
            stopped = true;
        }
    }

    private final Keeper keeper = new Keeper();

    @AfterEach
    void end() {
        executor.before = null;
        ActorRegistry.stopAllAsync();
        executor.runAll();
    }

    private ActorRef<Keeper> start(ExecutorRuntime on) {
        return Actor.start(() -> keeper, ActorOptions.defaults().runtime(on));
    }

    private ActorRef<Keeper> started() {
        ActorRef<Keeper> ref = start(runtime);
        executor.runAll();
        return ref;
    }

    private static List<Object> numbers(int count) {
        return new ArrayList<>(IntStream.range(0, count).boxed().toList());
    }

    private static void tell(ActorRef<?> ref, int count) {
        numbers(count).forEach(ref::tell);
    }

    @Test
    void messagesAreHandledInOrderInTheTasksOfTheExecutor() {
        ActorRef<Keeper> ref = started();
        tell(ref, 100);
        assertEquals(List.of(), keeper.handled);
        executor.runAll();
        assertEquals(numbers(100), keeper.handled);
    }

    @Test
    void anActorIsGivenToTheExecutorOnceHoweverManyMessagesItHas() {
        ActorRef<Keeper> ref = started();
        tell(ref, 100);
        assertEquals(1, executor.tasks.size());
        executor.runOne();
        assertEquals(1, executor.tasks.size());
        tell(ref, 100);
        assertEquals(1, executor.tasks.size());
    }

    @Test
    void otherTasksComeBetweenItsTurns() {
        ActorRef<Keeper> ref = started();
        tell(ref, 100);
        executor.execute(() -> keeper.handled.add("another task"));
        executor.runAll();
        assertEquals(16, keeper.handled.indexOf("another task"));
    }

    @Test
    void aTurnIsShortUnlessItIsSaidOtherwise() {
        ActorRef<Keeper> ref = start(ExecutorRuntime.singleThread("manual", executor));
        executor.runAll();
        tell(ref, 100);
        executor.runOne();
        assertTrue(!keeper.handled.isEmpty() && keeper.handled.size() <= 16, keeper.handled::toString);
    }

    @Test
    void aTurnEndsAfterItsTime() {
        ActorRef<Keeper> ref = start(runtime.withTurn(100, Duration.ZERO));
        executor.runAll();
        tell(ref, 100);
        executor.runOne();
        assertEquals(List.of(0), keeper.handled);
    }

    @Test
    void aTurnWithoutAnyLimitIsOne() {
        ActorRef<Keeper> ref = start(runtime.withTurn(Integer.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE)));
        executor.runAll();
        tell(ref, 1_000);
        executor.runOne();
        assertEquals(1_000, keeper.handled.size());
    }

    @Test
    void whatMeansNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> runtime.withTurn(0, NO_LIMIT));
        assertThrows(IllegalArgumentException.class, () -> runtime.withTurn(1, Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> ExecutorRuntime.pool("one", executor, 1));
        assertThrows(NullPointerException.class, () -> ExecutorRuntime.pool(null, executor));
        assertThrows(NullPointerException.class, () -> ExecutorRuntime.singleThread("none", null));
    }

    /** The turns are a loop, not a recursion: each would take stack. */
    @Test
    void anExecutorThatRunsTasksInTheCallerHandlesAMessageInsideTell() {
        AtomicInteger left = new AtomicInteger(100_000);
        class Busy extends Actor {
            @Override
            protected Object onReceive(Object message) {
                if (left.decrementAndGet() > 0) {
                    actorRef().tell(message);
                }
                return Thread.currentThread();
            }
        }

        ActorRef<Busy> ref = Actor.start(Busy::new,
                ActorOptions.defaults().runtime(ExecutorRuntime.singleThread("direct", Runnable::run).withTurn(1, NO_LIMIT)));
        ref.tell("on");
        assertEquals(0, left.get());
        assertSame(Thread.currentThread(), ref.ask("on", LONG));
        assertSame(Thread.currentThread(), ref.ask("on")); // the runtime has no thread that this one would have to let go on
    }

    // ---- executors that throw

    @Test
    void aRefusedStartGoesToTheStarterAndLeavesNothing() {
        executor.before = new RejectedExecutionException("shut down");
        assertSame(executor.before, assertThrows(RejectedExecutionException.class, () -> start(runtime)));
        assertEquals(List.of(), ActorRegistry.getAll());
        assertEquals("manual: 0 actors", runtime.toString());
    }

    @Test
    void anErrorAtTheStartGoesToTheStarterAsItIsAndLeavesNothing() {
        executor.before = new InternalError("no thread");
        assertSame(executor.before, assertThrows(InternalError.class, () -> start(runtime)));
        assertEquals("manual: 0 actors", runtime.toString());
    }

    @Test
    void aRefusedWakeEndsTheActorByItsFailureAndItsAsksFail() {
        ActorRef<Keeper> ref = started();
        executor.before = new RejectedExecutionException("shut down");
        Future<Object> reply = ref.askAsync("lost?");
        ActorDeadException dead = assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        assertTrue(String.valueOf(dead.getCause()).contains("shut down"), () -> String.valueOf(dead.getCause()));
        assertSame(executor.before, keeper.failure);
        assertFalse(ref.isAlive());
        assertEquals("manual: 0 actors", runtime.toString());
    }

    @Test
    void aRefusedNextTurnEndsTheActorToo() {
        ActorRef<Keeper> ref = started();
        tell(ref, 20);
        Future<Object> reply = ref.askAsync("lost?");
        executor.before = new IllegalStateException("Widget is disposed");
        executor.runOne();
        assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        assertSame(executor.before, keeper.failure);
        assertEquals("manual: 0 actors", runtime.toString());
    }

    /** It would be repeated for ever, if it counted as one of the JVM that passes. */
    @Test
    void anErrorOfTheExecutorItselfCountsAsARefusal() {
        ActorRef<Keeper> ref = started();
        executor.before = new NoClassDefFoundError("of a bundle that is gone");
        Future<Object> reply = ref.askAsync("lost?");
        assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        assertSame(executor.before, assertInstanceOf(RejectedExecutionException.class, keeper.failure).getCause());
    }

    /** As a pool may to which the system refuses a thread. */
    @Test
    void anErrorAfterTheTaskWasQueuedRunsNoTurnTwice() {
        ActorRef<Keeper> ref = started();
        executor.after = new OutOfMemoryError("unable to create native thread");
        ref.tell("once");
        assertEquals(2, executor.tasks.size());
        Runnable stale = executor.tasks.remove();
        executor.runAll();
        stale.run();
        assertEquals(List.of("once"), keeper.handled);
        ref.tell("twice");
        stale.run(); // as good as the task that was queued for it
        assertEquals(List.of("once", "twice"), keeper.handled);
        executor.runAll();
        assertEquals(List.of("once", "twice"), keeper.handled);
    }

    @Test
    void aRefusalAfterTheTaskWasQueuedEndsTheActorAndTheTaskDoesNothing() {
        ActorRef<Keeper> ref = started();
        executor.after = new IllegalStateException("too late");
        ref.tell("dropped");
        assertFalse(ref.isAlive());
        executor.runAll();
        assertEquals(List.of(), keeper.handled);
    }

    @Test
    void whatAnExecutorThrowsAfterItHasRunTheTaskChangesNothing() {
        ActorRef<Keeper> ref = start(ExecutorRuntime.singleThread("late", task -> {
            task.run();
            throw new IllegalStateException("afterwards");
        }));
        assertEquals("on", ref.ask("on", LONG));
        assertTrue(ref.isAlive());
    }

    @Test
    void theThreadGoesOnWhereThereIsNoMemoryToQueueTheNextTurn() {
        ActorRef<Keeper> ref = started();
        tell(ref, 100);
        executor.before = new OutOfMemoryError("Java heap space");
        executor.runOne();
        assertEquals(numbers(100), keeper.handled);
        executor.before = null;
        ref.tell("on");
        executor.runAll();
        assertEquals(101, keeper.handled.size());
    }

    @Test
    void aWakeThatFailsForWantOfMemoryIsRepeated() {
        try (EventThread events = new EventThread()) {
            AtomicInteger failures = new AtomicInteger();
            ActorRef<Keeper> ref = start(ExecutorRuntime.singleThread("failing", task -> {
                if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                events.execute(task);
            }));
            assertEquals("first", ref.ask("first", LONG));
            failures.set(10); // more than the sender tries
            assertEquals("second", ref.ask("second", LONG));
            assertTrue(ref.stop(LONG));
            assertNull(keeper.failure);
        }
    }

    // ---- the end

    @Test
    void closeEndsTheQueuedActorsAndTheOthersWhenTheyAreWoken() {
        ActorRef<Keeper> queued = started();
        Keeper other = new Keeper();
        ActorRef<Keeper> idle = Actor.start(() -> other, ActorOptions.defaults().runtime(runtime));
        executor.runAll();
        Future<Object> reply = queued.askAsync("lost?");
        runtime.close();
        assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        assertEquals("The runtime 'manual' was closed", keeper.failure.getMessage());
        assertTrue(idle.isAlive());
        assertThrows(ActorDeadException.class, () -> idle.askAsync("lost?").get(LONG));
        assertEquals("The runtime 'manual' was closed", other.failure.getMessage());
        assertThrows(IllegalStateException.class, () -> start(runtime));
        runtime.close();
        executor.runAll();
        assertEquals("manual: 0 actors", runtime.toString());
    }

    @Test
    void aStopIsHandledInTurn() {
        ActorRef<Keeper> ref = started();
        tell(ref, 50);
        Future<Boolean> end = ref.stopAsync();
        executor.runAll();
        assertEquals(numbers(50), keeper.handled);
        assertTrue(keeper.stopped && end.get(LONG));
        assertEquals("manual: 0 actors", runtime.toString());
    }
}
