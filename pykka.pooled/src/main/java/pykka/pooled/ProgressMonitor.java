package pykka.pooled;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;

/**
 * Watches the progress of a pool, on a thread of its own that runs no actors. While actors are queued, it checks the running
 * threads periodically. It asks a long turn to end, moves the actors queued behind it to the shared queue, and no longer counts a
 * thread as running that is blocked outside of the library. If all that is not enough, it has one more thread run.
 */
final class ProgressMonitor implements Runnable {
    /** There is no monitor thread. */
    private static final int NONE = 0;
    /** The monitor thread parks until an actor is queued. */
    private static final int RESTING = 1;
    /** The monitor checks, and senders need not wake threads, because turns are shorter than a wake-up takes. */
    private static final int LAZY = 2;
    /** The monitor checks, and turns are long: a thread that queues an actor wakes another thread. */
    private static final int EAGER = 3;

    private static final long SHORTEST_NANOS = 50_000;
    private static final long LONGEST_NANOS = 1_000_000;
    private static final long LINGER_NANOS = 1_000_000_000;
    /** How long a turn may take while others are queued. */
    private static final long SLICE_NANOS = 1_000_000;
    /** How long an actor may be queued while there are idle threads. */
    private static final long PATIENCE_NANOS = 500_000;
    /** Turns that take longer than this are long. */
    private static final long LONG_TURN_NANOS = 20_000;
    /** The number of checks in a row without work after which the monitor rests. */
    private static final int QUIET = 10;

    private static final AtomicIntegerFieldUpdater<ProgressMonitor> MODE =
            AtomicIntegerFieldUpdater.newUpdater(ProgressMonitor.class, "mode");

    private final Pool pool;
    private volatile int mode;
    private volatile @Nullable Thread thread;
    /** When the system last refused a thread: the monitor's own or another. */
    private volatile long refused = System.nanoTime() - LINGER_NANOS;
    private final StallWarning warning;
    private long last;
    private long taken;
    private int quiet;

    /** What the monitor saw of a worker at its last checks. */
    static final class Seen {
        private int turns;
        /** When the worker was first seen in that turn. */
        private long turnSince;
        /** The tail of the worker's queue at {@code tailSince}. */
        private long tail;
        private long tailSince;

        long turnSince() {
            return turnSince;
        }
    }

    ProgressMonitor(Pool pool) {
        this.pool = pool;
        warning = new StallWarning(pool);
    }

    /**
     * Whether an actor may be put into a local queue, from which only one thread runs it: turns are short, and the monitor will
     * move the actor if that thread does not get to it.
     */
    boolean keepsUp() {
        int now = mode;
        return now == LAZY || now != EAGER && !wasRefused();
    }

    /**
     * Called, from any thread, after an actor was queued.
     *
     * @param call whether to wake a thread if turns are long
     */
    void notice(boolean call) {
        if (mode != LAZY) {
            act(call);
        }
    }

    private void act(boolean call) {
        if (mode == RESTING && MODE.compareAndSet(this, RESTING, LAZY)) {
            LockSupport.unpark(thread);
        } else if (call && mode == EAGER || mode == NONE && !begin()) {
            pool.call(); // if the system refused the monitor thread, idle threads are woken without it
        }
    }

    private boolean begin() {
        if (wasRefused() || !MODE.compareAndSet(this, NONE, LAZY)) {
            return false;
        }
        try {
            Thread made = pool.threads.make("watch", this);
            thread = made;
            made.start();
            return true;
        } catch (Throwable e) {
            mode = NONE;
            refused = System.nanoTime();
            warning.refused(e);
            return false;
        }
    }

    /** Whether the system refused a thread within the last second; after that, it is asked again. */
    private boolean wasRefused() {
        return System.nanoTime() - refused < LINGER_NANOS;
    }

    @Override
    public void run() {
        do {
            begin(System.nanoTime());
            for (long period = SHORTEST_NANOS; quiet < QUIET;) {
                LockSupport.parkNanos(this, period);
                Thread.interrupted(); // an interrupted thread would never park again
                period = lookAgain() ? SHORTEST_NANOS : Math.min(2 * period, LONGEST_NANOS);
            }
        } while (rest());
    }

    private boolean lookAgain() {
        try {
            return look(System.nanoTime());
        } catch (Throwable e) {
            return false; // no memory: the next check starts afresh
        }
    }

    /** Rests until an actor is queued. Returns true when the monitor must check again, false when it is to end. */
    private boolean rest() {
        mode = RESTING;
        long begin = System.nanoTime();
        for (long rested = 0; mode == RESTING; rested = System.nanoTime() - begin) {
            if (anyQueued()) {
                MODE.compareAndSet(this, RESTING, LAZY); // queued as the monitor was about to rest, or seen only now
            } else if (rested < LINGER_NANOS && !pool.isClosed()) {
                LockSupport.parkNanos(this, rested < LONGEST_NANOS ? LONGEST_NANOS : LINGER_NANOS - rested);
                Thread.interrupted();
            } else {
                thread = null;
                if (MODE.compareAndSet(this, RESTING, NONE)) {
                    return false;
                }
                thread = Thread.currentThread();
            }
        }
        return true;
    }

    void rouse() {
        LockSupport.unpark(thread);
    }

    private boolean anyQueued() {
        if (!pool.shared.isEmpty()) {
            return true;
        }
        for (int i = 0; i < pool.threads.places(); i++) {
            Worker worker = pool.threads.at(i);
            if (worker != null && !worker.queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Takes new observations at the first check after a rest, because the earlier ones are outdated. */
    private void begin(long now) {
        last = now;
        quiet = 0;
        taken = pool.shared.taken();
        for (int i = 0; i < pool.threads.places(); i++) {
            Worker worker = pool.threads.at(i);
            if (worker != null) {
                worker.seen.turns = worker.turns;
                worker.seen.turnSince = now;
                see(worker, now);
            }
        }
    }

    private static void see(Worker worker, long now) {
        worker.seen.tail = worker.queue.tail();
        worker.seen.tailSince = now;
    }

    /** Compares the pool with the last check. Returns whether to check again soon. */
    private boolean look(long now) {
        long nanos = now - last;
        last = now;
        boolean queued = anyQueued();
        boolean stuck = false;
        boolean slow = false;
        long turns = 0;
        for (int i = 0; i < pool.threads.places(); i++) {
            Worker worker = pool.threads.at(i);
            if (worker == null) {
                continue;
            }
            Seen seen = worker.seen;
            int begun = worker.turns - seen.turns;
            if (begun != 0) {
                turns += begun;
                seen.turns += begun;
                seen.turnSince = now;
            } else if (queued && now - seen.turnSince >= SLICE_NANOS) {
                endTurn(worker);
            }
            if (now - seen.tailSince >= PATIENCE_NANOS) {
                if (pool.move(worker, seen.tail)) {
                    slow = true;
                    stuck |= begun == 0;
                }
                see(worker, now);
            }
        }
        long out = pool.shared.taken() - taken;
        taken += out;
        if (!pool.shared.isEmpty() && (out == 0 || (pool.shared.left() + 1) * nanos / out > PATIENCE_NANOS)) {
            slow = true;
            stuck |= out == 0;
        }
        quiet = queued || turns > 0 ? 0 : quiet + 1;
        if (stuck) {
            mode = EAGER;
        } else if (mode == EAGER && turns * LONG_TURN_NANOS > nanos) {
            mode = LAZY;
        }
        boolean stalled = slow && !help(now);
        warning.update(stalled, now);
        return slow && !stalled;
    }

    private static void endTurn(Worker worker) {
        ActorTask task = worker.running();
        if (task != null) {
            task.endTurn();
        }
    }

    /**
     * Has one more thread run; if as many run as may, in place of a blocked one. Returns false if that is not possible and no
     * thread runs.
     */
    private boolean help(long now) {
        block(now, 1);
        if (!pool.mayRun() || pool.call() || spawn()) {
            return true;
        }
        block(now, pool.most); // no longer counts any blocked thread as running
        return pool.running() > 0;
    }

    /** Marks threads as BLOCKED whose handlers have been blocked since the last check, until that many fewer run than may. */
    private void block(long now, int fewer) {
        for (int i = 0; i < pool.threads.places() && pool.running() > pool.most - fewer; i++) {
            Worker worker = pool.threads.at(i);
            if (worker != null && worker.running() != null && now > worker.seen.turnSince && isBlocked(worker.thread)) {
                pool.threads.block(worker);
            }
        }
    }

    private boolean spawn() {
        try {
            return !wasRefused() && pool.threads.spawn();
        } catch (Throwable e) {
            refused = System.nanoTime();
            return false;
        }
    }

    private static boolean isBlocked(Thread thread) {
        return switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            default -> false;
        };
    }
}
