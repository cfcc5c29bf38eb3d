package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Limit;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;
import pykka.tck.support.Rounds;

/** Stopping: from everywhere, by many at once, with much or nothing left to do, and what is left afterwards. */
@Contract
class StoppingContract extends ContractTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    StoppingContract(String runtime) {
        super(runtime);
    }

    static class Stoppable extends Actor {
        final AtomicInteger stops = new AtomicInteger();
        final AtomicInteger failures = new AtomicInteger();
        int handled;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            handled++;
            return message;
        }

        @Override
        protected void onStop() {
            stops.incrementAndGet();
        }

        @Override
        protected void onFailure(Throwable failure) {
            failures.incrementAndGet();
        }
    }

    @Test
    void faultB3SixteenThreadsThatStopAnActorAtOnceStopItOnce() throws Exception {
        int stoppers = 16;
        Boolean[] results = new Boolean[stoppers];
        Stoppable[] actor = {null};
        Rounds.<ActorRef<Stoppable>>race(scaled(1_000), stoppers, () -> {
            actor[0] = new Stoppable();
            return start(() -> actor[0]);
        }, (ref, stopper) -> {
            results[stopper] = ref.stop(slack(Duration.ofSeconds(5)));
            assertTrue(ref.whenStopped().isDone(), "true or false, it has ended");
        }, ref -> { /* the racers do it all */ }, ref -> {
            assertEquals(1, actor[0].stops.get());
            assertTrue(List.of(results).contains(true));
            assertFalse(ref.stop());
            assertFalse(ref.stopAsync().get());
        });
    }

    @Test
    @SuppressWarnings("try") // the racers only have to be awaited
    void faultB3EachStopIssuedWhileTheActorIsAliveAnswersTrue() {
        for (int i = 0; i < scaled(100); i++) {
            Stoppable actor = new Stoppable();
            ActorRef<Stoppable> ref = start(() -> actor);
            Gate gate = Gate.hold(ref);
            try (Racers stoppers = Racers.start(16, number -> assertTrue(ref.stop()))) {
                for (int stopper = 0; stopper < 16; stopper++) {
                    Thread thread = stoppers.thread(stopper);
                    eventually("all have asked, and wait", () -> thread.getState() == Thread.State.WAITING);
                }
                gate.open();
            }
            assertEquals(1, actor.stops.get());
            assertFalse(ref.stop());
        }
    }

    @Test
    void faultB4WhatIsSentBeforeAStopIsHandledAndWhatIsSentBehindItIsDroppedWithOneRecord() {
        Records log = log();
        Balance balance = new Balance();
        Stoppable actor = new Stoppable();
        ActorRef<Stoppable> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        for (int i = 0; i < 1_000; i++) {
            ref.tell(i);
        }
        Future<Boolean> stopped = ref.stopAsync();
        List<Future<?>> asks = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            ref.tell(i);
            if (i % 10 == 0) {
                asks.add(ref.askAsync(i));
            }
        }
        gate.open();
        assertTrue(stopped.get());
        assertEquals(1_000, actor.handled);
        assertEquals(List.of("1000 messages dropped by " + ref + ": 1000 java.lang.Integer"), log.messages("WARN"));
        assertEquals(List.of(), log.at("ERROR"));
        assertEquals(100, asks.size());
        for (Future<?> ask : asks) {
            assertEquals(ref + " stopped before handling the message",
                    assertThrows(ActorDeadException.class, ask::get).getMessage());
        }
        balance.assertIs(2_101, 1_001, 1_100);
    }

    enum Place { CONSTRUCTOR, ON_START, HANDLER, ON_STOP, ON_FAILURE, MAP_FUNCTION }

    static class StopsItself extends Stoppable {
        final Place place;

        StopsItself(Place place) {
            this.place = place;
            stopAt(Place.CONSTRUCTOR);
        }

        private void stopAt(Place here) {
            if (here == place) {
                stop();
                stop();
                actorRef().stopAsync();
            }
        }

        @Override
        protected void onStart() {
            stopAt(Place.ON_START);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            stopAt(Place.HANDLER);
            if (message.equals("fail")) {
                throw new IllegalStateException();
            }
            return super.onReceive(message);
        }

        @Override
        protected void onStop() {
            stopAt(Place.ON_STOP);
            super.onStop();
        }

        @Override
        protected void onFailure(Throwable failure) {
            stopAt(Place.ON_FAILURE);
            super.onFailure(failure);
        }
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void faultB5AnActorStopsItselfFromAnywhereAndItsHookRunsOnce(Place place) {
        Records log = log();
        AtomicReference<StopsItself> made = new AtomicReference<>();
        Limit limit = Limit.of(Duration.ofSeconds(1));
        ActorRef<StopsItself> ref = start(() -> {
            made.set(new StopsItself(place));
            return made.get();
        });
        StopsItself actor = made.get();
        switch (place) {
            case HANDLER -> assertEquals("stop", ref.ask("stop"));
            case ON_STOP -> ref.stopAsync();
            case ON_FAILURE -> ref.tell("fail");
            case MAP_FUNCTION -> ref.askAsync("map").map(answer -> {
                actor.stop();
                return answer;
            }).get();
            default -> { }
        }
        ref.whenStopped().get(slack(Duration.ofSeconds(10)));
        assertFalse(limit.isOver());
        assertEquals(place == Place.ON_FAILURE ? 0 : 1, actor.stops.get());
        assertEquals(place == Place.ON_FAILURE ? 1 : 0, actor.failures.get());
        assertEquals(place == Place.ON_FAILURE ? 1 : 0, log.at("ERROR").size());
        assertEquals(0, log.at("WARN").size());
    }

    @Test
    void faultB7AStopThatTimesOutStaysQueued() {
        Stoppable actor = new Stoppable();
        ActorRef<Stoppable> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        assertTook(LIMIT, Duration.ofMillis(400), time(() -> {
            ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> ref.stop(LIMIT));
            assertTrue(e.getMessage().startsWith("0.2 seconds: waited for Stoppable (urn:uuid:"), e::getMessage);
        }));
        assertTrue(ref.isAlive());
        assertEquals(0, actor.stops.get());
        gate.open();
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertEquals(1, actor.stops.get());
        assertFalse(ref.stop());
    }
}
