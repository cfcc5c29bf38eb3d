package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.util.Log;

/**
 * What other threads do to the turn of an actor: the runtime asks for its end, a caller of stopNow has the actor end before the
 * next message, and a stopping bundle or group cuts off an actor that is stuck. All write one field of the cell, which the
 * consumer reads before each message: null, or one of the values below.
 *
 * <p>The values go from null or END_TURN to NOW, from any of these to OFF, and from NOW and OFF on by an interrupt. The consumer
 * itself goes to NOW_OVER, from which only a cut-off goes on. NOW alone ends the actor: one that has not begun its first turn
 * is not closed by another thread, because its start opens the mailbox. OFF ends an actor whose mailbox is closed: a cut-off
 * leaves an actor alone that is idle, and will handle the request to stop that it has.
 */
final class Preemption {
    /** The actor is to end before its next message. */
    private static final Object NOW = new Object();
    /** As NOW, the mailbox is closed, and a thread may interrupt the thread that {@link ActorCell#carrier} names. */
    private static final Object NOW_INTERRUPTING = new Object();
    /** No call of stopNow interrupts the actor's thread any more: one has, or the actor has come to its last hook. */
    private static final Object NOW_OVER = new Object();
    /** A thread other than the consumer is closing the mailbox, has closed it, or is about to. */
    private static final Object OFF = new Object();
    /** As OFF, and the thread that cuts off the actor may interrupt the thread that {@link ActorCell#carrier} names. */
    private static final Object INTERRUPTING = new Object();
    /** As OFF, and the actor's thread has been interrupted. */
    private static final Object INTERRUPTED = new Object();
    /** The runtime wants the turn to end. The only value that can go back to null; a closer replaces it. */
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
     * Returns whether the actor is to end before its next message, or is cut off. For the consumer, before each message: to read
     * the status alone would load the cache line of the senders every time.
     */
    static boolean isToEnd(ActorCell cell) {
        Object now = cell.preemption;
        return now != null && (now == NOW || cell.status() == Mailbox.CLOSED);
    }

    /** Returns whether the actor is cut off because it did not end in time. For the consumer, when it begins the end. */
    static boolean isCutOff(ActorCell cell) {
        Object now = cell.preemption;
        return (now == OFF || now == INTERRUPTING || now == INTERRUPTED) && cell.status() == Mailbox.CLOSED;
    }

    /** Returns whether a call of stopNow may have taken the actor out of the registry. For the consumer, as before. */
    static boolean isStoppedNow(ActorCell cell) {
        Object now = cell.preemption;
        return now == NOW || now == NOW_INTERRUPTING || now == NOW_OVER;
    }

    /** Called before a thread other than the consumer closes the mailbox: makes the consumer read the status. */
    static void announceClose(ActorCell cell) {
        Object now;
        do {
            now = cell.preemption;
        } while ((isBefore(now) || now == NOW || now == NOW_OVER) && !STATE.compareAndSet(cell, now, OFF));
    }

    private static boolean isBefore(@Nullable Object now) {
        return now == null || now == END_TURN;
    }

    /**
     * Has an actor end before its next message. It has been requested to stop, so that it is running or will run. If it has begun
     * its first turn, its mailbox is closed at once, and what waits in it is answered, without a wait for the message at hand.
     * For any thread.
     *
     * @param interrupt whether to interrupt the actor's thread if it handles a message, or starts, but not in its last hook
     */
    static void stopNow(ActorCell cell, boolean interrupt) {
        Object now;
        do {
            now = cell.preemption;
        } while (isBefore(now) && !STATE.compareAndSet(cell, now, NOW));
        if (cell.phase() != ActorCell.RUNNING) {
            return;
        }
        Registry.forget(cell.ref());
        cell.cutOffConsumer();
        if (cell.status() == Mailbox.CLOSED) {
            failWaiting(cell, cell.last(), true);
            if (interrupt) {
                interruptOnce(cell, NOW, NOW_INTERRUPTING, NOW_OVER);
            }
        }
    }

    /** Called by the consumer before the last hook, which no call of stopNow may interrupt. */
    static void endOfInterrupts(ActorCell cell) {
        Object now;
        do {
            now = cell.preemption;
        } while ((isBefore(now) || now == NOW) && !STATE.compareAndSet(cell, now, NOW_OVER));
        for (int i = 0; cell.preemption == NOW_INTERRUPTING; i++) {
            Mailbox.pause(i);
        }
    }

    /** Fails what waits in a closed mailbox, or for a place in it. Returns as {@link UnhandledAsks#fail}. */
    private static boolean failWaiting(ActorCell cell, Envelope last, boolean spareBegun) {
        MailboxCapacity bound = cell.bound();
        if (bound != null) {
            bound.close(cell);
        }
        return UnhandledAsks.fail(cell, last, spareBegun);
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
            Envelope last = cell.last();
            boolean all = cell.status() != Mailbox.CLOSED || failWaiting(cell, last, false);
            interruptOnce(cell, OFF, INTERRUPTING, INTERRUPTED);
            for (int i = 0; !all && cell.phase() < ActorCell.DRAINING; i++) {
                Mailbox.pause(i);
                all = UnhandledAsks.fail(cell, last, false);
            }
        }
    }

    /**
     * Interrupts the actor's thread, once. Only this method leaves {@code during}, and the actor's own thread waits until it
     * does.
     */
    private static void interruptOnce(ActorCell cell, Object before, Object during, Object after) {
        if (!STATE.compareAndSet(cell, before, during)) {
            return; // another thread does this, or has done it
        }
        Object next = before;
        try {
            // The state was written, now carrier is read; the actor's thread clears carrier, then reads the state. So one of the
            // two sees the other, and no interrupt comes after the turn.
            VarHandle.fullFence();
            Thread thread = cell.carrier;
            if (thread != null) {
                thread.interrupt();
                next = after;
            }
        } catch (Throwable e) { // thrown by a security manager, or by a class of threads that is not the JDK's
            Log.notInterrupted(cell.ref(), e);
        } finally {
            cell.preemption = next;
        }
    }

    /** Returns when no other thread is about to interrupt this one. To be preceded by a full fence after the turn was left. */
    static void awaitInterrupt(ActorCell cell) {
        Object now;
        for (int i = 0; (now = cell.preemption) == INTERRUPTING || now == NOW_INTERRUPTING; i++) {
            Mailbox.pause(i);
        }
    }
}
