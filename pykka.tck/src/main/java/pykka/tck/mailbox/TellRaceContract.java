package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Records;
import pykka.tck.support.Rounds;
import pykka.tck.support.Tally;

/** Tells and failures that race a stop: each message is accounted for, and one hook runs. */
@Contract
class TellRaceContract extends ContractTest {
    TellRaceContract(String runtime) {
        super(runtime);
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
        final Balance balance = new Balance(); // of one actor, for there is but one at a time
        final AtomicInteger accepted = new AtomicInteger();
        ActorRef<Counting> ref;
        @Nullable Future<Boolean> stopped;

        void assertConserved(int handled) {
            balance.assertIs(accepted.get(), handled, accepted.get() - handled);
        }
    }

    private Told told() {
        Told told = new Told();
        told.ref = start(() -> told.actor);
        return told;
    }

    @Test
    void faultB2EachTellRacingAStopThrowsIsHandledOrIsCountedAsDropped() throws Exception {
        int each = 20;
        Records log = log();
        Tally tally = new Tally();
        int rounds = Rounds.race(scaled(20_000), 2, this::told, (told, sender) -> {
            for (int i = 0; i < each; i++) {
                try {
                    told.ref.tell(i);
                    told.accepted.incrementAndGet();
                } catch (ActorDeadException e) {
                    tally.failed(told.ref, e);
                }
            }
        }, told -> told.stopped = told.ref.stopAsync(), told -> {
            assertTrue(told.stopped.get(slack(Duration.ofSeconds(5))));
            assertEquals(1, told.actor.ends);
            told.assertConserved(told.actor.handled);
            tally.answered.addAndGet(told.actor.handled);
        });
        long dropped = 0;
        for (String record : log.messages("WARN")) {
            assertTrue(record.contains(" dropped by Counting (urn:uuid:"), record);
            dropped += Long.parseLong(record.substring(0, record.indexOf(' ')));
        }
        tally.stoppedBefore.addAndGet((int) dropped);
        tally.assertRaced(rounds * 2 * each, rounds);
    }

    @Test
    void faultB9AFailureRacingAStopEndsTheActorByOneHook() throws Exception {
        log();
        AtomicInteger failures = new AtomicInteger();
        AtomicInteger stops = new AtomicInteger();
        int rounds = Rounds.race(scaled(10_000), 1, this::told, (told, sender) -> {
            try {
                told.ref.tell(new IllegalStateException());
                told.accepted.incrementAndGet();
                told.ref.tell("after the failure");
                told.accepted.incrementAndGet();
            } catch (ActorDeadException e) {
                // the stop was faster
            }
        }, told -> told.stopped = told.ref.stopAsync(), told -> {
            told.ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            told.stopped.get(slack(Duration.ofSeconds(10)));
            assertTrue(told.actor.ends == 1 || told.actor.ends == 100, "hooks: " + told.actor.ends);
            (told.actor.ends == 1 ? stops : failures).incrementAndGet();
            told.assertConserved(told.actor.ends == 100 ? 1 : 0);
        });
        assertEquals(rounds, stops.get() + failures.get());
        assertTrue(rounds < 500 || stops.get() > 0 && failures.get() > 0, stops + " stops, " + failures + " failures");
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
