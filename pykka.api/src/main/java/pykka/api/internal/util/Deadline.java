package pykka.api.internal.util;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;

/** The moment at which a caller's timeout expires; a null Deadline stands for no limit. */
public final class Deadline {
    private static final long NEVER = Long.MAX_VALUE / 2; // 146 years

    private final Duration given;
    private final long begin = System.nanoTime();
    private final long nanos;

    private Deadline(Duration given, long nanos) {
        this.given = given;
        this.nanos = nanos;
    }

    /** Returns the end of a timeout that begins now; null if that is 146 years away, or more. */
    public static @Nullable Deadline after(Duration time) {
        long nanos;
        try {
            nanos = time.isNegative() ? 0 : time.toNanos();
        } catch (ArithmeticException overflow) {
            nanos = NEVER;
        }
        return nanos >= NEVER ? null : new Deadline(time, nanos);
    }

    /** Returns a new deadline after half of the time that is left. */
    public Deadline half() {
        return new Deadline(given, Math.max(0, left() / 2));
    }

    /** Returns a deadline after the given time, or at the given deadline if that is earlier. */
    public static Deadline within(Duration most, @Nullable Deadline deadline) {
        long nanos = most.toNanos();
        return new Deadline(most, deadline == null ? nanos : Math.max(0, Math.min(nanos, deadline.left())));
    }

    public long left() {
        return nanos - (System.nanoTime() - begin);
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
