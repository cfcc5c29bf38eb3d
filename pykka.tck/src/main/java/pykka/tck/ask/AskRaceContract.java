package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;
import pykka.tck.support.Rounds;
import pykka.tck.support.Tally;
import pykka.testkit.log.Recorder;

/** Asks that race a stop: each is answered or fails, and none is left open. */
@Contract
class AskRaceContract extends ContractTest {
    AskRaceContract(String runtime) {
        super(runtime);
    }

    static class Echo extends Actor {
        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return message;
        }
    }

    /** One actor, and what was asked of it. */
    static final class Asked {
        final ActorRef<Echo> ref;
        final Balance balance = new Balance(); // of one actor, for there is but one at a time
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
        Tally tally = new Tally();
        int rounds = Rounds.race(scaled(20_000), askers, () -> new Asked(start(Echo::new), askers * each), (asked, asker) -> {
            for (int i = asker * each; i < (asker + 1) * each; i++) {
                asked.answers[i] = asked.ref.askAsync(i);
            }
        }, asked -> asked.stopped = asked.ref.stopAsync(), asked -> {
            assertTrue(asked.stopped.get(slack(Duration.ofSeconds(5))));
            int answered = tally.answered.get();
            int stoppedBefore = tally.stoppedBefore.get();
            for (int i = 0; i < asked.answers.length; i++) {
                tally.add(asked.ref, i, asked.answers[i]);
            }
            answered = tally.answered.get() - answered;
            stoppedBefore = tally.stoppedBefore.get() - stoppedBefore;
            asked.balance.assertIs(answered + stoppedBefore, answered, stoppedBefore);
        });
        tally.assertRaced(rounds * askers * each, rounds);
    }

    @Test
    void faultB1AsksThatWaitWhileTheActorIsStoppedReturn() throws Exception {
        Balance balance = new Balance();
        Tally tally = new Tally();
        int rounds = Rounds.<ActorRef<Echo>>race(scaled(3_000), 2, () -> start(Echo::new), (ref, asker) -> {
            for (int i = 0; i < 20; i++) {
                try {
                    assertEquals(i, ref.ask(i, slack(Duration.ofSeconds(10))));
                    tally.answered.incrementAndGet();
                } catch (ActorDeadException e) {
                    tally.failed(ref, e);
                }
            }
        }, ActorRef::stopAsync, ref -> {
            ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            assertTrue(Inspection.actor(ref).isEmpty(), "nothing is left of it, nor of its inbox");
        });
        tally.assertRaced(rounds * 2 * 20, rounds);
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
                assertTrue(log.messages("WARN").contains("40 messages dropped by " + ref + ": 40 java.lang.Integer"));
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
}
