package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Noting;

/** Timers with keys. */
@Contract
class KeyedTimerContract extends ContractTest {
    private static final Duration LATE = Duration.ofHours(1);

    KeyedTimerContract(String runtime) {
        super(runtime);
    }

    @Test
    void aNewTimerReplacesTheOldOneOfItsKey() {
        ActorRef<Noting> ref = start(Noting::new);
        ref.run(a -> {
            ActorTimer old = a.timers().after("key", LATE, "old");
            ActorTimer other = a.timers().after("other", LATE, "m");
            ActorTimer now = a.timers().atFixedRate("k".concat("ey"), LATE, "new");
            assertFalse(old.isActive());
            assertTrue(now.isActive());
            assertTrue(other.isActive());
            assertTrue(a.timers().isActive("key"));
            ActorTimer last = a.timers().withFixedDelay("key", LATE, "last");
            assertFalse(now.isActive());
            assertTrue(last.isActive());
        }).get();
    }

    @Test
    void aReplacedMessageInTheInboxIsDropped() {
        Balance balance = new Balance();
        Noting actor = new Noting();
        ActorRef<Noting> ref = start(() -> actor);
        ref.run(a -> {
            a.timers().after("key", Duration.ZERO, "old");
            eventually("it has sent", () -> balance.accepted() == 2);
            a.timers().after("key", Duration.ZERO, "new");
            eventually("it has sent", () -> balance.accepted() == 3);
        }).get();
        ref.stop();
        assertEquals(List.of("new"), actor.handled);
        balance.assertIs(3, 2, 0);
        assertEquals(1, balance.withdrawn());
    }

    @Test
    void aTimerIsCancelledByItsKey() {
        ActorRef<Noting> ref = start(Noting::new);
        ref.run(a -> {
            ActorTimer timer = a.timers().after("key", LATE, "m");
            assertFalse(a.timers().cancel("other"));
            assertTrue(a.timers().cancel("key"));
            assertFalse(timer.isActive());
            assertFalse(a.timers().cancel("key"));
            assertFalse(a.timers().isActive("key"));
            assertThrows(NullPointerException.class, () -> a.timers().after(null, LATE, "m"));
        }).get();
    }

    @Test
    void aTimerThatCannotBeStartedReplacesNone() {
        ActorRef<Noting> ref = start(Noting::new);
        ref.run(a -> {
            ActorTimer timer = a.timers().after("key", LATE, "m");
            assertThrows(IllegalArgumentException.class, () -> a.timers().atFixedRate("key", Duration.ZERO, "m"));
            assertTrue(timer.isActive());
            assertTrue(a.timers().isActive("key"));
        }).get();
    }
}
