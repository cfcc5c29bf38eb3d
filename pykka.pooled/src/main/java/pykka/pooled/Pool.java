package pykka.pooled;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;

/**
 * The state that the threads of a runtime share, and the count of those that run. The package description explains the states of
 * a thread, and why no queued actor is left behind.
 */
final class Pool {
    /** The index of the count in its array: two cache lines of padding on each side, against adjacent-line prefetch. */
    private static final int RUNNING = 32;

    /** The most messages of a turn. */
    private static final int TURN = 256;

    final SubmissionQueue shared = new SubmissionQueue();
    final ProgressMonitor monitor = new ProgressMonitor(this);
    final Predicate<BooleanSupplier> spin = ActorThreads.spin();
    final Threads threads;
    final WaitingActors waiting = new WaitingActors(this);
    /** How many threads run actors at a time. */
    final int most;
    /** Makes virtual threads for actors whose handlers wait; null if they stay on threads of the pool. */
    final Threads.@Nullable Maker virtual;
    /** The tail of each thread's queue at the last check, for {@link #moveStranded}. Racy: these are hints. */
    private final long[] tails;
    private final AtomicIntegerArray running = new AtomicIntegerArray(2 * RUNNING + 1);
    /**
     * The reason for abandoning actors; not null once closed. Created in advance, because memory may be short when it is needed.
     */
    private volatile @Nullable IllegalStateException closed;

    Pool(int most, int limit) {
        this(most, limit, null, null);
    }

    Pool(int most, int limit, Threads.@Nullable Maker maker, Threads.@Nullable Maker virtual) {
        Rehearsal.run();
        this.most = most;
        this.virtual = virtual;
        threads = new Threads(this, limit, maker);
        tails = new long[limit];
    }

    // ---- called by the runtime

    void start(ActorTask task) {
        if (isClosed()) {
            throw new IllegalStateException("The runtime 'pooled' is closed");
        }
        threads.begun();
        boolean done = false;
        try {
            wake(task);
            done = true;
        } finally {
            if (!done) {
                threads.ended(1);
            }
        }
    }

    void wake(ActorTask task) {
        Object slot = task.slot();
        boolean waits = slot == WaitingActor.MARK;
        if (slot instanceof WaitingActor own) {
            if (own.wake()) {
                return;
            }
            task.slot(null);
            waits = own.waits();
        }
        if (!waits || !WaitingActor.start(this, task, true)) {
            queue(task);
        }
    }

    private void queue(ActorTask task) {
        Worker worker = Worker.current(this);
        if (worker != null) {
            worker.queue(task);
        } else if (virtual == null || !WaitingActor.isCurrent() || !WaitingActor.start(this, task, false)) {
            arrive(task);
        }
    }

    /** Runs a turn of an actor on this thread, or ends the actor if the pool is closed. As {@link ActorTask#run}. */
    Turn run(ActorTask task, long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
        IllegalStateException now = closed;
        if (now != null) {
            task.abandon(now);
            return Turn.ENDED;
        }
        return task.run(TURN, maxNanos, linger);
    }

    /** Queues an actor for whichever thread takes it first. Throws nothing, because the caller would queue the actor again. */
    void arrive(ActorTask task) {
        shared.push(task);
        try {
            boolean called = running.get(RUNNING) <= 0 && call();
            monitor.notice(!called);
            if (threads.count() == 0) {
                revive();
            }
        } catch (Throwable e) {
            // lack of stack, which the kernel rules out, or of memory, of which this code needs none
        }
    }

    /** Called when an actor is woken in a pool that has no threads, because it was closed while actors were alive. */
    private void revive() {
        try {
            threads.first();
        } catch (Throwable e) { // the system refuses a thread: this one ends the actors
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

    // ---- running threads

    /**
     * How many threads run. A thread may be counted a moment after it begins to run. One that stops running is counted for a
     * moment longer, and reads the shared queue after it was counted out. So a sender that reads 0 must wake a thread, and one
     * that reads more need not.
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
     * Counts out a surplus thread, where more threads run than may because others came back from waits. Returns false if there is
     * no surplus. Only as many threads give way as are surplus: if all did, all would find that they may run, and exceed the
     * limit again.
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

    /** Wakes an idle thread, if fewer threads run than may. Returns whether one was woken. */
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
     * Moves to the shared queue the actors that were in the queues of other threads at the last check and still are, so that no
     * actor waits behind a long turn.
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
            monitor.notice(true); // the monitor may have checked the queues during the move, and missed the actors
        }
    }

    /** Moves to the shared queue the actors added before the given tail. Returns whether there were any. */
    boolean move(Worker worker, long before) {
        boolean moved = false;
        for (ActorTask task; (task = worker.queue.takeBefore(before)) != null; moved = true) {
            shared.push(task);
        }
        return moved;
    }

    /** Called when a thread is about to wait: leaves the actors in its queue to other threads. */
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
