package pykka.pooled;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The run queue of one thread: a bounded FIFO of runnable actors. Only the owning thread adds actors. A thread takes an actor by
 * replacing it with null in its slot, so the slots never refer to an actor that was taken. The owner takes actors to run them;
 * other threads take those that the owner does not get to.
 */
final class LocalRunQueue {
    static final int SIZE = 256;

    private static final int MASK = SIZE - 1;
    private static final AtomicLongFieldUpdater<LocalRunQueue> HEAD =
            AtomicLongFieldUpdater.newUpdater(LocalRunQueue.class, "head");
    private static final AtomicLongFieldUpdater<LocalRunQueue> TAIL =
            AtomicLongFieldUpdater.newUpdater(LocalRunQueue.class, "tail");

    /** Of Object, because a store into an array of an interface type searches the interfaces of the stored object. */
    private final AtomicReferenceArray<@Nullable Object> slots = new AtomicReferenceArray<>(SIZE);
    /**
     * All slots below the head are empty, and so may be some between head and tail. The thread that took an actor advances the
     * head; if it is late, the next one does. A late thread may move the head back, over empty slots.
     */
    private volatile long head;
    /** The index of the next free slot. Written only by the owner. */
    private volatile long tail;

    /** Adds an actor; returns false if the queue is full. Called only by the owner. */
    boolean put(ActorTask task) {
        long end = tail;
        if (end - head >= SIZE) {
            return false;
        }
        slots.setRelease((int) end & MASK, task);
        TAIL.lazySet(this, end + 1);
        return true;
    }

    /** Takes the oldest actor; null if there is none. Called only by the owner. */
    @Nullable ActorTask take() {
        long end = tail;
        for (;;) {
            long first = head;
            if (first >= end) {
                return null;
            }
            Object task = take(first);
            HEAD.lazySet(this, first + 1); // may move the head back, over empty slots
            if (task != null) {
                return (ActorTask) task;
            }
        }
    }

    /** Takes the oldest actor if it was added before {@link #tail} had the given value. May be called from any thread. */
    @Nullable ActorTask takeBefore(long end) {
        for (;;) {
            long first = head;
            if (first >= end || first >= tail) { // reading the tail orders: an empty slot below it was filled and taken
                return null;
            }
            Object task = take(first); // a younger actor if the owner has wrapped around: it is taken nevertheless
            HEAD.compareAndSet(this, first, first + 1);
            if (task != null) {
                return (ActorTask) task;
            }
        }
    }

    private @Nullable Object take(long index) {
        int slot = (int) index & MASK;
        Object task = slots.getAcquire(slot);
        return task != null && slots.compareAndSet(slot, task, null) ? task : null;
    }

    /** Whether the queue is empty; false, too, until a late thread advances the head. A hint, for any thread. */
    boolean isEmpty() {
        return head >= tail;
    }

    /** How many actors were ever added. May be called from any thread. */
    long tail() {
        return tail;
    }
}
