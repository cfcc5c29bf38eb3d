package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.Registration;
import pykka.api.Restarting;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** The time of a runtime that steps. */
class SteppingTimeTest extends Stepping {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);


    /** Notes when it is sent something. */
    private final class Clock extends Actor {
        @Override
        protected @Nullable Object onReceive(Object message) {
            notes.add(message + " at " + runtime.time().toSeconds());
            return message;
        }

        void every(Duration period) {
            timers().atFixedRate(period, "rate");
        }

        void again(Duration delay) {
            timers().withFixedDelay(delay, "delay");
        }

        void silence(Duration timeout) {
            timers().receiveTimeout(timeout, "silence");
        }
    }

    // ---- timers

    @Test
    void messageForLaterIsLostInTheOrderOfTheSchedule() {
        ActorRef<Noting> ref = noting("a");
        Registration listening = Inspection.listen(new ActorListener() {
            @Override
            public void deadLetter(DeadLetter letter) {
                notes.add(letter.cause() + " " + Thread.currentThread().getName().startsWith("pykka-stepping-"));
            }
        });
        ref.tellAfter(SECOND, 1);
        runtime.runUntilIdle();
        ref.stop();
        runtime.runUntilIdle();
        listening.close();
        assertEquals(List.of("TIMER true"), notes);
    }

    @Test
    void timeStandsStillUntilTheTestSaysSo() {
        noting("a").tellAfter(SECOND, 1);
        runtime.runUntilIdle();
        assertEquals(List.of(), notes);
        assertEquals(Duration.ZERO, runtime.time());
    }

    @Test
    void advanceRingsWhatIsDue() {
        ActorRef<Noting> ref = noting("a");
        ref.tellAfter(SECOND, 1);
        ref.tellAfter(SECOND.multipliedBy(3), 3);
        runtime.advance(SECOND.minusNanos(1));
        assertEquals(List.of(), notes);
        runtime.advance(Duration.ofNanos(1));
        assertEquals(List.of("a1"), notes);
        runtime.advance(SECOND);
        assertEquals(List.of("a1"), notes);
        assertEquals(SECOND.multipliedBy(2), runtime.time());
    }

    @Test
    void timersRingInTheOrderOfTheirTimes() {
        ActorRef<Noting> a = noting("a");
        ActorRef<Noting> b = noting("b");
        a.tellAfter(SECOND.multipliedBy(2), 2);
        b.tellAfter(SECOND, 1);
        a.tellAfter(SECOND.multipliedBy(3), 3);
        runtime.advance(HOUR);
        assertEquals(List.of("b1", "a2", "a3"), notes);
    }

    @Test
    void timerWithoutDelayNeedsNoTime() {
        noting("a").tellAfter(Duration.ZERO, 1);
        runtime.runUntilIdle();
        assertEquals(List.of("a1"), notes);
    }

    @Test
    void timerThatIsStartedByATimerRingsInTheSameAdvance() {
        ActorRef<Idle> ref = start(runtime, Idle::new);
        ActorRef<Noting> a = noting("a");
        ref.defer(x -> a.tellAfter(SECOND, 1));
        runtime.advance(SECOND);
        assertEquals(List.of("a1"), notes);
    }

    @Test
    void timersOfAllKindsGoByTheTimeOfTheRuntime() {
        ActorRef<Clock> clock = start(runtime, Clock::new);
        clock.defer(c -> c.every(Duration.ofSeconds(10)));
        runtime.advance(Duration.ofSeconds(35));
        clock.stop();
        assertEquals(List.of("rate at 10", "rate at 20", "rate at 30"), notes);

        notes.clear();
        ActorRef<Clock> other = start(runtime, Clock::new);
        other.defer(c -> c.again(Duration.ofSeconds(10)));
        runtime.advance(Duration.ofSeconds(25));
        other.stop();
        assertEquals(List.of("delay at 45", "delay at 55"), notes);

        notes.clear();
        ActorRef<Clock> silent = start(runtime, Clock::new);
        silent.defer(c -> c.silence(Duration.ofSeconds(10)));
        runtime.advance(Duration.ofSeconds(5));
        silent.tell("heard");
        runtime.advance(Duration.ofSeconds(11));
        silent.stop();
        assertEquals(List.of("heard at 65", "silence at 75"), notes);
    }

    @Test
    void constructorMayStartTimers() {
        start(runtime, () -> {
            Clock clock = new Clock();
            clock.every(SECOND);
            return clock;
        });
        runtime.advance(SECOND);
        assertEquals(List.of("rate at 1"), notes);
    }

    @Test
    void cancelledTimerDoesNotRing() {
        noting("a").tellAfter(SECOND, 1).cancel();
        assertEquals(1, runtime.advance(HOUR)); // the start
        assertEquals(List.of(), notes);
    }

    @Test
    void runUntilIdleJumpsFromTimerToTimer() {
        ActorRef<Noting> ref = noting("a");
        ref.tellAfter(SECOND, 1);
        ref.tellAfter(HOUR, 2);
        ref.tellAfter(HOUR.multipliedBy(3), 3);
        runtime.runUntilIdle(HOUR.multipliedBy(2));
        assertEquals(List.of("a1", "a2"), notes);
        assertEquals(HOUR, runtime.time());
    }

    @Test
    void dayOfTimersTakesLessThanASecond() {
        ActorRef<Idle> counting = start(runtime, Idle::new);
        int[] count = new int[1];
        ActorRef<Ticking> ticking = start(runtime, () -> new Ticking(count));
        counting.tellAfter(Duration.ofDays(4), "never");
        long shortest = Long.MAX_VALUE; // of three, since another process may have the processor
        for (int day = 1; day <= 3; day++) {
            long begin = System.nanoTime();
            runtime.advance(Duration.ofDays(1));
            shortest = Math.min(shortest, System.nanoTime() - begin);
            assertEquals(day * 24 * 60 * 60, count[0]);
        }
        assertTrue(shortest < SECOND.toNanos(), "nanoseconds: " + shortest);
        ticking.stop();
        counting.stop();
    }

    private static final class Ticking extends Actor {
        private final int[] count;

        Ticking(int[] count) {
            this.count = count;
        }

        @Override
        protected void onStart() {
            timers().atFixedRate(SECOND, "tick");
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            count[0]++;
            return null;
        }
    }

    @Test
    void timersAreRepeatable() {
        timersOfAllKindsGoByTheTimeOfTheRuntime();
        assertEquals(Optional.empty(), runtime.notRepeatable());
    }

    @Test
    void restartsAreAfterPausesOfTheTimeOfTheRuntime() {
        List<Long> starts = new ArrayList<>();
        ActorRef<?> keeper = Restarting.atMost(10, Duration.ofDays(1)).backOff(Duration.ofMinutes(1), HOUR)
                .options(ActorOptions.defaults().runtime(runtime)).start(Idle::new, ref -> {
                    starts.add(runtime.time().toMinutes());
                    ref.defer(idle -> {
                        throw new IllegalStateException("broken");
                    });
                });
        runtime.advance(Duration.ofMinutes(20));
        keeper.stop();
        assertEquals(List.of(0L, 1L, 3L, 7L, 15L), starts);
    }

    @Test
    void callbackThatThrowsAfterAPauseEndsTheKeeper() {
        int[] starts = new int[1];
        ActorRef<?> keeper = Restarting.atMost(10, Duration.ofDays(1)).backOff(SECOND, HOUR)
                .options(ActorOptions.defaults().runtime(runtime)).start(Idle::new, ref -> {
                    if (++starts[0] == 2) {
                        throw new IllegalStateException("refused");
                    }
                    ref.defer(idle -> {
                        throw new IllegalStateException("broken");
                    });
                });
        runtime.advance(HOUR);
        assertFalse(keeper.isAlive());
        assertTrue(keeper.whenStopped().get().failure().toString().contains("refused"));
    }

    // ---- limits of waits

    @Test
    void waitOfTheTestEndsAtItsLimitAtOnce() {
        assertThrows(ActorTimeoutException.class, () -> Promise.create().get(HOUR));
        assertEquals(HOUR, runtime.time());
    }

    @Test
    void waitOfAHandlerEndsAtItsLimit() {
        ActorRef<Idle> ref = start(runtime, Idle::new);
        Future<Object> answer = ref.call(x -> Promise.create().get(HOUR));
        assertThrows(ActorTimeoutException.class, answer::get);
        assertEquals(HOUR, runtime.time());
    }

    @Test
    void askEndsAtItsLimitIfTheActorWaitsLonger() {
        Promise<Object> promise = Promise.create();
        ActorRef<Idle> ref = start(runtime, Idle::new);
        ref.defer(x -> promise.get());
        assertThrows(ActorTimeoutException.class, () -> ref.ask("late", SECOND));
        assertThrows(ActorTimeoutException.class, () -> ref.stop(SECOND));
        assertEquals(SECOND.multipliedBy(2), runtime.time());
        promise.set(1);
        assertTrue(ref.whenStopped().get().failure() == null);
    }

    @Test
    void answerWithinTheLimitComesInTime() {
        ActorRef<Idle> ref = start(runtime, Idle::new);
        Promise<String> promise = Promise.create();
        ActorRef<Idle> late = start(runtime, Idle::new);
        late.call(x -> {
            try {
                return Promise.create().get(SECOND);
            } catch (ActorTimeoutException e) {
                promise.set("in time");
                return null;
            }
        });
        assertEquals("in time", ref.call(x -> promise.get(HOUR)).get());
        assertEquals(SECOND, runtime.time());
    }

    @Test
    void limitOfManyIsThatOfAll() {
        assertThrows(ActorTimeoutException.class, () -> Futures.getAll(List.of(Promise.create(), Promise.create()), HOUR));
        assertEquals(HOUR, runtime.time());
    }

    @Test
    void stopAllPassesOverAnActorThatWaits() {
        Promise<Object> promise = Promise.create();
        ActorRef<Idle> first = start(runtime, Idle::new);
        ActorRef<Idle> second = start(runtime, Idle::new);
        second.defer(x -> promise.get());
        runtime.runUntilIdle();
        assertFalse(ActorRegistry.stopAll(HOUR).get(second));
        assertFalse(first.isAlive());
        promise.set(1);
    }

    @Test
    void testWithoutALimitWaitsForTimers() {
        Promise<Integer> promise = Promise.create();
        start(runtime, () -> new Setting(promise)).tellAfter(HOUR, "now");
        assertEquals(1, (int) promise.get());
        assertEquals(HOUR, runtime.time());
    }

    private static final class Setting extends Actor {
        private final Promise<Integer> promise;

        Setting(Promise<Integer> promise) {
            this.promise = promise;
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            promise.set(1);
            return null;
        }
    }

    @Test
    void waitBesideATimerThatRingsForEverFails() {
        runtime.close();
        runtime = new SteppingRuntime(size -> 0, new Limits(Duration.ZERO, Duration.ofSeconds(10), 1_000));
        start(runtime, Clock::new).defer(c -> c.every(SECOND));
        assertThrows(ActorDeadlockException.class, () -> Promise.create().get());
    }

    /** A timer with a fixed delay is not due while its message is handled, however long that waits. */
    @Test
    void waitInTheHandlerOfATimerEndsAtOnce() {
        start(runtime, Stuck::new);
        String text = assertThrows(ActorDeadlockException.class, () -> Promise.create().get()).getMessage();
        assertTrue(text.startsWith("Nothing can go on"), text);
        assertEquals(SECOND, runtime.time());
    }

    private static final class Stuck extends Actor {
        @Override
        protected void onStart() {
            timers().withFixedDelay(SECOND, "rings");
        }

        @Override
        protected @Nullable Object onReceive(Object message) {
            return Promise.create().get();
        }
    }

    // ---- other times

    @Test
    void threadThatDoesNotDriveGoesByTheTimeOfTheJvm() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        Thread other = new Thread(() -> {
            try {
                Promise.create().get(Duration.ofMillis(1));
            } catch (ActorTimeoutException e) {
                thrown.add(e);
            }
        });
        other.start();
        other.join();
        assertEquals(1, thrown.size());
        assertEquals(Duration.ZERO, runtime.time());
    }

    @Test
    void closedRuntimeLeavesItsThreadToTheTimeOfTheJvm() {
        runtime.close();
        assertThrows(ActorTimeoutException.class, () -> Promise.create().get(Duration.ofMillis(1)));
        assertEquals(Duration.ZERO, runtime.time());
    }

    @Test
    void timeThatIsTooLongIsCut() {
        runtime.advance(Duration.ofSeconds(Long.MAX_VALUE));
        runtime.advance(Duration.ofSeconds(Long.MAX_VALUE));
        noting("a").tellAfter(SECOND, 1);
        assertTrue(runtime.time().toDays() > 365 * 70);
    }
}
