package pykka.api.internal.mailbox;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorThreads;

/**
 * Repeats wakes that failed with an Error, as they do without memory. The sender or completer has done its part and goes on; a
 * daemon thread repeats the wake. It is created only when there is something to repeat, and ends when nothing is left to do.
 */
public final class Retries {
    /** An action to repeat until it succeeds. */
    @FunctionalInterface
    public interface Retry {
        /** Returns whether the action is done, or no longer needed; throws if it has failed again. */
        boolean succeeds();
    }

    private static final long FIRST_PAUSE_NANOS = 100_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private static final Queue<Retry> DUE = new ConcurrentLinkedQueue<>();
    /** Whether there is a thread that reads the queue; it reads the queue once more before it ends. */
    private static final AtomicBoolean RUNNING = new AtomicBoolean();

    private Retries() {}

    /** Returns false if there is no memory even for this, or no thread. */
    public static boolean add(Retry retry) {
        try {
            DUE.add(retry);
            if (!RUNNING.get() && RUNNING.compareAndSet(false, true)) {
                start(retry);
            }
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    private static void start(Retry first) {
        boolean started = false;
        try {
            ActorThreads.platform("pykka-retries", true, Retries::run).start();
            started = true;
        } finally {
            if (!started) {
                RUNNING.set(false);
                DUE.remove(first);
            }
        }
    }

    private static void run() {
        do {
            for (long pause = FIRST_PAUSE_NANOS; !DUE.isEmpty(); pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
                tryAll();
                LockSupport.parkNanos(pause);
            }
            RUNNING.set(false);
        } while (!DUE.isEmpty() && RUNNING.compareAndSet(false, true));
    }

    private static void tryAll() {
        try {
            for (Iterator<Retry> due = DUE.iterator(); due.hasNext();) {
                if (succeeds(due.next())) {
                    due.remove();
                }
            }
        } catch (Throwable e) {
            // no memory for the iterator
        }
    }

    private static boolean succeeds(Retry retry) {
        try {
            return retry.succeeds();
        } catch (Throwable e) {
            return false;
        }
    }
}
