package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The runnable actors of one thread, the oldest first. Its owner alone puts actors in. An actor belongs to the thread that replaces
 * it by null in its slot; so the slots refer to nothing that was taken. The owner takes for itself, other threads take what the
 * owner does not get to.
 */
final class LocalRunQueue {
    static final int SIZE = 256;

    private static final int MASK = SIZE - 1;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle HEAD;
    private static final VarHandle TAIL;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(LocalRunQueue.class, "head", long.class);
            TAIL = lookup.findVarHandle(LocalRunQueue.class, "tail", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Of Object, because a store into an array of an interface searches the interfaces of what is stored. */
    private final @Nullable Object[] slots = new Object[SIZE];
    /**
     * The slots below are empty, and so may be some above, up to the tail. A thread that took an actor moves it on; if that thread
     * is late, the next one does it. Late threads may move it back, over empty slots.
     */
    private volatile long head;
    /** Written by the owner. */
    private volatile long tail;

    /** Puts one in; false if there is no room. Owner. */
    boolean put(ActorTask task) {
        long end = (long) TAIL.get(this);
        if (end - (long) HEAD.getAcquire(this) >= SIZE) {
            return false;
        }
        SLOT.setRelease(slots, (int) end & MASK, task);
        TAIL.setRelease(this, end + 1);
        return true;
    }

    /** Takes the oldest; null if there is none. Owner. */
    @Nullable ActorTask take() {
        long end = (long) TAIL.get(this);
        for (;;) {
            long first = (long) HEAD.getAcquire(this);
            if (first >= end) {
                return null;
            }
            Object task = take(first);
            HEAD.setRelease(this, first + 1); // perhaps back: the slots between are empty
            if (task != null) {
                return (ActorTask) task;
            }
        }
    }

    /** Takes the oldest if it was put in before a {@link #tail} that was read. Any thread. */
    @Nullable ActorTask takeBefore(long end) {
        for (;;) {
            long first = head;
            if (first >= end || first >= tail) { // the tail is read for its order: an empty slot below was filled, and taken
                return null;
            }
            Object task = take(first); // after the owner has gone round once, perhaps a younger one: it is taken all the same
            HEAD.compareAndSet(this, first, first + 1);
            if (task != null) {
                return (ActorTask) task;
            }
        }
    }

    private @Nullable Object take(long index) {
        int slot = (int) index & MASK;
        Object task = SLOT.getAcquire(slots, slot);
        return task != null && SLOT.compareAndSet(slots, slot, task, null) ? task : null;
    }

    /** Whether there is one, or a late thread has yet to move the head. Any thread, as a hint. */
    boolean isEmpty() {
        return head >= tail;
    }

    /** How many were ever put in. Any thread. */
    long tail() {
        return tail;
    }
}
