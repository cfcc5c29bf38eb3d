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
    private static final Deque<Sample> SAMPLES = new ArrayDeque<>();
    private static volatile long total;

    static {
        Thread thread = new Thread(Lateness::measure, "Lateness");
        thread.setDaemon(true);
        thread.start();
    }

    /** A thread that was to wake at {@code due} woke at {@code woken}. */
    private record Sample(long due, long woken) {}

    private Lateness() {}

    /** Begins to measure, at the first call. */
    static void begin() {}

    private static void measure() {
        for (;;) {
            long due = System.nanoTime() + PAUSE;
            LockSupport.parkNanos(PAUSE);
            long woken = System.nanoTime();
            total += Math.max(0, woken - due);
            synchronized (SAMPLES) {
                SAMPLES.addLast(new Sample(due, woken));
                while (woken - SAMPLES.getFirst().woken() > KEPT) {
                    SAMPLES.removeFirst();
                }
            }
        }
    }

    /** Returns for how long a thread was late since the beginning, in nanoseconds. */
    static long total() {
        return total;
    }

    /** Returns for how long a thread was late in the time that has just passed. */
    static Duration within(Duration last) {
        long begin = System.nanoTime() - last.toNanos();
        synchronized (SAMPLES) {
            return Duration.ofNanos(SAMPLES.stream()
                    .mapToLong(sample -> Math.max(0, sample.woken() - Math.max(begin, sample.due()))).sum());
        }
    }
}
