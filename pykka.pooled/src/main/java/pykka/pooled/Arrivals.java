package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * The runnable actors that belong to no thread yet: woken from outside, or too many for a ring. Linked by their own slots, so that
 * nothing is allocated: a stack that anybody pushes to, and that is taken whole and turned round, which makes it the next batch.
 * One thread at a time moves some of the batch to its ring; the others need not wait for it, for it goes on looking.
 */
final class Arrivals {
    /** Where the top is in its array: on cache lines of its own, for the others are written by other threads. */
    private static final int TOP = 32;
    private static final VarHandle MOVING;

    static {
        try {
            MOVING = MethodHandles.lookup().findVarHandle(Arrivals.class, "moving", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicReferenceArray<@Nullable ActorTask> top = new AtomicReferenceArray<>(2 * TOP + 1);
    private volatile boolean moving;
    /** Belongs to who moves. Volatile for those who look whether there is one. */
    private volatile @Nullable ActorTask batch;
    /** How many are in the batch, and how many were ever moved. For the watch, as a hint. */
    private int left;
    private long moved;

    /** Any thread. Does not wait: of those who push at once, one always succeeds. */
    void push(ActorTask task) {
        ActorTask below;
        do {
            below = top.get(TOP);
            task.slot(below);
        } while (!top.compareAndSet(TOP, below, task));
    }

    /** Whether there is nothing, or somebody moves some, and will look again. */
    boolean isEmpty() {
        return top.get(TOP) == null && batch == null || moving;
    }

    /**
     * Moves the oldest to a ring, while it has room. Owner of the ring.
     *
     * @return false if there were none, or somebody else is at it
     */
    boolean moveTo(Ring ring, int most) {
        if (isEmpty() || !MOVING.compareAndSet(this, false, true)) {
            return false;
        }
        ActorTask next = batch;
        if (next == null) {
            next = turnRound(top.getAndSet(TOP, null));
        }
        int count = 0;
        while (next != null && count < most) {
            ActorTask task = next;
            ActorTask following = (ActorTask) task.slot();
            task.slot(null); // before others can take it
            if (!ring.put(task)) {
                task.slot(following);
                break;
            }
            next = following;
            count++;
        }
        left -= count;
        moved += count;
        batch = next;
        MOVING.setVolatile(this, false);
        return count > 0;
    }

    private @Nullable ActorTask turnRound(@Nullable ActorTask newest) {
        ActorTask oldest = null;
        int count = 0;
        for (ActorTask task = newest; task != null; count++) {
            ActorTask below = (ActorTask) task.slot();
            task.slot(oldest);
            oldest = task;
            task = below;
        }
        left = count;
        return oldest;
    }

    int left() {
        return left;
    }

    long moved() {
        return moved;
    }
}
