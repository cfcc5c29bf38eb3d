package pykka.tck.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;

/** What became of the messages of a race. */
public final class Tally {
    public final AtomicInteger answered = new AtomicInteger();
    final AtomicInteger notFound = new AtomicInteger();
    public final AtomicInteger stoppedBefore = new AtomicInteger();

    public void failed(ActorRef<?> ref, ActorDeadException e) {
        if (e.getMessage().equals(ref + " not found")) {
            notFound.incrementAndGet();
        } else if (e.getMessage().equals(ref + " stopped before handling the message")) {
            stoppedBefore.incrementAndGet();
        } else {
            fail(e);
        }
    }

    /** A future that has to be done by now, or soon after the end of its actor. */
    public void add(ActorRef<?> ref, Object question, Future<?> answer) {
        try {
            assertEquals(question, answer.get(ContractTest.slack(Duration.ofSeconds(10))));
            answered.incrementAndGet();
        } catch (ActorDeadException e) {
            failed(ref, e);
        }
    }

    /** Asserts that nothing is missing, and that there was a race. */
    public void assertRaced(int total, int rounds) {
        assertEquals(total, answered.get() + notFound.get() + stoppedBefore.get());
        assertTrue(rounds < 500 || answered.get() > 0 && notFound.get() + stoppedBefore.get() > 0, this::toString);
    }

    @Override
    public String toString() {
        return answered + " answered, " + notFound + " not found, " + stoppedBefore + " stopped before";
    }
}
