package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.ActorStarvationException;
import pykka.api.Future;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.Inspection;
import pykka.api.internal.deadlock.DeadlockDetector;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/** What becomes of actors and their messages, in the order in which it happens. */
class ActorCellTest extends Cells {
    @Test
    void aTurnEndsAtItsLimits() {
        ActorCell cell = start(new Manual());
        for (int i = 0; i < 5; i++) {
            cell.tell(i, false);
        }
        assertEquals(ActorTask.Turn.MORE, cell.run(2, Long.MAX_VALUE));
        assertEquals(3, cell.length(10));
        assertEquals(ActorTask.Turn.MORE, cell.run(10, 0));
        assertEquals(2, cell.length(10));
        assertTrue(cell.isRunnable());
        assertEquals(ActorTask.Turn.IDLE, run(cell));
        assertFalse(cell.isRunnable());
        cell.stop();
        assertTrue(cell.isRunnable());
        assertEquals(ActorTask.Turn.ENDED, run(cell));
        assertEquals(ActorTask.Turn.ENDED, run(cell));
        assertEquals(List.of("onStop"), events);
    }

    @Test
    void whatComesWhileTheThreadLingersNeedsNoWake() {
        ActorCell cell = start(new Manual() {
            @Override
            public void wake(ActorTask task) {
                events.add("woken");
            }
        });
        List<Boolean> more = new ArrayList<>();
        Predicate<BooleanSupplier> linger = waiting -> {
            more.add(waiting.getAsBoolean());
            if (more.size() > 1) {
                return false;
            }
            cell.tell((Runnable) () -> events.add("handled"), false);
            more.add(waiting.getAsBoolean());
            return true;
        };
        assertEquals(ActorTask.Turn.IDLE, cell.run(10, Long.MAX_VALUE, linger));
        assertEquals(List.of(false, true, false), more);
        assertEquals(List.of("handled"), events);
        cell.tell("later", false);
        assertEquals(List.of("handled", "woken"), events);
        run(cell);
    }

    @Test
    void anActorThatThreadsLeaveAtOnceGoesIdle() {
        ActorCell cell = start(new Manual());
        assertEquals(ActorTask.Turn.IDLE, cell.run(10, Long.MAX_VALUE));
        assertFalse(cell.isRunnable());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTurnShowsTheActorsLoaderAndGivesTheThreadBackAsItWas(boolean interrupted) {
        ActorCell cell = start(new Manual());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader[] seen = {null};
        Completer[] current = {null};
        cell.tell((Runnable) () -> {
            seen[0] = thread.getContextClassLoader();
            thread.setContextClassLoader(null);
            current[0] = CurrentCompleter.get();
        }, false);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        if (interrupted) {
            thread.interrupt();
        }
        try {
            run(cell);
            assertEquals(ClassLoader.getPlatformClassLoader(), thread.getContextClassLoader());
            assertEquals(interrupted, Thread.interrupted());
        } finally {
            thread.setContextClassLoader(before);
        }
        assertEquals(Talking.class.getClassLoader(), seen[0]);
        assertSame(cell, current[0]);
        assertNull(CurrentCompleter.get());
    }

    /** As the threads of the JDK's cleaners do. */
    @Test
    void aThreadThatRefusesAnotherLoaderAndInterruptsRunsATurnAllTheSame() throws InterruptedException {
        ActorCell cell = start(new Manual());
        cell.tell((Runnable) () -> events.add("handled by " + (CurrentCompleter.get() == cell)), false);
        List<Object> after = new ArrayList<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            after.add(run(cell));
            after.add(CurrentCompleter.get() == null);
        }) {
            private int interrupts;

            @Override
            public void setContextClassLoader(@Nullable ClassLoader loader) {
                throw new SecurityException("setContextClassLoader");
            }

            @Override
            public void interrupt() {
                if (interrupts++ > 0) {
                    throw new SecurityException("interrupt");
                }
                super.interrupt();
            }

            @Override
            public ClassLoader getContextClassLoader() {
                return ClassLoader.getPlatformClassLoader();
            }
        };
        thread.start();
        thread.join();
        assertEquals(List.of("handled by true"), events);
        assertEquals(List.of(ActorTask.Turn.IDLE, true), after);
    }

    @Test
    void anInterruptOutsideOfAHandlerIsNotSeenInIt() {
        ActorCell cell = start(new Manual());
        List<Boolean> flags = new ArrayList<>();
        cell.tell((Runnable) () -> Thread.currentThread().interrupt(), false);
        cell.tell((Runnable) () -> flags.add(Thread.currentThread().isInterrupted()), false);
        Thread.currentThread().interrupt();
        run(cell);
        assertTrue(Thread.interrupted());
        assertEquals(List.of(false), flags);
    }

    @Test
    void anInterruptInOnStartIsNotSeenInTheFirstHandler() {
        List<Boolean> flags = new ArrayList<>();
        ActorCell cell = Registry.ours(Actor.start(() -> new Actor() {
            @Override
            protected void onStart() {
                Thread.currentThread().interrupt();
            }

            @Override
            protected @Nullable Object onReceive(@Nullable Object message) {
                flags.add(Thread.interrupted());
                return null;
            }
        }, ActorOptions.defaults().runtime(new Manual()))).cell();
        cell.tell("message", false);
        run(cell);
        assertEquals(List.of(false), flags);
    }

    /** Processors move 64 bytes at a time, and objects begin at multiples of 8. */
    @Test
    void whatSendersWriteIsNeverOnACacheLineThatTheConsumerNeedsForEachMessage() throws Exception {
        for (String field : List.of("preemption", "head")) {
            for (long base = 0; base < 64; base += 8) {
                assertNotEquals((base + offset(Mailbox.class, "tail")) / 64, (base + offset(ActorCell.class, field)) / 64, field);
            }
        }
    }

    /** By reflection: javac warns of this class, whatever one says. */
    private static long offset(Class<?> type, String field) throws Exception {
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field instance = unsafe.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        return (long) unsafe.getMethod("objectFieldOffset", Field.class).invoke(instance.get(null), type.getDeclaredField(field));
    }

    @Test
    void aRuntimeThatThrowsAtTheEndMakesNoSecondEnd() {
        AtomicBoolean gone = new AtomicBoolean();
        ActorCell cell = start(new Manual() {
            @Override
            public boolean holdsJvm() {
                if (gone.get()) {
                    throw new IllegalStateException("the runtime's bundle is gone");
                }
                return true;
            }
        });
        LocalPromise<Boolean> told = OpenPromise.create();
        cell.stop(told, false, StopMark.ASKED);
        gone.set(true);
        assertDoesNotThrow(() -> run(cell));
        assertTrue(told.settled());
        assertEquals(List.of("onStop"), events);
    }

    @Test
    void aTurnEndsIfItsActorIsAbandonedInAHandler() {
        ActorCell cell = start(new Manual());
        run(cell);
        Runnable losesItsRuntime = () -> cell.abandon(new IllegalStateException("no thread"));
        cell.tell(losesItsRuntime, false);
        assertEquals(ActorTask.Turn.ENDED,
                assertTimeoutPreemptively(Duration.ofSeconds(60), () -> cell.run(10, Long.MAX_VALUE)));
        assertEquals(List.of("onFailure no thread"), events);
    }

    @Test
    void anAbandonedActorFailsAndItsAsksAreAnswered() {
        ActorCell cell = start(new Manual());
        run(cell);
        LocalPromise<Object> reply = cell.ask("message", null, false);
        LocalPromise<Boolean> told = OpenPromise.create();
        cell.stop(told, false, StopMark.ASKED);
        cell.abandon(new IllegalStateException("no thread"));
        assertNotNull(reply.failure());
        assertEquals(true, told.value());
        assertEquals(List.of("onFailure no thread"), events);
    }

    @Test
    void anActorIsAbandonedOnceAndPerhapsBeforeItsFirstTurn() {
        ActorCell cell = start(new Manual());
        cell.abandon(new IllegalStateException("no thread"));
        assertFalse(cell.ref().isAlive());
        cell.abandon(new IllegalStateException("still none"));
        assertEquals(List.of("onFailure no thread"), events);
    }

    @Test
    void whoComesBackFromAStopFindsTheActorEndedForAll() {
        ActorCell cell = start(new Manual());
        Future<?> end = cell.whenStopped();
        LocalPromise<Boolean> told = OpenPromise.create();
        CompletionCallback.on(told, () -> events.add("told, " + end));
        cell.stop(told, false, StopMark.ASKED);
        run(cell);
        assertEquals(List.of("onStop", "told, Future (done)"), events);
    }

    /** It may be the end of another actor, which stopAll has go on to this one. */
    @Test
    void whoStopsAnActorThatIsOverDoesNotRunDependents() throws Exception {
        ActorCell cell = start(new Manual());
        cell.stop();
        run(cell);
        LocalPromise<Boolean> told = OpenPromise.create();
        CountDownLatch goesOn = new CountDownLatch(1);
        CompletableFuture<Boolean> dependent = told.toCompletableFuture().thenApply(ended -> {
            try {
                return goesOn.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                return false;
            }
        });
        cell.stop(told, false, StopMark.ASKED);
        goesOn.countDown();
        assertTrue(dependent.get(60, TimeUnit.SECONDS), "they held it up");
    }

    @Test
    void theEndIsOneFutureAndDoneAtOnceForWhoAsksLate() {
        ActorCell cell = start(new Manual());
        Future<?> end = cell.whenStopped();
        cell.atEnd(OpenPromise.create());
        assertSame(end, cell.whenStopped());
        cell.stop();
        run(cell);
        assertTrue(end.isDone());
        assertTrue(cell.whenStopped().isDone());
        LocalPromise<Boolean> late = OpenPromise.create();
        cell.stop(late, false, StopMark.ASKED);
        assertEquals(false, late.value());
        LocalPromise<Boolean> ofAll = OpenPromise.create();
        cell.stop(ofAll, true, StopMark.ASKED);
        assertEquals(true, ofAll.value());
    }

    @Test
    void threadsAreNamedAfterTheClassAndANumberThatNoOtherHas() {
        ActorCell cell = start(new Manual());
        String name = cell.threadName();
        assertTrue(name.matches("Talking-\\d+"), name);
        assertNotEquals(name, cell.threadName());
    }

    /** Lets two actors wait for each other; the second reports it, and the first is given to what is told of that. */
    private void deadlock(Consumer<ActorCell> reported) throws Exception {
        LocalPromise<Object> ofFirst = OpenPromise.create();
        LocalPromise<Object> ofSecond = OpenPromise.create();
        ActorCell second = start(new Manual() {
            @Override
            public void await(ActorTask task, Waiter waiter) {
                ofFirst.complete("broken");
            }
        });
        ActorCell first = start(new Manual() {
            @Override
            public void await(ActorTask task, Waiter waiter) {
                run(second);
                ofSecond.complete("reply");
            }
        });
        ofFirst.completedBy(first);
        ofSecond.completedBy(second);
        AtomicBoolean heard = new AtomicBoolean();
        ActorListener listener = new ActorListener() {
            @Override
            public void deadlock(String report) {
                if (!heard.getAndSet(true)) {
                    reported.accept(first);
                }
            }
        };
        first.tell((Runnable) ofSecond::get, false);
        second.tell((Runnable) () -> {
            try {
                ofFirst.get();
                events.add("broken");
            } catch (ActorDeadlockException e) {
                events.add("gives up");
            }
        }, false);
        try (AutoCloseable listening = Inspection.listen(listener)) {
            assertNotNull(listening);
            run(first);
        }
        ofFirst.complete("reply");
    }

    /** Else the other members, which look at the same time, would give up, too. */
    @Test
    void whoGivesUpInACycleDoesNotWaitAnyMoreWhenItSaysSo() throws Exception {
        deadlock(other -> {
            DeadlockDetector.check(other, other.waiting());
            events.add("the other waits on");
        });
        assertEquals(List.of("the other waits on", "gives up"), events);
    }

    @Test
    void noLockIsHeldWhileADeadlockIsReported() throws Exception {
        System.setProperty("pykka.deadlock", "warn");
        try {
            deadlock(other -> {
                Thread looking = new Thread(() -> DeadlockDetector.check(other, other.waiting()));
                looking.start();
                assertDoesNotThrow(() -> looking.join(5_000));
                events.add(looking.isAlive() ? "held up" : "free");
            });
        } finally {
            System.clearProperty("pykka.deadlock");
        }
        assertEquals(List.of("free", "broken"), events);
    }

    @Test
    void aPlaceThatIsGivenToASenderThatGivesUpIsFreeAgain() {
        ActorCell bounded = start(new Manual(), ActorOptions.defaults().inboxCapacity(1));
        ActorCell sender = start(new Manual() {
            @Override
            public void await(ActorTask task, Waiter waiter) {
                run(bounded);
                assertTrue(waiter.isDone(), "there is a place now");
                throw new ActorStarvationException("no thread left");
            }
        });
        bounded.tell("has the place", true);
        List<Throwable> thrown = new ArrayList<>();
        sender.tell((Runnable) () -> thrown.add(
                assertThrows(ActorStarvationException.class, () -> bounded.tell("gives up", false))), false);
        run(sender);
        assertEquals(1, thrown.size());
        assertDoesNotThrow(() -> bounded.tell("the next one", true));
        assertThrows(ActorInboxFullException.class, () -> bounded.tell("one too many", true));
    }

    /** The sender has looked whether the actor lives, and was given a place. */
    @Test
    void whatIsSentToAnInboxThatHasJustBeenClosedIsTakenBack() {
        for (boolean asks : new boolean[] {false, true}) {
            ActorCell bounded = start(new Manual(), ActorOptions.defaults().inboxCapacity(1));
            ActorCell sender = start(new Manual() {
                @Override
                public void await(ActorTask task, Waiter waiter) {
                    run(bounded);
                    bounded.stop();
                    run(bounded);
                }
            });
            bounded.tell("has the place", true);
            List<Throwable> thrown = new ArrayList<>();
            sender.tell((Runnable) () -> thrown.add(assertThrows(ActorDeadException.class, () -> {
                if (asks) {
                    bounded.ask("late", null, false).get(Duration.ZERO);
                } else {
                    bounded.tell("late", false);
                }
            })), false);
            run(sender);
            assertEquals(1, thrown.size());
            assertEquals(bounded.ref() + " not found", thrown.get(0).getMessage());
            assertEquals(1, bounded.counts.counts().accepted());
        }
    }

    @Test
    void whatItsSenderWithdrewIsNeitherDroppedNorCounted() {
        ActorCell cell = start(new Manual());
        cell.stop();
        cell.enqueue(new Envelope(Mark.WITHDRAWN));
        run(cell);
        assertEquals(0, cell.counts.counts().deadLettered());
    }

    @Test
    void whatItsSenderWithdrewIsNotHandled() {
        ActorCell cell = start(new Manual());
        cell.enqueue(new Envelope(Mark.WITHDRAWN));
        cell.enqueue(new DeferEnvelope((ActorConsumer<Object>) actor -> events.add("handled")));
        assertEquals(ActorTask.Turn.IDLE, run(cell));
        assertEquals(List.of("handled"), events);
        assertEquals(1, cell.counts.counts().handled());
    }

    @Test
    void repliesReferToNoMessageOnceTheyAreDone() {
        ActorCell cell = start(new Manual());
        LocalPromise<Object> handled = cell.ask("handled", null, false);
        cell.stop();
        LocalPromise<Object> dropped = cell.ask("dropped", null, false);
        run(cell);
        assertEquals(List.of(Mark.TAKEN, Mark.TAKEN), List.of(handled.message, dropped.message));
        assertTrue(dropped.isDone());
    }

    @Test
    void aStartThatFailsLeavesNothing() {
        ActorCell[] made = {null};
        Error cause = new OutOfMemoryError("unable to create native thread");
        ActorRuntime full = new Manual() {
            @Override
            public void start(ActorTask task) {
                made[0] = (ActorCell) task;
                throw cause;
            }
        };
        assertEquals(cause, assertThrows(Error.class, () -> start(full)));
        assertEquals(List.of(), ActorRegistry.getAll());
        assertFalse(made[0].ref().isAlive());
        assertNull(made[0].ref().cell());
        assertNull(made[0].actor);
        assertEquals(List.of(), events);
    }

    @Test
    void snapshotsOfTheRegistryBearThatOthersReorderIt() throws InterruptedException {
        List<ActorCell> cells = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ActorCell cell = ActorCellRaces.made();
            cells.add(cell);
            Registry.register(cell.ref());
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread reordering = new Thread(() -> {
            while (!over.get()) {
                for (ActorCell cell : cells) {
                    Registry.forget(cell.ref());
                    Registry.register(cell.ref());
                }
            }
        });
        reordering.start();
        try {
            for (int i = 0; i < 2_000; i++) {
                Registry.snapshot(ref -> true);
            }
        } finally {
            over.set(true);
            reordering.join();
            cells.forEach(Startup::discard);
        }
    }
}
