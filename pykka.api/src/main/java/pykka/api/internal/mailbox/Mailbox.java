package pykka.api.internal.mailbox;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.GiveWay;

/**
 * A linked queue of envelopes with many senders and one consumer. The tail shows whether the consumer is idle, so that a single
 * swap both sends an envelope and tells its sender whether it has to wake the consumer. The mailbox is its own dummy envelope,
 * so that an idle mailbox refers to no other envelope. The description of the package gives the reasons for the order of all
 * accesses.
 */
public abstract class Mailbox extends Envelope {
    /** Accepts messages. */
    static final int OPEN = 0;
    /**
     * As OPEN, but the wakes failed, although the consumer may be running. The thread that changes it back to OPEN wakes the
     * consumer again, unless it finds that the consumer has run.
     */
    static final int OWED = 1;
    /** Accepts nothing: an envelope that is sent now is withdrawn. Final once there is a consumer. */
    public static final int CLOSED = 2;

    /** The tail of a mailbox whose consumer is idle. The thread that replaces it owes a wake. */
    private static final Envelope IDLE = new Envelope(Mark.TAKEN);

    private static final long serialVersionUID = 1;
    private static final int SPINS = 64;
    private static final int WAKES = 3;
    // Not VarHandles: the first call of each allocates, and an OutOfMemoryError must not come between two steps.
    private static final AtomicReferenceFieldUpdater<Envelope, @Nullable Envelope> NEXT =
            AtomicReferenceFieldUpdater.newUpdater(Envelope.class, Envelope.class, "next");
    private static final AtomicReferenceFieldUpdater<Mailbox, Envelope> TAIL =
            AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Envelope.class, "tail");
    private static final AtomicIntegerFieldUpdater<Mailbox> STATUS =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "status");

    /** Not IDLE at first: the start of the actor is the first wake. */
    private transient volatile Envelope tail = this;
    private transient volatile int status;

    public Mailbox() {
        super(Mark.TAKEN);
    }

    /**
     * Returns the envelope taken last, or this mailbox if there is none. Only the consumer writes it, for each message: it is
     * kept a cache line away from the tail, which senders write for each message.
     */
    public abstract Envelope head();

    public abstract void head(Envelope node);

    /** Makes the consumer run, once. Called by the thread that owes the wake. */
    public abstract void wake();

    public final int status() {
        return status;
    }

    /** Returns whether the consumer is idle. For any thread: a snapshot. */
    public final boolean isIdle() {
        return tail == IDLE;
    }

    /**
     * Appends an envelope. Between swap and link nothing may throw, or every envelope sent later would be out of reach: the
     * operation that calls this has ensured the stack, and nothing is allocated. A linked envelope counts as sent, whether or
     * not waking succeeds. The consumer cannot take the envelope before the link: until then, the sender alone decides what
     * becomes of it.
     *
     * @return true if it was accepted; false if the mailbox is closed and the envelope was withdrawn
     */
    public final boolean enqueue(Envelope node) {
        Envelope previous = TAIL.getAndSet(this, node);
        int now = status;
        if (now == CLOSED) {
            node.message = Mark.WITHDRAWN;
        }
        NEXT.lazySet(previous == IDLE ? this : previous, node);
        boolean owed = now == OWED && STATUS.compareAndSet(this, OWED, OPEN);
        if (owed || previous == IDLE) {
            rouse();
        }
        return now != CLOSED;
    }

    /**
     * Wakes the consumer, and tries again after an error. The message is accepted already, so an Error of the runtime, perhaps
     * for want of memory, is not thrown to its sender.
     */
    private void rouse() {
        for (int i = 0; i < WAKES; i++) {
            try {
                wake();
                return;
            } catch (Throwable e) {
                // tried again at once, then on another thread, or else by the next sender
            }
        }
        boolean owed = STATUS.compareAndSet(this, OPEN, OWED);
        if (owed || status == CLOSED) { // closed: cut off while it was idle
            try {
                Retries.add(owed ? this::payWake : this::wakeToEnd);
            } catch (Throwable e) {
                // not even memory for that
            }
        }
    }

    /**
     * Pays the wake that is owed, unless the consumer has run in spite of the errors and has gone idle: its next run is up to
     * the next sender.
     */
    private boolean payWake() {
        if (STATUS.compareAndSet(this, OWED, OPEN) && !isIdle()) {
            try {
                wake();
            } catch (Throwable e) {
                return !STATUS.compareAndSet(this, OPEN, OWED);
            }
        }
        return true;
    }

    private boolean wakeToEnd() {
        wake();
        return true;
    }

    /** Takes over the duty to run an idle consumer. Returns false if the consumer is not idle. */
    public final boolean claim() {
        return TAIL.compareAndSet(this, IDLE, this);
    }

    /**
     * Takes the next envelope. Returns null if there is none, or if its sender has not linked it yet. For the consumer.
     *
     * @param cut whether to clear the link of the previous envelope even if that is a plain one. The link of a future, or of
     *     this mailbox, is always cleared, because either may be retained and must not keep later envelopes reachable. Of plain
     *     envelopes, which nothing retains, some links have to be cleared, because a tenured envelope would keep its successors
     *     reachable (GC nepotism). Clearing fewer is faster: envelopes are on cache lines of senders.
     */
    public final @Nullable Envelope poll(boolean cut) {
        Envelope last = head();
        Envelope first = last.next;
        if (first != null) {
            if (cut || last.getClass() != Envelope.class) {
                NEXT.lazySet(last, null);
            }
            head(first);
        }
        return first;
    }

    /** Returns whether there is a next envelope. For the consumer. */
    public final boolean hasNext() {
        return head().next != null;
    }

    /**
     * Goes idle if no envelope is left. For the consumer.
     *
     * @return true if the consumer is idle, or another thread is the consumer by now: the caller must not touch anything more;
     *     false if the caller has to go on
     */
    public final boolean idle() {
        if (status == OWED) {
            STATUS.compareAndSet(this, OWED, OPEN); // it is running: the wake is not needed
        }
        Envelope last = head();
        head(this); // before the tail lets another thread become the consumer
        if (!TAIL.compareAndSet(this, last, IDLE)) {
            head(last);
            return false;
        }
        return status != CLOSED || !claim(); // cut off: this thread goes on, to end the actor, if it can claim that
    }

    /** Closes the mailbox. For the consumer, which remains the consumer for ever. */
    public final void close() {
        status = CLOSED;
    }

    /** Opens a mailbox that was closed before it had a consumer. */
    public final void open() {
        status = OPEN;
    }

    /**
     * Closes the mailbox of a consumer that is stuck in a message, and will find the mailbox closed after it. For any other
     * thread. Returns whether this call has closed it.
     */
    public final boolean cutOffConsumer() {
        boolean cut = !isIdle() && STATUS.compareAndSet(this, OPEN, CLOSED);
        boolean owed = !cut && STATUS.compareAndSet(this, OWED, CLOSED);
        if (owed || cut && claim()) { // no thread runs it, or it went idle concurrently: it would never end
            rouse();
        }
        return cut || owed;
    }

    /**
     * Returns the envelope up to which {@link #drain} has to go; only withdrawn ones follow it. Called after the close, by the
     * consumer or by another thread. The other thread may find the consumer between going idle and reading the status: then
     * nothing is left.
     */
    public final Envelope last() {
        Envelope now = tail;
        return now == IDLE ? this : now;
    }

    /** Takes the next envelope of a closed mailbox, perhaps a withdrawn one. Returns null after the last. For the consumer. */
    public final @Nullable Envelope drain(Envelope last) {
        if (head() == last) {
            TAIL.getAndSet(this, this); // late senders link to this, not to an envelope that may be retained
            head(this);
            return null;
        }
        Envelope first = poll(true);
        for (int i = 0; first == null; i++) {
            pause(i);
            first = poll(true);
        }
        return first;
    }

    /** Waits a moment for another thread, such as a sender between swap and link: it needs a processor, perhaps this one. */
    public static void pause(int times) {
        if (times < SPINS) {
            Thread.onSpinWait();
        } else {
            GiveWay.now();
        }
    }

    /** Returns a number of the envelope taken last; 0 if the actor has been idle since. For any thread: a snapshot. */
    public final int headNumber() {
        Envelope now = head();
        return now == this ? 0 : System.identityHashCode(now);
    }

    /**
     * Returns how many envelopes are queued, up to a limit. For any thread: a snapshot that concurrent sends and takes may make
     * inexact.
     */
    public final int length(int limit) {
        int n = 0;
        for (Envelope node = head(); n < limit; n++) {
            node = node.next;
            if (node == null) {
                break;
            }
        }
        return n;
    }
}
