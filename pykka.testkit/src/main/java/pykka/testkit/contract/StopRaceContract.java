package pykka.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.testkit.log.Recorder;

/** Senders that race an actor's end: each ask is answered or fails, and each message is accounted for. */
@Contract
class StopRaceContract extends ContractTest {
    StopRaceContract(String runtime) {
        super(runtime);
    }

    static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    /** What became of asks, or of messages. */
    static final class Tally {
        final AtomicInteger answered = new AtomicInteger();
        final AtomicInteger notFound = new AtomicInteger();
        final AtomicInteger stoppedBefore = new AtomicInteger();

        void failed(ActorRef<?> ref, ActorDeadException e) {
            if (e.getMessage().equals(ref + " not found")) {
                notFound.incrementAndGet();
            } else if (e.getMessage().equals(ref + " stopped before handling the message")) {
                stoppedBefore.incrementAndGet();
            } else {
                fail(e);
            }
        }

        /** A future that has to be done by now, or within a second after the end of its actor. */
        void add(ActorRef<?> ref, Object question, Future<?> answer) {
            try {
                assertEquals(question, answer.get(slack(Duration.ofSeconds(1))));
                answered.incrementAndGet();
            } catch (ActorDeadException e) {
                failed(ref, e);
            }
        }

        /** Asserts that the race was one. */
        void assertAllThatAndMixed(int total, int rounds) {
            assertEquals(total, answered.get() + notFound.get() + stoppedBefore.get());
            assertTrue(rounds < 500 || answered.get() > 0 && notFound.get() + stoppedBefore.get() > 0, this::toString);
        }

        @Override
        public String toString() {
            return answered + " answered, " + notFound + " not found, " + stoppedBefore + " stopped before";
        }
    }

    /** One actor, and what was asked of it. */
    static final class Asked {
        final ActorRef<Echo> ref;
        final Future<?>[] answers;
        Future<Boolean> stopped;

        Asked(ActorRef<Echo> ref, int asks) {
            this.ref = ref;
            answers = new Future<?>[asks];
        }
    }

    @Test
    void faultB1AMillionAsksRacing20000StopsLeaveNoFutureOpen() throws Exception {
        int askers = 5;
        int each = 10;
        int rounds = scaled(20_000);
        Balance balance = new Balance();
        Tally tally = new Tally();
        Rounds.race(rounds, askers, () -> new Asked(start(Echo::new), askers * each), (asked, asker) -> {
            for (int i = asker * each; i < (asker + 1) * each; i++) {
                asked.answers[i] = asked.ref.askAsync(i);
            }
        }, asked -> asked.stopped = asked.ref.stopAsync(), asked -> {
            assertTrue(asked.stopped.get(slack(Duration.ofSeconds(5))));
            for (int i = 0; i < asked.answers.length; i++) {
                tally.add(asked.ref, i, asked.answers[i]);
            }
        });
        tally.assertAllThatAndMixed(rounds * askers * each, rounds);
        balance.assertIs(tally.answered.get() + tally.stoppedBefore.get(), tally.answered.get(), tally.stoppedBefore.get());
    }

    @Test
    void faultB1AsksThatWaitWhileTheActorIsStoppedReturn() throws Exception {
        int rounds = scaled(3_000);
        Balance balance = new Balance();
        Tally tally = new Tally();
        Rounds.<ActorRef<Echo>>race(rounds, 2, () -> start(Echo::new), (ref, asker) -> {
            for (int i = 0; i < 20; i++) {
                try {
                    assertEquals(i, ref.ask(i, slack(Duration.ofSeconds(1))));
                    tally.answered.incrementAndGet();
                } catch (ActorDeadException e) {
                    tally.failed(ref, e);
                }
            }
        }, ActorRef::stopAsync, ref -> {
            ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            assertTrue(Inspection.actor(ref).isEmpty(), "nothing is left of it, nor of its inbox");
        });
        tally.assertAllThatAndMixed(rounds * 2 * 20, rounds);
        balance.assertIs(tally.answered.get() + tally.stoppedBefore.get(), tally.answered.get(), tally.stoppedBefore.get());
    }

    /** What is sent after the last message was handled and before the inbox is closed: the actor logs in between. */
    @Test
    @SuppressWarnings("try") // the listener only has to be closed
    void faultB1AsksAndTellsInTheWindowBeforeTheInboxClosesAreNotLost() throws Exception {
        Records log = log().withDebug();
        Balance balance = new Balance();
        int rounds = scaled(200);
        for (int round = 0; round < rounds; round++) {
            CountDownLatch inTheWindow = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            ActorRef<Echo> ref = start(Echo::new);
            try (AutoCloseable held = Recorder.listen(record -> {
                if (record.message().equals("Unregistered " + ref)) {
                    inTheWindow.countDown();
                    await(sent);
                }
            })) {
                Future<Boolean> stopped = ref.stopAsync();
                await(inTheWindow);
                List<Future<?>> answers = new ArrayList<>();
                Racers.race(2, asker -> {
                    for (int i = 0; i < 20; i++) {
                        Future<?> answer = ref.askAsync(i);
                        synchronized (answers) {
                            answers.add(answer);
                        }
                        ref.tell(i);
                    }
                });
                sent.countDown();
                assertTrue(stopped.get(slack(Duration.ofSeconds(5))));
                for (Future<?> answer : answers) {
                    assertTrue(answer.isDone());
                    assertEquals(ref + " stopped before handling the message",
                            assertThrows(ActorDeadException.class, answer::get).getMessage());
                }
                assertTrue(log.messages("WARN").contains("40 messages dropped by " + ref));
            }
        }
        assertEquals(rounds, log.at("WARN").size());
        balance.assertIs(80L * rounds, 0, 80L * rounds);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(slack(Duration.ofSeconds(20)).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static class Counting extends Actor {
        int handled;
        int ends;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if (message instanceof RuntimeException failure) {
                throw failure;
            }
            handled++;
            return null;
        }

        @Override
        protected void onStop() {
            ends++;
        }

        @Override
        protected void onFailure(Throwable failure) {
            ends += 100;
        }
    }

    /** One actor, and how many messages were sent to it. */
    static final class Told {
        final Counting actor = new Counting();
        final int[] accepted = new int[8];
        ActorRef<Counting> ref;
        @Nullable Future<Boolean> stopped;
    }

    private Told told() {
        Told told = new Told();
        told.ref = start(() -> told.actor);
        return told;
    }

    @Test
    void faultB2EachTellRacingAStopThrowsIsHandledOrIsCountedAsDropped() throws Exception {
        int rounds = scaled(20_000);
        int each = 20;
        Records log = log();
        Balance balance = new Balance();
        Tally tally = new Tally();
        Rounds.race(rounds, 2, this::told, (told, sender) -> {
            for (int i = 0; i < each; i++) {
                try {
                    told.ref.tell(i);
                } catch (ActorDeadException e) {
                    tally.failed(told.ref, e);
                }
            }
        }, told -> told.stopped = told.ref.stopAsync(), told -> {
            assertTrue(told.stopped.get(slack(Duration.ofSeconds(5))));
            assertEquals(1, told.actor.ends);
            tally.answered.addAndGet(told.actor.handled);
        });
        long dropped = 0;
        for (String record : log.messages("WARN")) {
            assertTrue(record.contains(" messages dropped by Counting (urn:uuid:"), record);
            dropped += Long.parseLong(record.substring(0, record.indexOf(' ')));
        }
        tally.stoppedBefore.addAndGet((int) dropped);
        tally.assertAllThatAndMixed(rounds * 2 * each, rounds);
        balance.assertIs(tally.answered.get() + dropped, tally.answered.get(), dropped);
    }

    @Test
    void faultB9AFailureRacingAStopEndsTheActorByOneHook() throws Exception {
        int rounds = scaled(10_000);
        Balance balance = new Balance();
        log();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger stops = new AtomicInteger();
        AtomicInteger accepted = new AtomicInteger();
        Rounds.race(rounds, 1, this::told, (told, sender) -> {
            try {
                told.ref.tell(new IllegalStateException());
                told.accepted[sender]++;
                told.ref.tell("after the failure");
                told.accepted[sender]++;
            } catch (ActorDeadException e) {
                // the stop was faster
            }
        }, told -> told.stopped = told.ref.stopAsync(), told -> {
            told.ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            told.stopped.get(slack(Duration.ofSeconds(1)));
            assertTrue(told.actor.ends == 1 || told.actor.ends == 100, "hooks: " + told.actor.ends);
            (told.actor.ends == 1 ? stops : failures).incrementAndGet();
            accepted.addAndGet(Arrays.stream(told.accepted).sum());
        });
        assertEquals(rounds, stops.get() + failures.get());
        balance.assertIs(accepted.get(), failures.get(), accepted.get() - failures.get());
    }

    @Test
    void faultB9AStopQueuedBehindAFailureIsToldOfTheEnd() {
        log();
        Balance balance = new Balance();
        Told told = told();
        Gate gate = Gate.hold(told.ref);
        told.ref.tell(new IllegalStateException());
        Future<Boolean> stopped = told.ref.stopAsync();
        assertFalse(stopped.isDone());
        gate.open();
        assertTrue(stopped.get(slack(Duration.ofSeconds(5))));
        assertEquals(100, told.actor.ends, "onFailure, and not onStop");
        balance.assertIs(2, 2, 0);
    }
}
