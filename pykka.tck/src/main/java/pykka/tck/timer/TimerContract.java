package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.api.ActorTimers;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Noting;

/** Timers that send one message. */
@Contract
class TimerContract extends ContractTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofHours(1);

    TimerContract(String runtime) {
        super(runtime);
    }

    /** Hands out what it handles. */
    static class Heard extends Noting {
        final LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            heard.add(message == null ? "null" : message);
            return super.onReceive(message);
        }

        Object next() throws InterruptedException {
            Object next = heard.poll(slack(Duration.ofSeconds(5)).toMillis(), TimeUnit.MILLISECONDS);
            assertTrue(next != null, "nothing comes");
            return next;
        }
    }

    /** Waits until the timer thread has counted its messages too, which it does when they are in the inbox. */
    private static void awaitAccepted(Balance balance, long count) {
        eventually("the timers have sent", () -> balance.accepted() >= count);
    }

    @Test
    void messageComesAfterItsTime() throws Exception {
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        long begin = System.nanoTime();
        ActorTimer timer = ref.tellAfter(SOON, "late");
        assertTrue(timer.isActive());
        assertEquals("late", actor.next());
        assertTrue(System.nanoTime() - begin >= SOON.toNanos());
        ref.run(a -> {}).get();
        assertFalse(timer.isActive());
        assertFalse(timer.cancel());
    }

    @Test
    void actorSendsItselfAMessageAfterItsTime() throws Exception {
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        boolean quick = ref.call(a -> {
            long begin = System.nanoTime();
            a.timers().after(SOON, "second");
            a.timers().after(NOW, null);
            return System.nanoTime() - begin < SOON.toNanos(); // or the machine is busy, and the second one may come first
        }).get();
        List<Object> heard = List.of(actor.next(), actor.next());
        assertEquals(quick ? List.of("null", "second") : heard, heard);
        assertSame(actor.timers(), actor.timers());
    }

    @Test
    void timersOfOneThreadRingInTheirOrder() throws Exception {
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        for (int i = 0; i < 1_000; i++) {
            ref.tellAfter(NOW, i);
        }
        for (int i = 0; i < 1_000; i++) {
            assertEquals(i, actor.next());
        }
    }

    @Test
    void aNegativeTimeIsNowAndAHugeOneNever() throws Exception {
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        ActorTimer never = ref.tellAfter(Duration.ofSeconds(Long.MAX_VALUE), "never");
        ref.tellAfter(Duration.ofSeconds(Long.MIN_VALUE), "now");
        assertEquals("now", actor.next());
        assertTrue(never.isActive());
        assertTrue(never.cancel());
        assertThrows(NullPointerException.class, () -> ref.tellAfter(null, "m"));
    }

    @Test
    void aTimerThatIsCancelledSendsNothing() throws Exception {
        Balance balance = new Balance();
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        ActorTimer timer = ref.tellAfter(SOON, "cancelled");
        assertTrue(timer.cancel());
        assertFalse(timer.isActive());
        assertFalse(timer.cancel());
        ref.tellAfter(SOON.multipliedBy(2), "last");
        assertEquals("last", actor.next());
        // on a busy machine the first one may have rung before, and its message was taken out of the inbox
        awaitAccepted(balance, 1 + balance.withdrawn());
        ref.stop();
        balance.assertIs(1 + balance.withdrawn(), 1, 0);
    }

    @Test
    void ruleC1AMessageInTheInboxWhoseTimerIsCancelledIsWithdrawn() throws Exception {
        Balance balance = new Balance();
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        ActorTimer cancelled = ref.tellAfter(NOW, "cancelled");
        ActorTimer handled = ref.tellAfter(NOW, "handled");
        awaitAccepted(balance, 3);
        assertTrue(cancelled.cancel());
        assertTrue(handled.isActive());
        gate.open();
        assertEquals("handled", actor.next());
        ref.stop();
        balance.assertIs(3, 2, 0);
        assertEquals(1, balance.withdrawn());
    }

    @Test
    void ruleC1MessagesOfTimersAreDroppedAtTheEndUnlessTheyWereCancelled() {
        Balance balance = new Balance();
        ActorRef<Heard> ref = start(Heard::new);
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        ref.tellAfter(NOW, "dropped");
        ActorTimer cancelled = ref.tellAfter(NOW, "cancelled");
        awaitAccepted(balance, 3);
        assertTrue(cancelled.cancel());
        gate.open();
        ref.whenStopped().get();
        balance.assertIs(3, 1, 1);
        assertEquals(1, balance.withdrawn());
        assertEquals(List.of("1 message dropped by " + ref + ": 1 java.lang.String"), log().messages("WARN"));
    }

    @Test
    void timersEndWithTheirActor() {
        Balance balance = new Balance();
        ActorRef<Heard> ref = start(Heard::new);
        ActorTimer soon = ref.tellAfter(LATE, "soon");
        ActorTimer late = ref.tellAfter(LATE, "late");
        ref.stop();
        assertFalse(soon.isActive());
        assertFalse(late.isActive());
        ActorDeadException e = assertThrows(ActorDeadException.class, () -> ref.tellAfter(NOW, "m"));
        assertEquals(ref + " not found", e.getMessage());
        balance.assertIs(0, 0, 0);
    }

    @Test
    void timersOfAConstructorRingAfterOnStart() throws Exception {
        class Early extends Heard {
            Early() {
                timers().after(NOW, "constructor");
            }

            @Override
            protected void onStart() {
                heard.add("onStart");
                timers().after(NOW, "start");
            }
        }

        Early[] made = {null};
        start(() -> made[0] = new Early());
        assertEquals("onStart", made[0].next());
        assertEquals("constructor", made[0].next());
        assertEquals("start", made[0].next());
    }

    @Test
    void anActorThatIsNotStartedHasNoTimers() {
        assertThrows(ActorDeadException.class, () -> new Heard().actorRef().tellAfter(NOW, "m"));
        ActorTimer[] timer = {null};
        assertThrows(IllegalStateException.class, () -> start(() -> {
            timer[0] = new Heard().actorRef().tellAfter(LATE, "m");
            throw new IllegalStateException();
        }));
        assertFalse(timer[0].isActive());
    }

    @Test
    void othersAreRefusedTheTimersOfAnActor() {
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor);
        ActorTimers timers = actor.timers();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> timers.after(NOW, "m"));
        assertEquals("The timers of " + ref + " are for the actor itself, in its constructor, hooks and handlers: others say tellAfter",
                e.getMessage());
    }

    @Test
    void aTimerOfAFullInboxIsSentAgainAndKeepsItsPlace() throws Exception {
        Balance balance = new Balance();
        Heard actor = new Heard();
        ActorRef<Heard> ref = start(() -> actor, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = Gate.hold(ref);
        ref.tell("fills it");
        ActorTimer timer = ref.tellAfter(NOW, "m");
        ActorRef<Heard> other = start(Heard::new);
        other.tellAfter(SOON, "later"); // the timer thread is not held up
        awaitAccepted(balance, 3);
        assertTrue(timer.isActive());
        gate.open();
        assertEquals("fills it", actor.next());
        assertEquals("m", actor.next());
        other.stop();
        assertEquals(1, Noting.places(ref));
    }

    @Test
    void aCancelledMessageGivesItsPlaceBack() {
        Balance balance = new Balance();
        ActorRef<Heard> ref = start(Heard::new, ActorOptions.defaults().inboxCapacity(2));
        Gate gate = Gate.hold(ref);
        ActorTimer timer = ref.tellAfter(NOW, "m");
        awaitAccepted(balance, 2);
        assertTrue(timer.cancel());
        gate.open();
        ref.run(a -> {}).get();
        assertEquals(2, Noting.places(ref));
    }
}
