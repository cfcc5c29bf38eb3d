package pykka.api.internal.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;

/** What the races of the inbox cannot force. */
class MailboxTest {
    private final MailboxRaces.Box box = new MailboxRaces.Box();

    /** The first half of a send: the swap without the link. */
    private static Envelope swap(Mailbox inbox, Envelope node) throws ReflectiveOperationException {
        VarHandle tail = MethodHandles.privateLookupIn(Mailbox.class, MethodHandles.lookup())
                .findVarHandle(Mailbox.class, "tail", Envelope.class);
        return (Envelope) tail.getAndSet(inbox, node);
    }

    @Test
    void consumerDoesNotGoIdleOverAStalledSender() throws ReflectiveOperationException {
        Envelope stalled = new Envelope("stalled");
        Envelope behind = new Envelope("behind");
        Envelope previous = swap(box, stalled);
        box.enqueue(behind);
        assertNull(box.poll());
        assertFalse(box.idle());
        assertFalse(box.isIdle());
        previous.next = stalled;
        assertSame(stalled, box.poll());
        assertSame(behind, box.poll());
        assertTrue(box.idle());
    }

    /** An inbox with a sender that can be held between two messages. */
    private static final class Busy extends MailboxRaces.Bare {
        private static final long serialVersionUID = 1;

        private volatile boolean woken;
        private volatile boolean hold;
        private volatile boolean held;
        private volatile boolean over;

        void send() {
            for (int i = 0; !over; i++) {
                enqueue(new Envelope("message"));
                for (int delay = i % 50; delay > 0; delay--) {
                    Thread.onSpinWait(); // so that they meet the consumer at any place on its way
                }
                if (hold) {
                    held = true;
                    for (int n = 0; hold; n++) {
                        pause(n);
                    }
                    held = false;
                }
            }
        }

        @Override
        public void wake() {
            woken = true;
        }

        boolean looksForgotten() {
            return isIdle() && length(1) > 0;
        }

        void assertNothingForgotten() {
            hold = true;
            try {
                for (int n = 0; !held; n++) {
                    pause(n);
                }
                assertFalse(looksForgotten(), "idle over a message, and nobody is about to wake it");
            } finally {
                hold = false;
            }
            for (int n = 0; held; n++) {
                pause(n);
            }
        }

        void awaitWake() {
            for (int n = 0; !woken; n++) {
                pause(n);
            }
            woken = false;
        }
    }

    @Test
    void consumerThatGoesIdleOverlooksNoMessage() throws InterruptedException {
        Busy inbox = new Busy();
        Thread sender = new Thread(inbox::send);
        sender.start();
        try {
            long begin = System.nanoTime();
            for (int idle = 0; idle < 100_000 && System.nanoTime() - begin < 10_000_000_000L;) { // it is slow on a busy machine
                if (inbox.poll() == null && inbox.idle()) {
                    if (inbox.looksForgotten()) {
                        inbox.assertNothingForgotten();
                    }
                    inbox.awaitWake();
                    idle++;
                }
            }
        } finally {
            inbox.over = true;
            sender.join();
        }
    }

    @Test
    void drainWaitsForAStalledSender() throws ReflectiveOperationException, InterruptedException {
        Envelope stalled = new Envelope("stalled");
        Envelope previous = swap(box, stalled);
        box.enqueue(new Envelope("behind"));
        CountDownLatch drained = new CountDownLatch(2);
        Thread consumer = new Thread(() -> {
            for (int left = box.closeAndDrain(); left > 0; left--) {
                drained.countDown();
            }
        });
        consumer.start();
        assertFalse(drained.await(20, TimeUnit.MILLISECONDS));
        previous.next = stalled;
        assertTrue(drained.await(10, TimeUnit.SECONDS), "both envelopes");
        consumer.join();
    }

    @Test
    void whatIsSentToAClosedInboxIsWithdrawnBeforeAnybodyCanTakeIt() throws ReflectiveOperationException {
        box.close();
        Envelope stalled = new Envelope("stalled");
        Envelope previous = swap(box, stalled);
        Envelope late = new Envelope("late");
        assertFalse(box.enqueue(late));
        assertSame(late, stalled.next);
        assertSame(Mark.WITHDRAWN, late.message);
        assertSame(box, previous);
    }

    @Test
    void whatOthersMayKeepNeverRefersToWhatComesAfter() {
        Envelope told = new Envelope("told");
        LocalPromise<Object> asked = OpenPromise.create();
        box.enqueue(told);
        box.enqueue(asked);
        box.enqueue(new Envelope("last"));
        assertSame(told, box.poll(false));
        assertNull(box.next);
        assertSame(asked, box.poll(false));
        assertSame(asked, told.next, "nobody keeps it, and to write to it is slow");
        box.poll(false);
        assertNull(asked.next);
    }

    @Test
    void linksOfEnvelopesThatNobodyKeepsAreCutOnDemand() {
        Envelope told = new Envelope("told");
        box.enqueue(told);
        box.enqueue(new Envelope("last"));
        box.poll(false);
        box.poll(true);
        assertNull(told.next);
    }

    @Test
    void handledEnvelopesReferToNothingAndNothingRefersToThem() throws ReflectiveOperationException {
        Envelope first = new Envelope("first");
        Envelope second = new Envelope("second");
        box.enqueue(first);
        box.enqueue(second);
        assertSame(first, box.poll());
        assertSame(second, box.poll());
        assertTrue(box.idle());
        assertNull(first.next);
        assertNull(second.next);
        assertNull(box.next);
        assertSame(box, box.head());
        assertTrue(box.isIdle(), "its tail is no envelope, either");
    }

    @Test
    void envelopesOfAClosedInboxReferToNothing() {
        Envelope first = new Envelope("first");
        Envelope second = new Envelope("second");
        box.enqueue(first);
        box.enqueue(second);
        assertEquals(2, box.closeAndDrain());
        assertFalse(box.enqueue(new Envelope("late")));
        assertNull(first.next);
        assertNull(second.next);
        assertSame(box, box.head(), "the last one is kept");
    }

    @Test
    void lengthIsCountedUpToALimit() {
        for (int i = 0; i < 10; i++) {
            box.enqueue(new Envelope(i));
        }
        box.poll();
        assertEquals(9, box.length(100));
        assertEquals(5, box.length(5));
    }

    /** An idle inbox whose first wakes throw, as if there were no memory, after the consumer has done something. */
    private static final class Failing extends MailboxRaces.Bare {
        private static final long serialVersionUID = 1;

        private final int failures;
        private final transient Consumer<Failing> consumer;
        private final AtomicInteger wakes = new AtomicInteger();
        private final transient CountDownLatch woken = new CountDownLatch(1);

        Failing(int failures, Consumer<Failing> consumer) {
            this.failures = failures;
            this.consumer = consumer;
            assertTrue(idle());
        }

        @Override
        public void wake() {
            if (wakes.incrementAndGet() <= failures) {
                consumer.accept(this);
                throw new OutOfMemoryError("as it were");
            }
            woken.countDown();
        }

        void awaitWoken() throws InterruptedException {
            assertTrue(woken.await(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void aWakeThatThrowsIsRepeatedAtOnceAndTheSenderHearsNothing() {
        Failing inbox = new Failing(2, box -> {});
        assertTrue(inbox.enqueue(new Envelope("first")));
        assertEquals(3, inbox.wakes.get());
        assertEquals(Mailbox.OPEN, inbox.status());
    }

    @Test
    void aWakeThatThrowsAgainAndAgainIsRepeatedByAnotherThread() throws InterruptedException {
        Failing inbox = new Failing(10, box -> {});
        assertTrue(inbox.enqueue(new Envelope("first")));
        inbox.awaitWoken();
        assertEquals(11, inbox.wakes.get());
    }

    /** As the thread of an actor may, which looks by itself now and then. */
    @Test
    void aConsumerThatRanAllTheSameAndIsIdleAgainIsNotWoken() throws InterruptedException {
        Failing inbox = new Failing(3, box -> {
            if (box.poll() != null) {
                assertTrue(box.idle());
            }
        });
        Failing next = new Failing(4, box -> {});
        assertTrue(inbox.enqueue(new Envelope("first")));
        assertTrue(next.enqueue(new Envelope("first")));
        next.awaitWoken(); // by the same thread, later
        assertEquals(3, inbox.wakes.get(), "two consumers");
        assertEquals(Mailbox.OPEN, inbox.status(), "nothing is owed any more");
    }

    @Test
    void anInboxThatIsCutOffWhileItsWakesThrowIsWokenToEnd() throws InterruptedException {
        Failing inbox = new Failing(10, Mailbox::cutOffConsumer);
        assertTrue(inbox.enqueue(new Envelope("first")));
        inbox.awaitWoken();
        assertEquals(Mailbox.CLOSED, inbox.status());
    }

    @Test
    void anIdleInboxIsNotCutOff() {
        assertTrue(box.idle());
        assertFalse(box.cutOffConsumer());
        assertEquals(Mailbox.OPEN, box.status());
        assertTrue(box.isIdle());
        assertEquals(0, box.wakes);
    }

    @Test
    void aBusyInboxThatIsCutOffIsNotWoken() {
        assertTrue(box.cutOffConsumer());
        assertEquals(Mailbox.CLOSED, box.status());
        assertEquals(0, box.wakes, "a second consumer");
    }

    /** An inbox that somebody cuts off when its consumer is about to go idle. */
    private static final class Leaving extends MailboxRaces.Box {
        private static final long serialVersionUID = 1;

        @Override
        public void head(Envelope node) {
            super.head(node);
            if (node == this && status() == OPEN) {
                assertTrue(cutOffConsumer());
            }
        }
    }

    @Test
    void aConsumerThatIsCutOffOnItsWayToIdleRemainsTheConsumer() {
        Leaving inbox = new Leaving();
        inbox.enqueue(new Envelope("message"));
        inbox.poll();
        assertFalse(inbox.idle(), "nobody else would end it");
        assertFalse(inbox.isIdle());
        assertEquals(0, inbox.wakes, "a second consumer");
    }

    @Test
    void aWakeThatThrowsOpensNoClosedInbox() {
        Failing inbox = new Failing(3, box -> {
            box.poll();
            box.close();
        });
        inbox.enqueue(new Envelope("first"));
        assertEquals(Mailbox.CLOSED, inbox.status());
        assertFalse(inbox.enqueue(new Envelope("second")));
    }
}
