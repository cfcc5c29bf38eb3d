package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The runnable actors of one thread, the oldest first. Only their owner puts some in; it takes them out by a CAS of the head, and
 * so may others. Putting one in needs no fence: nobody waits for it but the owner, and who only looks may look again.
 */
final class Ring {
    static final int SIZE = 256;

    private static final int MASK = SIZE - 1;
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(Ring.class, "head", long.class);
            TAIL = lookup.findVarHandle(Ring.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Written by the owner alone. A slot below the head may still hold what somebody else took. Of Object, for to store into an array
     * of an interface takes a search through the interfaces of what is stored.
     */
    private final @Nullable Object[] slots = new Object[SIZE];
    /** Both only grow. */
    private volatile long head;
    private volatile long tail;
    /** Others took some, or are about to: there may be something to clear. */
    private volatile boolean robbed;

    /** Puts one in; false if there is no room. Owner. */
    boolean put(ActorTask task) {
        long end = (long) TAIL.get(this);
        if (end - (long) HEAD.getAcquire(this) == SIZE) {
            return false;
        }
        slots[(int) end & MASK] = task;
        TAIL.setRelease(this, end + 1);
        return true;
    }

    /** Takes the oldest; null if there is none. Owner. */
    @Nullable ActorTask take() {
        for (;;) {
            long first = (long) HEAD.getAcquire(this);
            if (first == (long) TAIL.get(this)) {
                return null;
            }
            int slot = (int) first & MASK;
            Object task = slots[slot];
            if (HEAD.compareAndSet(this, first, first + 1)) {
                slots[slot] = null;
                return (ActorTask) task;
            }
        }
    }

    /**
     * Takes the older half of another thread's, at least one. Owner, whose own must be empty.
     *
     * @return how many
     */
    int rob(Ring other) {
        other.robbed = true; // before the CAS, so that the other one sees it with the new head
        long end = (long) TAIL.get(this);
        for (;;) {
            long first = other.head;
            int count = (int) Math.min((other.tail - first + 1) / 2, SIZE / 2); // the owner may have gone on meanwhile
            if (count <= 0) {
                return 0;
            }
            for (int i = 0; i < count; i++) {
                slots[(int) (end + i) & MASK] = other.slots[(int) (first + i) & MASK];
            }
            if (HEAD.compareAndSet(other, first, first + count)) { // else what was read may be anything
                TAIL.setRelease(this, end + count);
                other.robbed = true; // once more: the other one may have cleared before
                return count;
            }
            robbed = true; // to be cleared in the same way
        }
    }

    /** Lets go of what others took, which the slots still refer to. Owner, when it is empty. */
    void clear() {
        if (robbed) {
            robbed = false;
            Arrays.fill(slots, null);
        }
    }

    /** How many there are. Any thread, as a hint. */
    int size() {
        return (int) (tail - head);
    }

    /** How many were ever taken. Any thread. */
    long taken() {
        return head;
    }
}
