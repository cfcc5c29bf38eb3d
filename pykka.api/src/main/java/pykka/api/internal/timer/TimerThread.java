package pykka.api.internal.timer;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.GiveWay;
import pykka.api.spi.ActorThreads;

/**
 * The thread of all timers: a daemon, created with the first timer, gone a second after the last. It runs no code of users; it
 * only puts messages into inboxes.
 */
public final class TimerThread extends TimerQueue {
    static final TimerThread SHARED = new TimerThread();

    private static final long LINGER_NANOS = 1_000_000_000;

    /** Whether the thread exists, or is being created. */
    private final AtomicBoolean held = new AtomicBoolean();
    private volatile @Nullable Thread thread;

    private TimerThread() {}

    /** Returns whether this is the thread of the timers, on which no code of users may run. */
    public static boolean isCurrent() {
        return Thread.currentThread() == SHARED.thread;
    }

    @Override
    void ensureThread() {
        while (thread == null) { // after it clears this field, the thread looks for notices once more
            if (!held.get() && held.compareAndSet(false, true)) {
                create();
                return;
            }
            GiveWay.now(); // another thread is creating it, and may fail
        }
    }

    private void create() {
        boolean created = false;
        try {
            ActorThreads.platform("pykka-timers", true, this::run).start();
            created = true;
        } finally {
            if (!created) {
                held.set(false);
            }
        }
    }

    @Override
    void wakeThread() {
        LockSupport.unpark(thread);
    }

    private void run() {
        do {
            thread = Thread.currentThread();
            serve();
            thread = null;
            held.set(false);
        } while (isNeeded());
    }

    private void serve() {
        for (boolean lingered = false;;) {
            long now = Clock.now();
            long until;
            try {
                until = turn(now);
            } catch (Throwable e) {
                until = now + PAUSE_NANOS; // no memory for the heap
            }
            if (!isEmpty()) {
                lingered = false;
            } else if (lingered) {
                return;
            } else {
                lingered = true; // so that one timer after another does not create a thread for each
                until = Math.min(until - now, LINGER_NANOS) + now;
            }
            long left = until - Clock.now();
            if (left > 0) {
                Clock.sleep(left);
                Thread.interrupted(); // otherwise every further park would return at once
            }
        }
    }

    /**
     * Returns whether this thread has to go on: the starter of a timer relies on it if another starter is about to create a new
     * thread, which the system may refuse.
     */
    private boolean isNeeded() {
        while (hasNotices() && thread == null) {
            if (held.compareAndSet(false, true)) {
                return true;
            }
            GiveWay.now();
        }
        return false;
    }
}
