package pykka.api.internal.timer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time of the timer thread: {@link TimerQueue#now} may be another one. */
final class Clock {
    private static final long NEVER = Long.MAX_VALUE / 2; // 146 years

    private Clock() {}

    /** Only differences have a meaning. */
    static long now() {
        return System.nanoTime();
    }

    /** Returns when that time has passed, or earlier. */
    static void sleep(long nanos) {
        LockSupport.parkNanos(nanos);
    }

    /** Returns a time so far from now that it does not come, and so near that differences do not overflow. */
    static long never(long now) {
        return now + NEVER;
    }

    static boolean isNever(long due, long now) {
        return due - now > NEVER / 2;
    }

    /** Returns a time as a number of nanoseconds: zero if it is negative, 146 years if it is longer. */
    static long nanos(Duration time) {
        try {
            return time.isNegative() ? 0 : Math.min(time.toNanos(), NEVER);
        } catch (ArithmeticException overflow) {
            return NEVER;
        }
    }
}
