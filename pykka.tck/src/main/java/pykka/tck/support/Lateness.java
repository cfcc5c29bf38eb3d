package pykka.tck.support;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures by how much this machine wakes threads too late, because it is busy or stands still. What it measures is added to
 * upper bounds of time, so that they hold on such a machine and are no looser on another one.
 */
final class Lateness {
    private static final long PAUSE = 1_000_000;
    private static final long KEPT = 60_000_000_000L;
    /** The lock of what follows. */
    private static final Deque<Sample> SAMPLES = new ArrayDeque<>();
    private static long total;
    /** When the thread that measures is to wake; it may be late already. */
    private static long due = Long.MAX_VALUE;

    static {
        Thread thread = new Thread(Lateness::measure, "Lateness");
        thread.setDaemon(true);
        thread.start();
    }

    /** A thread that was to wake at {@code due} woke at {@code woken}. */
    private record Sample(long due, long woken) {
        /** For how long it was late after a time. */
        long late(long begin) {
            return Math.max(0, woken - Math.max(begin, due));
        }
    }

    private Lateness() {}

    /** Begins to measure, at the first call. */
    static void begin() {}

    private static void measure() {
        for (;;) {
            synchronized (SAMPLES) {
                due = System.nanoTime() + PAUSE;
            }
            LockSupport.parkNanos(PAUSE);
            synchronized (SAMPLES) {
                Sample sample = new Sample(due, System.nanoTime());
                total += sample.late(due);
                due = Long.MAX_VALUE;
                SAMPLES.addLast(sample);
                while (sample.woken() - SAMPLES.getFirst().woken() > KEPT) {
                    SAMPLES.removeFirst();
                }
            }
        }
    }

    /** Returns for how long a thread was late since the beginning, in nanoseconds. */
    static long total() {
        synchronized (SAMPLES) {
            return total + now().late(due);
        }
    }

    /** What the thread would measure if it woke now. */
    private static Sample now() {
        return new Sample(due, System.nanoTime());
    }

    /** Returns for how long a thread was late in the time that has just passed. */
    static Duration within(Duration last) {
        synchronized (SAMPLES) {
            Sample now = now();
            long begin = now.woken() - last.toNanos();
            return Duration.ofNanos(now.late(begin) + SAMPLES.stream().mapToLong(sample -> sample.late(begin)).sum());
        }
    }
}
