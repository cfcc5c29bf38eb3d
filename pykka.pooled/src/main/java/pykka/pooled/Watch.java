package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a pool that runs no actors. While actors are queued behind those that run, it looks now and then whether they get
 * on; if not, it makes another thread active. It looks at nothing else, and rests when nothing is queued.
 */
final class Watch implements Runnable {
    /** There is no such thread. */
    private static final int NONE = 0;
    /** Parks until something is queued. */
    private static final int RESTING = 1;
    /** Looks, and nobody else needs to wake anybody: turns are shorter than it takes to wake a thread. */
    private static final int LAZY = 2;
    /** Looks, and turns are long: whoever queues an actor wakes a thread. */
    private static final int EAGER = 3;

    private static final long SHORTEST_NANOS = 50_000;
    private static final long LONGEST_NANOS = 1_000_000;
    private static final long LINGER_NANOS = 1_000_000_000;
    /** How long an actor may be queued while there are idle threads. */
    private static final long PATIENCE_NANOS = 500_000;
    private static final long LONG_TURN_NANOS = 20_000;
    /** So many looks in a row at nothing, and it rests. */
    private static final int QUIET = 10;

    private static final VarHandle MODE;

    static {
        try {
            MODE = MethodHandles.lookup().findVarHandle(Watch.class, "mode", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Pool pool;
    private volatile int mode;
    private volatile @Nullable Thread thread;
    /** When the system refused the thread. */
    private volatile long refused = System.nanoTime() - LINGER_NANOS;
    private long last;
    private long moved;
    private int quiet;

    Watch(Pool pool) {
        this.pool = pool;
    }

    /** Something was queued, and there are active threads. Any thread. Never throws. */
    void notice() {
        if (mode != LAZY) {
            act();
        }
    }

    private void act() {
        if (mode == EAGER) {
            pool.signal(pool.most);
        } else if (mode == RESTING && MODE.compareAndSet(this, RESTING, LAZY)) {
            LockSupport.unpark(thread);
        } else if (mode == NONE && System.nanoTime() - refused >= LINGER_NANOS && MODE.compareAndSet(this, NONE, LAZY)) {
            try {
                Thread made = pool.make("watch", this);
                thread = made;
                made.start();
            } catch (Throwable e) {
                refused = System.nanoTime();
                mode = NONE; // the active threads get on without
            }
        }
    }

    @Override
    public void run() {
        do {
            last = System.nanoTime();
            quiet = 0;
            look(0);
            for (long period = SHORTEST_NANOS; quiet < QUIET;) {
                LockSupport.parkNanos(this, period);
                Thread.interrupted(); // or the next park would return at once, for ever
                long now = System.nanoTime();
                period = look(now - last) ? SHORTEST_NANOS : Math.min(2 * period, LONGEST_NANOS);
                last = now;
            }
        } while (rest());
    }

    /** Returns true when it has to look again, false when it has ended. */
    private boolean rest() {
        mode = RESTING;
        long begin = System.nanoTime();
        for (long rested = 0; mode == RESTING; rested = System.nanoTime() - begin) {
            if (pool.anyQueued()) {
                MODE.compareAndSet(this, RESTING, LAZY); // queued while it was about to rest, or seen only now
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

    /** Compares with the last look. Returns whether help was called. Without time: only remembers. */
    private boolean look(long nanos) {
        boolean queued = !pool.arrivals.isEmpty();
        long all = 0;
        int slow = 0;
        boolean stuck = false;
        for (int i = 0; i < pool.places(); i++) {
            Worker worker = pool.worker(i);
            if (worker == null) {
                continue;
            }
            long taken = worker.ring.taken() - worker.seen;
            worker.seen += taken;
            all += taken;
            int size = worker.ring.size();
            if (size > 0) {
                queued = true;
                if (isSlow(size, taken, nanos)) {
                    stuck |= taken == 0;
                    worker.isSlow();
                    slow++;
                }
            }
        }
        long arrived = pool.arrivals.moved() - moved;
        moved += arrived;
        if (!pool.arrivals.isEmpty() && isSlow(pool.arrivals.left() + 1, arrived, nanos)) {
            stuck |= arrived == 0;
            slow++;
        }
        quiet = queued || all > 0 ? 0 : quiet + 1;
        if (nanos == 0) {
            return false;
        }
        if (stuck) {
            mode = EAGER;
        } else if (mode == EAGER && all * LONG_TURN_NANOS > nanos) {
            mode = LAZY;
        }
        return slow > 0 && help(slow);
    }

    private static boolean isSlow(long queued, long taken, long nanos) {
        return nanos > 0 && (taken == 0 || queued * nanos / taken > PATIENCE_NANOS);
    }

    private boolean help(int slow) {
        if (pool.active() >= pool.most) {
            for (int i = 0; i < pool.places(); i++) {
                Worker worker = pool.worker(i);
                if (worker != null && worker.lose()) {
                    pool.release();
                }
            }
        }
        pool.signal(Math.min(pool.most, pool.active() + slow));
        return true;
    }
}
