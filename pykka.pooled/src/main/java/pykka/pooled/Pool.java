package pykka.pooled;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Spin;

/**
 * What the threads of a runtime share, and how many of them run. The package's description has the states, and why no actor is left
 * behind.
 */
final class Pool {
    /** Where the number is in its array: two cache lines from either end, because processors prefetch lines in pairs. */
    private static final int RUNNING = 32;

    final SubmissionQueue shared = new SubmissionQueue();
    final ProgressMonitor monitor = new ProgressMonitor(this);
    final Spin spin = new Spin();
    final Threads threads;
    /** How many threads run actors at a time. */
    final int most;
    /** How far the queue of each place had been filled at the last look, for {@link #moveStranded}. Written without order: hints. */
    private final long[] tails;
    private final AtomicIntegerArray running = new AtomicIntegerArray(2 * RUNNING + 1);
    /** Why actors are abandoned, from the close on: made before it is needed, when there may be no memory. */
    private volatile @Nullable IllegalStateException closed;

    Pool(int most, int limit) {
        this(most, limit, null);
    }

    Pool(int most, int limit, Threads.@Nullable Maker maker) {
        this.most = most;
        threads = new Threads(this, limit, maker);
        tails = new long[limit];
    }

    // ---- what a runtime does

    void start(ActorTask task) {
        if (isClosed()) {
            throw new IllegalStateException("The runtime 'pooled' is closed");
        }
        threads.begun();
        wake(task);
    }

    void wake(ActorTask task) {
        Worker worker = Worker.current(this);
        if (worker != null) {
            worker.queue(task);
        } else {
            arrive(task);
        }
    }

    /** Queues an actor for the thread that comes first. What was queued is never queued again: nothing may be thrown. */
    void arrive(ActorTask task) {
        shared.push(task);
        try {
            boolean called = running.get(RUNNING) <= 0 && call();
            monitor.notice(!called);
            if (threads.count() == 0) {
                revive();
            }
        } catch (Throwable e) {
            // no stack, which the kernel ensures, or no memory, which nothing here needs
        }
    }

    /** The pool was closed under live actors, and one of them was woken. */
    private void revive() {
        try {
            threads.first();
        } catch (Throwable e) { // refused: this thread ends the actors
            for (ActorTask task; (task = shared.take()) != null;) {
                task.abandon(closed);
            }
        }
    }

    void close() {
        closed = new IllegalStateException("The runtime 'pooled' was closed");
        threads.rouse();
        monitor.rouse();
    }

    boolean isClosed() {
        return closed != null;
    }

    /** Null while the pool is open. */
    @Nullable IllegalStateException closed() {
        return closed;
    }

    // ---- running threads

    /**
     * How many threads run. A thread that begins to run may be counted late, and one that ends that is counted for a moment, but looks
     * at the shared queue after that: a sender that reads 0 has to call a thread, and one that reads more has not.
     */
    int running() {
        return running.get(RUNNING);
    }

    void started() {
        running.getAndIncrement(RUNNING);
    }

    void stopped() {
        running.getAndDecrement(RUNNING);
    }

    boolean mayRun() {
        return running() < most;
    }

    /**
     * Counts a thread out that runs as one too many, because others came back. Returns false if it is not one too many. Of several
     * threads only as many give way as are too many; if all did, all would find that they may run, and be too many again.
     */
    boolean giveWay() {
        int now;
        do {
            now = running.get(RUNNING);
            if (now <= most) {
                return false;
            }
        } while (!running.compareAndSet(RUNNING, now, now - 1));
        return true;
    }

    /** Has an idle thread run, if fewer run than may. Returns whether one was called. */
    boolean call() {
        for (int i = 0; i < threads.places() && mayRun(); i++) {
            Worker worker = threads.at(i);
            if (worker != null && worker.claim()) {
                LockSupport.unpark(worker.thread);
                return true;
            }
        }
        return false;
    }

    /**
     * Moves to the shared queue what was in the queues of others at the last look, and is there still: so no actor lies behind a turn
     * that takes long.
     */
    void moveStranded(Worker looking) {
        boolean moved = false;
        for (int i = 0; i < threads.places(); i++) {
            Worker worker = threads.at(i);
            if (worker != null && worker != looking) {
                long seen = tails[i];
                tails[i] = worker.queue.tail();
                moved |= move(worker, seen);
            }
        }
        if (moved) {
            monitor.notice(true); // it may have looked while they were moved
        }
    }

    /** Moves to the shared queue what was put in before. Returns whether there was any. */
    boolean move(Worker worker, long before) {
        boolean moved = false;
        for (ActorTask task; (task = worker.queue.takeBefore(before)) != null; moved = true) {
            shared.push(task);
        }
        return moved;
    }

    /** It waits now: what was queued behind it is for others. */
    void left(Worker worker) {
        stopped();
        worker.handOver();
        if (!shared.isEmpty()) {
            boolean called = call();
            monitor.notice(!called);
        }
    }

    @Override
    public String toString() {
        return "pooled: " + running() + " running, " + threads.count() + " threads, " + threads.live() + " actors";
    }
}
