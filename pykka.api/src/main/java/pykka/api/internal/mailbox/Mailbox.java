package pykka.api.internal.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A linked queue of envelopes with many senders and one consumer. The tail says whether the consumer is idle, so that one swap
 * both sends and tells who has to wake it. The inbox is its own dummy node, so that an idle one refers to no envelope. The order
 * of all accesses is reasoned in the package's description.
 */
public abstract class Mailbox extends Envelope {
    /** Takes messages. */
    static final int OPEN = 0;
    /** As OPEN, but wakes failed; perhaps the consumer runs all the same. Whoever changes it to OPEN wakes again. */
    static final int OWED = 1;
    /** For ever: what is sent now has to be taken back. */
    public static final int CLOSED = 2;

    /** The tail of an inbox whose consumer has nothing to do. Whoever puts something else in its place owes a wake. */
    private static final Envelope IDLE = new Envelope(Mark.TAKEN);

    private static final long serialVersionUID = 1;
    private static final int SPINS = 64;
    private static final int WAKES = 3;
    public static final VarHandle NEXT;
    private static final VarHandle TAIL;
    private static final VarHandle STATUS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Envelope.class, "next", Envelope.class);
            TAIL = lookup.findVarHandle(Mailbox.class, "tail", Envelope.class);
            STATUS = lookup.findVarHandle(Mailbox.class, "status", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Not idle at first: the start is the first wake. */
    private transient volatile Envelope tail = this;
    private transient volatile int status;

    public Mailbox() {
        super(Mark.TAKEN);
    }

    /**
     * The node taken last, or this. Belongs to the consumer, who writes it for each message: it is kept a cache line away from
     * the tail, which senders write for each.
     */
    public abstract Envelope head();

    public abstract void head(Envelope node);

    /** Makes the consumer run, once. Called by the sender that found it idle. */
    public abstract void wake();

    public final int status() {
        return status;
    }

    /** Whether the consumer has nothing to do. For anybody: a snapshot. */
    public final boolean isIdle() {
        return tail == IDLE;
    }

    /**
     * Puts an envelope in. Between swap and link nothing may throw, or everything sent after would be cut off: the operation has
     * ensured that there is stack, and nothing is allocated. Once it is linked it counts, whatever waking does. The consumer cannot
     * have the envelope before the link: until then, the sender alone decides what becomes of it.
     *
     * @return true if it was accepted; false if the inbox is closed and the envelope was withdrawn
     */
    public final boolean enqueue(Envelope node) {
        Envelope previous = (Envelope) TAIL.getAndSet(this, node);
        int now = status;
        if (now == CLOSED) {
            node.message = Mark.WITHDRAWN;
        }
        NEXT.setRelease(previous == IDLE ? this : previous, node);
        boolean owed = now == OWED && STATUS.compareAndSet(this, OWED, OPEN);
        if (owed || previous == IDLE) {
            rouse();
        }
        return now != CLOSED;
    }

    /** The message counts already: an Error of the runtime, which had no memory perhaps, is not its sender's. */
    private void rouse() {
        for (int i = 0; i < WAKES; i++) {
            try {
                wake();
                return;
            } catch (Throwable e) {
                // at once again, then from another thread, or else by the next one to send
            }
        }
        boolean owed = STATUS.compareAndSet(this, OPEN, OWED);
        if (owed || status == CLOSED) { // cut off while it was idle
            try {
                Retries.add(owed ? this::payWake : this::wakeToEnd);
            } catch (Throwable e) {
                // without memory even for that
            }
        }
    }

    /** Not if the consumer has run all the same and gone idle: its next run is the next sender's. */
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

    /** Takes the duty to run an idle consumer. */
    public final boolean claim() {
        return TAIL.compareAndSet(this, IDLE, this);
    }

    /**
     * The next envelope, or null if there is none, or if its sender has not linked it yet. For the consumer.
     *
     * @param cut whether to cut the link of the one before in any case. What others keep, a future or this, never keeps what came
     *     after it; of envelopes that nobody keeps it is enough to cut some, or one that has grown old would make the collector
     *     take all for alive. To write to fewer is faster: they are the cache lines of senders.
     */
    public final @Nullable Envelope poll(boolean cut) {
        Envelope last = head();
        Envelope first = (Envelope) NEXT.getAcquire(last);
        if (first != null) {
            if (cut || last.getClass() != Envelope.class) {
                last.next = null;
            }
            head(first);
        }
        return first;
    }

    /** Whether there is a next envelope. For the consumer. */
    public final boolean hasNext() {
        return NEXT.getAcquire(head()) != null;
    }

    /**
     * Goes idle if nothing is left. For the consumer.
     *
     * @return true if it is idle, or somebody else has become the consumer: touch nothing more; false if it has to go on
     */
    public final boolean idle() {
        if (status == OWED) {
            STATUS.compareAndSet(this, OWED, OPEN); // it runs: nobody has to make it run
        }
        Envelope last = head();
        head(this); // before the tail lets another one become the consumer
        if (!TAIL.compareAndSet(this, last, IDLE)) {
            head(last);
            return false;
        }
        return status != CLOSED || !claim(); // cut off
    }

    /** Closes the inbox. For the consumer, who remains it for ever. */
    public final void close() {
        status = CLOSED;
    }

    /** Opens an inbox that was closed before it had a consumer. */
    public final void open() {
        status = OPEN;
    }

    /** Closes the inbox of a consumer that is stuck in a message, which finds it closed after that. For anybody else. */
    public final boolean cutOffConsumer() {
        boolean cut = !isIdle() && STATUS.compareAndSet(this, OPEN, CLOSED);
        boolean owed = !cut && STATUS.compareAndSet(this, OWED, CLOSED);
        if (owed || cut && claim()) { // nobody runs it, or it has gone idle meanwhile: nobody would ever end it
            rouse();
        }
        return cut || owed;
    }

    /**
     * The envelope up to which {@link #drain} has to go, and behind which there are withdrawn ones alone. After the close; by the
     * consumer, or by another one, which may find the consumer between going idle and its look at the status: nothing is left then.
     */
    public final Envelope last() {
        Envelope now = tail;
        return now == IDLE ? this : now;
    }

    /** The next envelope of a closed inbox, perhaps withdrawn; null after the last. For the consumer. */
    public final @Nullable Envelope drain(Envelope last) {
        if (head() == last) {
            TAIL.getAndSet(this, this); // late senders link their envelopes here, not to one that somebody may keep
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

    /** A sender is between swap and link: it needs the processor, perhaps this one. */
    public static void pause(int times) {
        if (times < SPINS) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    /** A number of the envelope that was taken last; 0 if the actor was idle since. For any thread: a snapshot. */
    public final int headNumber() {
        Envelope now = head();
        return now == this ? 0 : System.identityHashCode(now);
    }

    /** How many envelopes wait, up to a limit. For any thread: a snapshot that may be off by what moves meanwhile. */
    public final int length(int limit) {
        int n = 0;
        for (Envelope node = head(); n < limit; n++) {
            node = (Envelope) NEXT.getAcquire(node);
            if (node == null) {
                break;
            }
        }
        return n;
    }
}
