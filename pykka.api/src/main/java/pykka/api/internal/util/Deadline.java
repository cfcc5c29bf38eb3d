package pykka.api.internal.util;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;

/** The moment at which a caller's timeout expires; a null Deadline stands for no limit. */
public class Deadline {
    private static final long NEVER = Long.MAX_VALUE / 2; // 146 years

    private final Duration given;
    private final long begin;
    private final long nanos;

    private Deadline(Duration given, long nanos, long begin) {
        this.given = given;
        this.nanos = nanos;
        this.begin = begin;
    }

    /** In the time of a simulation. Not loaded outside of tests, so that {@link #now} is one method to the JIT compiler. */
    private static final class Simulated extends Deadline {
        private final Time time;

        private Simulated(Duration given, long nanos, Time time) {
            super(given, nanos, time.now());
            this.time = time;
        }

        /** Returns the supertype, or the verifier would load this class to look whether it is one. */
        static Deadline of(Duration given, long nanos, Time time) {
            return new Simulated(given, nanos, time);
        }

        @Override
        long now() {
            return time.now();
        }
    }

    private static Deadline of(Duration given, long nanos) {
        Time time = Time.entered();
        return time == null ? new Deadline(given, nanos, System.nanoTime()) : Simulated.of(given, nanos, time);
    }

    long now() {
        return System.nanoTime();
    }

    /** Returns the end of a timeout that begins now; null if that is 146 years away, or more. */
    public static @Nullable Deadline after(Duration time) {
        long nanos;
        try {
            nanos = time.isNegative() ? 0 : time.toNanos();
        } catch (ArithmeticException overflow) {
            nanos = NEVER;
        }
        return nanos >= NEVER ? null : of(time, nanos);
    }

    /** Returns a new deadline after half of the time that is left. */
    public Deadline half() {
        return of(given, Math.max(0, left() / 2));
    }

    /** Returns a deadline after the given time, or at the given deadline if that is earlier. */
    public static Deadline within(Duration most, @Nullable Deadline deadline) {
        long nanos = most.toNanos();
        return of(most, deadline == null ? nanos : Math.max(0, Math.min(nanos, deadline.left())));
    }

    public long left() {
        return nanos - (now() - begin);
    }

    public boolean over() {
        return left() <= 0;
    }

    /**
     * Returns the exception to throw after the deadline.
     *
     * @param waitedFor appended to the text of the exception; may be empty
     */
    public ActorTimeoutException expired(String waitedFor) {
        BigDecimal seconds = BigDecimal.valueOf(given.getSeconds()).add(BigDecimal.valueOf(given.getNano(), 9));
        String text = seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
        return new ActorTimeoutException(text + " seconds" + waitedFor);
    }
}
