package pykka.pooled;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The shared run queue: an unbounded FIFO of runnable actors that belong to no thread. Actors are linked by their own slots, so
 * that nothing is allocated. The queue consists of a stack, to which any thread pushes lock-free, and a batch, which is an
 * earlier stack reversed. Threads take from the batch one at a time, under a spin lock that is held for a few instructions, or
 * for the reversal.
 */
final class SubmissionQueue {
    /** Indices in the padded arrays: two cache lines separate what senders write, what takers write, and everything else. */
    private static final int TOP = 32;
    private static final int OLDEST = 64;
    private static final int TAKER = OLDEST + 1;
    private static final int LEFT = 16;
    private static final int TAKEN = LEFT + 1;
    private static final int SPINS = 64;

    /** The top of the stack; the head of the batch, written under the lock and read without it by {@link #isEmpty}; the lock. */
    private final AtomicReferenceArray<@Nullable Object> words = new AtomicReferenceArray<>(OLDEST + TOP);
    /** How many actors are in the batch, and how many were ever taken. Guarded by the lock; the monitor reads them as hints. */
    private final long[] counts = new long[2 * LEFT + 1];

    /** Adds an actor, from any thread. Lock-free: of concurrent pushes, one always succeeds. */
    void push(ActorTask task) {
        Object below;
        do {
            below = words.get(TOP);
            task.slot(below);
        } while (!words.compareAndSet(TOP, below, task));
    }

    /**
     * Returns false if there is an actor, or if a thread is taking one and may leave others. Reads the batch first, because only
     * takers write it: as long as it lasts, takers do not read what senders write. Reads it again at the end, because a thread
     * that was reversing while the stack was read has written the batch before it released the lock.
     */
    boolean isEmpty() {
        return words.get(OLDEST) == null && words.get(TOP) == null && words.get(TAKER) == null && words.get(OLDEST) == null;
    }

    /** Takes the oldest actor; null if there is none. May be called from any thread. */
    @Nullable ActorTask take() {
        if (isEmpty()) {
            return null;
        }
        for (int i = 0; words.get(TAKER) != null || !words.compareAndSet(TAKER, null, this); i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // the thread that holds the lock was preempted, and may need this processor
            }
        }
        ActorTask task = (ActorTask) words.getPlain(OLDEST);
        if (task == null) {
            task = reversed((ActorTask) words.getAndSet(TOP, null));
        }
        if (task != null) {
            words.setRelease(OLDEST, task.slot());
            task.slot(null);
            counts[LEFT]--;
            counts[TAKEN]++;
        }
        words.setRelease(TAKER, null);
        return task;
    }

    private @Nullable ActorTask reversed(@Nullable ActorTask newest) {
        ActorTask last = null;
        int count = 0;
        for (ActorTask task = newest; task != null; count++) {
            ActorTask below = (ActorTask) task.slot();
            task.slot(last);
            last = task;
            task = below;
        }
        counts[LEFT] = count;
        return last;
    }

    /** How many actors are left in the batch. A hint. */
    long left() {
        return counts[LEFT];
    }

    /** How many actors were ever taken. A hint. */
    long taken() {
        return counts[TAKEN];
    }
}
