package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;

/** The timer of an actor that is to hear if no message comes. */
@Contract
class ReceiveTimeoutContract extends ContractTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);
    private static final Object SILENCE = "silence";

    ReceiveTimeoutContract(String runtime) {
        super(runtime);
    }

    /** Counts times of silence, and notes how long each was. */
    static class Listening extends Actor {
        final AtomicInteger silences = new AtomicInteger();
        final AtomicLong shortest = new AtomicLong(Long.MAX_VALUE);
        private long last;
        @Nullable ActorTimer timer;

        void listen(Duration timeout) {
            last = System.nanoTime();
            timer = timers().receiveTimeout(timeout, SILENCE);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if (message == SILENCE) {
                shortest.accumulateAndGet(System.nanoTime() - last, Math::min);
                silences.incrementAndGet();
            }
            last = System.nanoTime();
            return message;
        }
    }

    private static void awaitSilences(Listening actor, int count) {
        eventually("silence", () -> actor.silences.get() >= count);
    }

    @Test
    void anActorHearsEachTimeThatNoMessageComes() {
        Listening actor = new Listening();
        ActorRef<Listening> ref = start(() -> actor);
        ref.run(a -> a.listen(TIMEOUT)).get();
        awaitSilences(actor, 3);
        assertTrue(actor.shortest.get() >= TIMEOUT.toNanos(), () -> actor.shortest + " ns");
        assertTrue(actor.timer.isActive());
        assertTrue(actor.timer.cancel());
        assertFalse(actor.timer.isActive());
    }

    @Test
    void aMessageBeginsTheTimeAgain() {
        Listening actor = new Listening();
        ActorRef<Listening> ref = start(() -> actor);
        ref.run(a -> a.listen(TIMEOUT)).get();
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < 4 * TIMEOUT.toNanos(); i++) {
            assertEquals(i, ref.ask(i));
        }
        awaitSilences(actor, 1);
        assertTrue(actor.shortest.get() >= TIMEOUT.toNanos(), () -> actor.shortest + " ns");
    }

    /** The one message that sets it may be followed by others in the same turn. */
    @Test
    void messagesOfTheTurnInWhichItIsSetCount() {
        Listening actor = new Listening();
        ActorRef<Listening> ref = start(() -> actor);
        Object gate = new Object();
        ref.defer(a -> {
            for (int i = 0; i < 200; i++) {
                ref.defer(b -> {
                    b.onReceive(gate);
                    spin(Duration.ofMillis(2));
                    b.onReceive(gate);
                });
            }
            a.listen(TIMEOUT);
        });
        awaitSilences(actor, 1);
        assertTrue(actor.shortest.get() >= TIMEOUT.toNanos(), () -> actor.shortest + " ns");
    }

    private static void spin(Duration time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void ruleC1AMessageThatIsOutOfDateIsWithdrawn() {
        Balance balance = new Balance();
        Listening actor = new Listening();
        ActorRef<Listening> ref = start(() -> actor);
        ref.run(a -> a.listen(TIMEOUT)).get();
        ref.run(a -> eventually("it has sent", () -> balance.accepted() == 3)).get(); // accepted during this handler
        eventually("it is withdrawn", () -> balance.withdrawn() == 1);
        awaitSilences(actor, 1);
        assertTrue(actor.shortest.get() >= TIMEOUT.toNanos(), () -> actor.shortest + " ns");
        ref.stop();
        eventually("all is counted", () -> balance.accepted() == balance.handled() + balance.withdrawn() + balance.deadLettered());
    }

    @Test
    void aNewTimeoutReplacesTheOldOne() {
        Listening actor = new Listening();
        ActorRef<Listening> ref = start(() -> actor);
        ref.run(a -> {
            a.listen(TIMEOUT);
            ActorTimer old = a.timer;
            a.listen(TIMEOUT.dividedBy(2));
            assertFalse(old.isActive());
            assertTrue(a.timer.isActive());
            assertThrows(IllegalArgumentException.class, () -> a.listen(Duration.ZERO));
        }).get();
        awaitSilences(actor, 1);
        ref.stop();
        assertFalse(actor.timer.isActive());
        assertEquals(List.of(), log().messages("ERROR"));
    }
}
