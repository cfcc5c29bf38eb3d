package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.util.Log;

/**
 * What other threads do to the turn of an actor: the runtime asks for its end, and a stopping bundle cuts off an actor that is
 * stuck. Both write one field of the cell, which the consumer reads before each message: null, or one of the values below.
 */
final class Preemption {
    /** A thread other than the consumer is closing the mailbox, has closed it, or is about to. */
    private static final Object OFF = new Object();
    /** As OFF, and the thread that cuts off the actor may interrupt the thread that {@link ActorCell#carrier} names. */
    private static final Object INTERRUPTING = new Object();
    /** As OFF, and the actor's thread has been interrupted. */
    private static final Object INTERRUPTED = new Object();
    /** The runtime wants the turn to end. The only value that can go back to null; a closer replaces it by OFF. */
    private static final Object END_TURN = new Object();
    private static final AtomicReferenceFieldUpdater<ActorCell, @Nullable Object> STATE =
            AtomicReferenceFieldUpdater.newUpdater(ActorCell.class, Object.class, "preemption");

    private Preemption() {}

    static void endTurn(ActorCell cell) {
        if (cell.preemption == null) {
            STATE.compareAndSet(cell, null, END_TURN);
        }
    }

    /** Returns whether the turn is to end, once for each request. For the consumer, after a message. */
    static boolean isTurnToEnd(ActorCell cell) {
        return cell.preemption == END_TURN && STATE.compareAndSet(cell, END_TURN, null);
    }

    /**
     * Returns whether the actor is cut off. For the consumer, before each message: to read the status alone would load the
     * cache line of the senders every time.
     */
    static boolean isCutOff(ActorCell cell) {
        return cell.preemption != null && cell.status() == Mailbox.CLOSED;
    }

    /** Called before a thread other than the consumer closes the mailbox: makes the consumer read the status. */
    static void announceClose(ActorCell cell) {
        Object now;
        do {
            now = cell.preemption;
        } while ((now == null || now == END_TURN) && !STATE.compareAndSet(cell, now, OFF));
    }

    /**
     * Cuts off an actor that is stuck in user code while its bundle stops: closes the mailbox, fails the asks in it, and
     * interrupts the actor's thread, once. When that thread comes back from the user code, it does the rest of the end. Not for
     * the actor's own thread.
     *
     * <p>Each accepted ask is answered, because its envelope is in front of the tail that is read after the close: by this
     * thread, or by the consumer, which handles or drains it, whichever is first. The senders of later asks, and those that
     * read the close, answer their asks themselves. The first pass does not wait, so that nothing holds up the interrupt;
     * further passes follow until one reaches the end of the mailbox, or the consumer drains it. Each begins at the consumer's
     * head again, because senders have linked envelopes since, and because a consumer that read the status before the close has
     * taken one more envelope and cleared the link that led to it.
     */
    static void cutOff(ActorCell cell) {
        announceClose(cell);
        try {
            cell.cutOffConsumer();
        } finally { // the runtime may throw when it is woken
            cell.letJvmEnd();
            boolean closed = cell.status() == Mailbox.CLOSED;
            MailboxCapacity bound = cell.bound();
            if (closed && bound != null) {
                bound.close(cell);
            }
            Envelope last = cell.last();
            boolean all = !closed || cell.failAsks(last);
            interruptOnce(cell);
            for (int i = 0; !all && cell.phase() < ActorCell.DRAINING; i++) {
                Mailbox.pause(i);
                all = cell.failAsks(last);
            }
        }
    }

    /**
     * Interrupts the actor's thread, once. Only this method leaves INTERRUPTING, and the actor's own thread waits until it
     * does.
     */
    private static void interruptOnce(ActorCell cell) {
        if (!STATE.compareAndSet(cell, OFF, INTERRUPTING)) {
            return; // another thread does this, or has done it
        }
        Object next = OFF;
        try {
            // The state was written, now carrier is read; the actor's thread clears carrier, then reads the state. So one of the
            // two sees the other, and no interrupt comes after the turn.
            VarHandle.fullFence();
            Thread thread = cell.carrier;
            if (thread != null) {
                thread.interrupt();
                next = INTERRUPTED;
            }
        } catch (Throwable e) { // thrown by a security manager, or by a class of threads that is not the JDK's
            Log.notInterrupted(cell.ref(), e);
        } finally {
            cell.preemption = next;
        }
    }

    /** Returns when no other thread is about to interrupt this one. To be preceded by a full fence after the turn was left. */
    static void awaitInterrupt(ActorCell cell) {
        for (int i = 0; cell.preemption == INTERRUPTING; i++) {
            Mailbox.pause(i);
        }
    }
}
