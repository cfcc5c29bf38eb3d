package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;

/** Timers that send a message again and again. */
@Contract
class RepeatedTimerContract extends ContractTest {
    private static final Duration TICK = Duration.ofMillis(5);

    RepeatedTimerContract(String runtime) {
        super(runtime);
    }

    /** Counts ticks. */
    static class Ticking extends Actor {
        final AtomicInteger ticks = new AtomicInteger();
        final List<Long> times = new ArrayList<>();
        private final Duration work;
        @Nullable ActorTimer timer;

        Ticking(Duration work) {
            this.work = work;
        }

        Ticking() {
            this(Duration.ZERO);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            times.add(System.nanoTime());
            long end = System.nanoTime() + work.toNanos();
            while (System.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
            times.add(System.nanoTime());
            ticks.incrementAndGet();
            return null;
        }

        void tick(boolean rate) {
            timer = rate ? timers().atFixedRate(TICK, "tick") : timers().withFixedDelay(TICK, "tick");
        }
    }

    /** Starts the timer of an actor that then waits, so that what it sends stays in the inbox. */
    private static Gate tickAtGate(ActorRef<Ticking> ref, boolean rate) {
        Gate gate = new Gate();
        ref.defer(a -> {
            a.tick(rate);
            gate.pass();
        });
        gate.awaitReached();
        return gate;
    }

    private static void awaitTicks(Ticking actor, int count) {
        eventually("it ticks", () -> actor.ticks.get() >= count);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesComeUntilTheTimerIsCancelled(boolean rate) {
        Balance balance = new Balance();
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor);
        ref.run(a -> a.tick(rate)).get();
        awaitTicks(actor, 5);
        assertTrue(actor.timer.isActive());
        assertTrue(actor.timer.cancel());
        ref.run(a -> {}).get();
        int ticks = actor.ticks.get();
        assertFalse(actor.timer.isActive());
        assertFalse(actor.timer.cancel());
        ActorRef<Ticking> other = start(Ticking::new);
        ActorTimer later = other.tellAfter(TICK.multipliedBy(4), "later");
        eventually("some ticks would have come", () -> !later.isActive());
        assertEquals(ticks, actor.ticks.get());
        ref.stop();
        eventually("all is counted", () -> balance.accepted() == balance.handled() + balance.deadLettered() + balance.withdrawn());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneMessageWaitsAtMostAndOthersCountAsMissed(boolean rate) {
        Balance balance = new Balance();
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor);
        Gate gate = tickAtGate(ref, rate);
        eventually("it has sent one", () -> balance.accepted() > 1);
        if (rate) {
            eventually("it misses ticks", () -> actor.timer.missed() >= 5);
        } else {
            assertEquals(0, actor.timer.missed());
        }
        assertEquals(2, balance.accepted());
        gate.open();
        awaitTicks(actor, 2);
        actor.timer.cancel(); // or a tick may wait at the end, which is logged
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageInTheInboxWhoseTimerIsCancelledIsDropped(boolean rate) {
        Balance balance = new Balance();
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor);
        ref.run(a -> {
            a.tick(rate);
            eventually("it has sent one", () -> balance.accepted() == 2);
            assertTrue(a.timer.cancel());
        }).get();
        ref.stop();
        assertEquals(0, actor.ticks.get());
        assertEquals(1, balance.withdrawn());
        balance.assertIs(2, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTickWithoutAPlaceIsMissed(boolean rate) {
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = new Gate();
        ref.defer(a -> {
            a.actorRef().tell("fills it");
            a.tick(rate);
            gate.pass();
        });
        gate.awaitReached();
        eventually("ticks are missed", () -> actor.timer.missed() >= 3);
        gate.open();
        awaitTicks(actor, 5);
        actor.timer.cancel();
    }

    @Test
    void aFixedRateDoesNotDrift() {
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor);
        long begin = System.nanoTime();
        ref.run(a -> a.tick(true)).get();
        long begun = System.nanoTime();
        awaitTicks(actor, 20);
        ref.run(a -> a.timer.cancel()).get();
        List<Long> times = actor.times;
        for (int i = 0; i < times.size() / 2; i++) {
            assertTrue(times.get(2 * i) - begin >= (i + 1) * TICK.toNanos(), "too early");
        }
        long periods = (times.get(times.size() - 2) - begun) / TICK.toNanos();
        long sent = times.size() / 2 + actor.timer.missed();
        assertTrue(sent >= periods, sent + " ticks and missed ones in " + periods + " periods");
    }

    @Test
    void aFixedDelayIsFromTheEndOfTheHandler() {
        Ticking actor = new Ticking(TICK.multipliedBy(2));
        ActorRef<Ticking> ref = start(() -> actor);
        ref.run(a -> a.tick(false)).get();
        awaitTicks(actor, 4);
        ref.run(a -> a.timer.cancel()).get();
        for (int i = 2; i < actor.times.size(); i += 2) {
            assertTrue(actor.times.get(i) - actor.times.get(i - 1) >= TICK.toNanos(), "too early");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theHandlerCancelsItsTimer(boolean rate) {
        class Once extends Ticking {
            @Override
            protected @Nullable Object onReceive(@Nullable Object message) {
                assertTrue(timer.cancel());
                return super.onReceive(message);
            }
        }

        Once actor = new Once();
        ActorRef<Once> ref = start(() -> actor);
        ref.run(a -> a.tick(rate)).get();
        awaitTicks(actor, 1);
        ActorRef<Ticking> other = start(Ticking::new);
        ActorTimer later = other.tellAfter(TICK.multipliedBy(4), "later");
        eventually("some ticks would have come", () -> !later.isActive());
        assertEquals(1, actor.ticks.get());
        assertFalse(actor.timer.isActive());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theEndOfTheActorEndsIt(boolean rate) {
        Ticking actor = new Ticking();
        ActorRef<Ticking> ref = start(() -> actor);
        ref.run(a -> a.tick(rate)).get();
        awaitTicks(actor, 2);
        ref.stop();
        assertFalse(actor.timer.isActive());
        log();
    }

    @Test
    void aPeriodIsPositive() {
        ActorRef<Ticking> ref = start(Ticking::new);
        ref.run(a -> {
            assertThrows(IllegalArgumentException.class, () -> a.timers().atFixedRate(Duration.ZERO, "m"));
            assertThrows(IllegalArgumentException.class, () -> a.timers().withFixedDelay(Duration.ofNanos(-1), "m"));
            assertThrows(NullPointerException.class, () -> a.timers().withFixedDelay(null, "m"));
        }).get();
    }
}
