package pykka.pooled;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The runnable actors that belong to no thread, the oldest first. They are linked by their own slots, so that nothing is allocated:
 * a stack that any thread pushes to without waiting, and a batch, which is the reversed stack of a moment before. Threads take from
 * the batch one at a time, under a lock that is held for a few instructions, or for the reversal.
 */
final class SubmissionQueue {
    /** Where the words are in their arrays: what senders write and what takers write lies two cache lines apart, and from all else. */
    private static final int TOP = 32;
    private static final int OLDEST = 64;
    private static final int TAKER = OLDEST + 1;
    private static final int LEFT = 16;
    private static final int TAKEN = LEFT + 1;
    private static final int SPINS = 64;

    /** The top of the stack; the head of the batch, guarded by the lock, read without it by {@link #isEmpty}; and the lock. */
    private final AtomicReferenceArray<@Nullable Object> words = new AtomicReferenceArray<>(OLDEST + TOP);
    /** How many are in the batch, and how many were ever taken. Guarded by the lock; the monitor reads them as hints. */
    private final long[] counts = new long[2 * LEFT + 1];

    /** Any thread. Lock-free: of those who push at once, one always succeeds. */
    void push(ActorTask task) {
        Object below;
        do {
            below = words.get(TOP);
            task.slot(below);
        } while (!words.compareAndSet(TOP, below, task));
    }

    /**
     * False if there is one, or a thread takes at this moment and may leave some. The batch is first, because it is the takers' own:
     * as long as it lasts they do not read what senders write. It is read again at the end: a thread that was reversing while the
     * stack was read has written it before it let go of the lock.
     */
    boolean isEmpty() {
        return words.get(OLDEST) == null && words.get(TOP) == null && words.get(TAKER) == null && words.get(OLDEST) == null;
    }

    /** Takes the oldest; null if there is none. Any thread. */
    @Nullable ActorTask take() {
        if (isEmpty()) {
            return null;
        }
        for (int i = 0; words.get(TAKER) != null || !words.compareAndSet(TAKER, null, this); i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // the thread that takes was preempted, and may need this processor
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

    /** How many are left in the batch. A hint. */
    long left() {
        return counts[LEFT];
    }

    /** How many were ever taken. A hint. */
    long taken() {
        return counts[TAKEN];
    }
}
