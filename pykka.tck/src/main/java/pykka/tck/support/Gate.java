package pykka.tck.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.Promise;

/** Holds an actor in the middle of its work. It waits for a future, so that a pool may run other actors in its place. */
public final class Gate {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final Promise<@Nullable Object> opened = Promise.create();

    /** Tells an actor to come to a gate, and waits until it is there: from now on its messages queue. */
    public static Gate hold(ActorRef<?> ref) {
        Gate gate = new Gate();
        ref.defer(actor -> gate.pass());
        gate.awaitReached();
        return gate;
    }

    /** For the actor: waits until the gate is opened. */
    public void pass() {
        reached.countDown();
        opened.get(ContractTest.slack(BOUND));
    }

    public void awaitReached() {
        try {
            assertTrue(reached.await(ContractTest.slack(BOUND).toMillis(), TimeUnit.MILLISECONDS), "the actor came to the gate");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public void open() {
        opened.set(null);
    }
}
