package pykka.api.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A linked queue of envelopes with many senders and one consumer, and the status word that says who has to wake the consumer.
 * The inbox is its own dummy node, so that an idle one refers to no envelope. The order of all accesses is reasoned in the
 * package's description.
 */
abstract class Inbox extends Node {
    /** The consumer runs, or is about to: nobody has to wake it. The state of a new inbox, whose start is its first wake. */
    static final int SCHEDULED = 0;
    /** Nothing to do. Whoever changes it to SCHEDULED owes a wake. */
    static final int IDLE = 1;
    /** For ever: what is sent now has to be taken back. */
    static final int CLOSED = 2;
    /** As SCHEDULED, but the wake failed; perhaps the consumer runs all the same. Whoever changes it to SCHEDULED wakes again. */
    static final int OWED = 3;

    private static final long serialVersionUID = 1;
    private static final int SPINS = 64;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;
    private static final VarHandle STATUS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Inbox.class, "head", Node.class);
            TAIL = lookup.findVarHandle(Inbox.class, "tail", Node.class);
            STATUS = lookup.findVarHandle(Inbox.class, "status", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The node taken last, or this. Belongs to the consumer. */
    private transient Node head = this;
    private transient volatile Node tail = this;
    private transient volatile int status;

    Inbox() {
        super(TAKEN);
    }

    /** Makes the consumer run, once. Called by the sender that changed IDLE to SCHEDULED. */
    abstract void wake();

    final int status() {
        return status;
    }

    /**
     * Puts an envelope in. Between swap and link nothing may throw, or everything sent after would be cut off; the stack that
     * the swap had is enough for the link.
     *
     * @return true if it was accepted; false if the inbox is closed and the envelope was taken back
     */
    final boolean enqueue(Node node) {
        Object message = node.message;
        Node previous = (Node) TAIL.getAndSet(this, node);
        NEXT.setRelease(previous, node);
        int now = status;
        return now == SCHEDULED || settle(node, message, now);
    }

    private boolean settle(Node node, @Nullable Object message, int now) {
        for (;; now = status) {
            if (now == IDLE || now == OWED) {
                if (STATUS.compareAndSet(this, now, SCHEDULED)) {
                    try {
                        wake();
                    } catch (Throwable e) {
                        STATUS.compareAndSet(this, SCHEDULED, OWED); // no stack or no memory: the next one to send wakes
                        throw e;
                    }
                    return true;
                }
            } else if (now == CLOSED) {
                // Lost: the consumer had taken it before, so it was accepted.
                return !MESSAGE.compareAndSet(node, message, WITHDRAWN);
            } else {
                return true;
            }
        }
    }

    /** Takes the duty to run an idle consumer. */
    final boolean claim() {
        return STATUS.compareAndSet(this, IDLE, SCHEDULED);
    }

    /** The next envelope, or null if there is none, or if its sender has not linked it yet. For the consumer. */
    final @Nullable Node poll() {
        Node last = head;
        Node first = (Node) NEXT.getAcquire(last);
        if (first != null) {
            last.next = null; // else a future that is kept would keep all that came after it
            head = first;
        }
        return first;
    }

    /**
     * Goes idle if nothing is left. For the consumer.
     *
     * @return true if it is idle, or somebody else has become the consumer: touch nothing more; false if it has to go on
     */
    final boolean idle() {
        if (head != this) {
            if (!TAIL.compareAndSet(this, head, this)) {
                return false;
            }
            head = this;
        } else if (tail != this) {
            return false;
        }
        if (!STATUS.compareAndSet(this, SCHEDULED, IDLE) && !STATUS.compareAndSet(this, OWED, IDLE)) {
            return false; // cut off
        }
        return tail == this || !claim();
    }

    /** Closes the inbox. For the consumer, who remains it for ever. */
    final void close() {
        status = CLOSED;
    }

    /** Closes the inbox of a consumer that is stuck in a message, which finds it closed after that. For anybody else. */
    final boolean cutOffConsumer() {
        return STATUS.compareAndSet(this, SCHEDULED, CLOSED) || STATUS.compareAndSet(this, OWED, CLOSED);
    }

    /** The envelope that is being handled, or what stands there when none is. For anybody: a snapshot. */
    final Node inHandNode() {
        return (Node) HEAD.getAcquire(this);
    }

    /** The envelope up to which {@link #drain} has to go. For the consumer, after closing. */
    final Node last() {
        return tail;
    }

    /** The next envelope of a closed inbox, to be claimed with {@link #take}; null after the last. For the consumer. */
    final @Nullable Node drain(Node last) {
        if (head == last) {
            TAIL.getAndSet(this, this); // late senders link their envelopes here, not to one that somebody may keep
            head = this;
            return null;
        }
        Node first = poll();
        for (int i = 0; first == null; i++) {
            pause(i);
            first = poll();
        }
        return first;
    }

    /** The message of an envelope that its sender may be taking back at the same time; WITHDRAWN if that won. */
    static @Nullable Object take(Node node) {
        return MESSAGE.getAndSet(node, TAKEN);
    }

    /** A sender is between swap and link: it needs the processor, perhaps this one. */
    static void pause(int times) {
        if (times < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /**
     * Marks the envelope taken last as taken, so that its sender cannot take it back when the inbox closes. Returns it if it is an
     * ask. For the consumer.
     */
    final @Nullable Promise<?> settleHead() {
        head.message = TAKEN;
        return head instanceof Promise<?> ask ? ask : null;
    }

    /** How many messages wait that are no requests to stop. Before there is a consumer. */
    final int messages() {
        int n = 0;
        for (Node node = this; (node = (Node) NEXT.getAcquire(node)) != null;) {
            if (node.message != STOP) {
                n++;
            }
        }
        return n;
    }

    /** The message that is being handled, or TAKEN. For any thread: a snapshot. */
    final @Nullable Object inHand() {
        return head.message;
    }

    /** A number of the envelope that was taken last; 0 if the actor was idle since. For any thread: a snapshot. */
    final int headNumber() {
        Node now = head;
        return now == this ? 0 : System.identityHashCode(now);
    }

    /** How many envelopes wait, up to a limit. For any thread: a snapshot that may be off by what moves meanwhile. */
    final int length(int limit) {
        int n = 0;
        for (Node node = head; n < limit; n++) {
            node = (Node) NEXT.getAcquire(node);
            if (node == null) {
                break;
            }
        }
        return n;
    }
}
