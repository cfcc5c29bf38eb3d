package pykka.api.internal.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pykka.api.ActorTimer;
import pykka.api.internal.mailbox.Envelope;

/** The timer thread's part, with the test as that thread: each step of it is between two steps of others. */
class TimerQueueTest {
    private static final long SECOND = 1_000_000_000;

    private final Queue queue = new Queue();
    private final Inbox inbox = new Inbox();
    private final OwnTimers timers = new OwnTimers(inbox, queue);
    private final long begin = Clock.now();

    private static final class Queue extends TimerQueue {
        int wakes;
        boolean threadFails;

        @Override
        void ensureThread() {
            if (threadFails) {
                throw new OutOfMemoryError("no thread");
            }
        }

        @Override
        void wakeThread() {
            wakes++;
        }
    }

    /** An inbox whose messages the test handles. */
    private static final class Inbox implements TimerTarget {
        final List<TimerEnvelope> all = new ArrayList<>();
        final List<Object> lost = new ArrayList<>();
        boolean full;
        boolean closed;
        Runnable onDelivery = () -> {};

        @Override
        public int deliver(Envelope envelope) {
            onDelivery.run();
            if (full || closed) {
                return full ? FULL : CLOSED;
            }
            all.add((TimerEnvelope) envelope);
            return ACCEPTED;
        }

        @Override
        public void lost(Object message) {
            lost.add(message);
        }

        @Override
        public boolean isAlive() {
            return !closed;
        }

        @Override
        public void checkAlive() {}

        @Override
        public void renewTurn() {}

        @Override
        public void touched() {}

        @Override
        public void checkOwnTurn() {}

        TimerEnvelope only() {
            assertEquals(1, all.size());
            return all.remove(0);
        }
    }

    private ActorTimer start(long seconds) {
        return timers.after(Duration.ofSeconds(seconds), "m" + seconds);
    }

    private void turnAt(long seconds) {
        queue.turn(begin + seconds * SECOND);
        queue.turn(begin + seconds * SECOND);
    }

    @Test
    void timersRingInTheOrderOfTheirTimes() {
        List<Integer> seconds = new ArrayList<>();
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            seconds.add(1 + random.nextInt(1_000));
            start(seconds.get(i));
        }
        turnAt(0);
        for (int i = 0; i < 5; i++) {
            turnAt(0); // a thousand notices at a time
        }
        assertEquals(List.of(), inbox.all);
        turnAt(2_000);
        seconds.sort(Comparator.naturalOrder());
        assertEquals(seconds.stream().map(s -> "m" + s).toList(), inbox.all.stream().map(e -> e.message).toList());
        assertTrue(queue.isEmpty());
    }

    @Test
    void cancelledTimersLeaveTheHeap() {
        List<ActorTimer> all = new ArrayList<>();
        for (int i = 0; i < 999; i++) {
            all.add(start(1 + i * 7919L % 1_000));
        }
        turnAt(0);
        for (int i = 0; i < all.size(); i += 2) {
            assertTrue(all.get(i).cancel());
        }
        turnAt(0);
        turnAt(2_000);
        assertEquals(499, inbox.all.size());
        assertTrue(queue.isEmpty());
        for (int i = 1; i < all.size(); i += 2) {
            assertTrue(all.get(i).isActive());
        }
        assertTrue(inbox.all.stream().allMatch(TimerEnvelope::begin));
    }

    @Test
    void whatWasToldForLaterIsLostOnceWhenTheActorEnds() {
        timers.tellAfter(Duration.ofSeconds(5), "waits");
        timers.tellAfter(Duration.ofSeconds(1), "comes too late");
        ActorTimer cancelled = timers.tellAfter(Duration.ofSeconds(2), "cancelled");
        start(3);
        turnAt(0);
        assertTrue(cancelled.cancel());
        inbox.onDelivery = () -> inbox.closed = true; // the timer thread has seen it alive
        turnAt(2);
        assertEquals(List.of("comes too late"), inbox.lost);
        timers.end();
        turnAt(2);
        assertEquals(List.of("comes too late", "waits"), inbox.lost);
    }

    @Test
    void whatIsCancelledWhileItIsSentToADeadActorIsNotLost() {
        ActorTimer timer = timers.tellAfter(Duration.ofSeconds(1), "cancelled");
        turnAt(0);
        inbox.onDelivery = () -> {
            assertTrue(timer.cancel());
            inbox.closed = true;
        };
        turnAt(2);
        assertTrue(inbox.closed);
        assertEquals(List.of(), inbox.lost);
    }

    @Test
    void aCancelBetweenTheStepsOfTheTimerThreadIsSeenByTheActor() {
        ActorTimer timer = start(1);
        turnAt(0);
        inbox.onDelivery = () -> assertTrue(timer.cancel());
        turnAt(1);
        turnAt(2);
        assertFalse(inbox.only().begin());
        assertTrue(queue.isEmpty());
    }

    @Test
    void aCancelWhileThereIsNoPlaceEndsTheRetries() {
        ActorTimer timer = start(1);
        inbox.full = true;
        turnAt(0);
        turnAt(2);
        assertTrue(timer.isActive());
        inbox.onDelivery = () -> assertTrue(timer.cancel());
        turnAt(3);
        assertFalse(timer.isActive());
        turnAt(4);
        assertTrue(queue.isEmpty());
    }

    @Test
    void aFullInboxIsTriedAgainLaterAndLater() {
        start(0);
        inbox.full = true;
        int[] tries = {0};
        inbox.onDelivery = () -> tries[0]++;
        for (long ms = 0; ms < 1_000; ms++) {
            queue.turn(begin + SECOND + ms * 1_000_000);
        }
        assertTrue(tries[0] > 8 && tries[0] < 20, tries[0] + " tries in a second");
        inbox.full = false;
        turnAt(3);
        assertTrue(inbox.only().begin());
    }

    @Test
    void anErrorOfADeliveryLeavesTheTimerToRingAgain() {
        ActorTimer timer = start(1);
        ActorTimer other = start(1);
        turnAt(0);
        int[] errors = {3};
        inbox.onDelivery = () -> {
            if (errors[0]-- > 0) {
                throw new OutOfMemoryError("once");
            }
        };
        turnAt(2);
        assertTrue(timer.isActive() && other.isActive());
        turnAt(3);
        turnAt(4);
        assertEquals(2, inbox.all.size());
        assertTrue(inbox.all.stream().allMatch(TimerEnvelope::begin));
    }

    @Test
    void aStartThatFindsNoThreadIsNoTimer() {
        queue.threadFails = true;
        try {
            start(1);
            throw new IllegalStateException("it was started");
        } catch (OutOfMemoryError e) {
            assertEquals("no thread", e.getMessage());
        }
        turnAt(0);
        turnAt(2);
        assertEquals(List.of(), inbox.all);
        assertTrue(queue.isEmpty());
    }

    @Test
    void theEndReleasesAllTimersAThousandAtATime() {
        for (int i = 0; i < 2_500; i++) {
            start(10 + i);
        }
        for (int i = 0; i < 3; i++) {
            turnAt(0);
        }
        inbox.closed = true;
        timers.end();
        queue.turn(begin);
        assertFalse(queue.isEmpty());
        for (int i = 0; i < 3; i++) {
            turnAt(0);
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void aTimerThatIsStartedBehindTheEndIsReleased() {
        ActorTimer before = start(1);
        turnAt(0);
        inbox.closed = true;
        timers.end();
        ActorTimer behind = start(1);
        turnAt(0);
        assertFalse(before.isActive() || behind.isActive());
        assertTrue(queue.isEmpty());
    }

    /** As of an actor that was constructed in one start, and is given to another one. */
    @Test
    void timersAfterAnEndThatWasNoneGoOn() {
        ActorTimer before = start(1);
        inbox.closed = true;
        timers.end();
        inbox.closed = false;
        ActorTimer after = start(1);
        turnAt(0);
        turnAt(2);
        assertFalse(before.isActive());
        assertTrue(after.isActive());
        assertTrue(inbox.only().begin());
    }

    @Test
    void aWakeIsForAnEarlierTimeOnly() {
        turnAt(0);
        queue.turn(begin); // nothing came: the thread may sleep for ever
        start(10);
        assertEquals(1, queue.wakes);
        turnAt(0);
        turnAt(0);
        start(20);
        start(30);
        assertEquals(1, queue.wakes);
        start(5);
        assertEquals(2, queue.wakes);
    }

    @Test
    void aCancelWakesALongSleepOnceAndANapNever() {
        List<ActorTimer> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start(10));
        }
        turnAt(0);
        turnAt(0);
        queue.wakes = 0;
        all.get(0).cancel();
        all.get(1).cancel();
        assertEquals(1, queue.wakes);
        queue.turn(begin); // it takes a nap now
        all.get(2).cancel();
        assertEquals(1, queue.wakes);
        turnAt(0);
        turnAt(0); // nothing came
        all.get(3).cancel();
        assertEquals(2, queue.wakes);
    }

    @Test
    void aRateKeepsItsTimesWhateverIsMissed() {
        ActorTimer timer = timers.atFixedRate(Duration.ofSeconds(10), "tick");
        turnAt(1);
        turnAt(11);
        TimerEnvelope first = inbox.only();
        turnAt(21);
        assertEquals(1, timer.missed()); // the first one waits
        assertTrue(first.begin());
        turnAt(62); // four times at once
        assertEquals(4, timer.missed());
        assertTrue(inbox.only().begin());
        turnAt(69);
        assertEquals(List.of(), inbox.all);
        turnAt(71);
        assertTrue(inbox.only().begin());
        assertTrue(timer.cancel());
        turnAt(81);
        assertTrue(queue.isEmpty());
    }

    @Test
    void aDelayGoesOnWhenTheHandlerHasEnded() {
        ActorTimer timer = timers.withFixedDelay(Duration.ofSeconds(10), "tick");
        turnAt(0);
        turnAt(11);
        TimerEnvelope first = inbox.only();
        turnAt(1_000);
        assertEquals(List.of(), inbox.all);
        assertFalse(queue.isEmpty()); // so that there is a thread
        assertTrue(first.begin());
        first.handled();
        turnAt(1);
        assertEquals(List.of(), inbox.all);
        turnAt(12);
        assertTrue(inbox.only().begin());
        assertTrue(timer.cancel());
        turnAt(13);
        assertTrue(queue.isEmpty());
        assertEquals(0, timer.missed());
    }

    @Test
    void aDelayThatIsCancelledInItsHandlerDoesNotGoOn() {
        ActorTimer timer = timers.withFixedDelay(Duration.ofSeconds(10), "tick");
        turnAt(0);
        turnAt(11);
        TimerEnvelope first = inbox.only();
        assertTrue(first.begin());
        assertTrue(timer.cancel());
        first.handled();
        assertFalse(timer.isActive());
        turnAt(1_000);
        assertTrue(queue.isEmpty());
    }

    @Test
    void aMessageMovesTheTimeOfSilence() {
        timers.receiveTimeout(Duration.ofSeconds(3_600), "silence");
        turnAt(0);
        timers.receiveTimer().received();
        turnAt(3_599);
        assertEquals(List.of(), inbox.all);
        turnAt(3_700);
        assertFalse(inbox.only().begin()); // for the actor's clock, it is not time
        turnAt(3_701);
        assertEquals(1, inbox.all.size());
    }

    @Test
    void aTimerRingsWhenItIsDueAndNotANanosecondBefore() {
        Timer timer = (Timer) start(1);
        turnAt(0);
        queue.turn(timer.due - 1);
        assertEquals(List.of(), inbox.all);
        queue.turn(timer.due);
        assertEquals("m1", inbox.only().message);
    }

    @Test
    void aDelayThatFindsNoPlaceIsMissedOnceAndTriedAgainAfterTheDelay() {
        ActorTimer timer = timers.withFixedDelay(Duration.ofSeconds(1), "m");
        turnAt(0);
        inbox.full = true;
        turnAt(2);
        assertEquals(1, timer.missed());
        turnAt(3);
        assertEquals(2, timer.missed());
        inbox.full = false;
        turnAt(4);
        assertEquals("m", inbox.only().message);
        assertEquals(2, timer.missed());
    }
}
