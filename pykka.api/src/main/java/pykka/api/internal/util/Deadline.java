package pykka.api.internal.util;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;

/** The end of a time that somebody gave; null stands for none. */
public final class Deadline {
    private static final long NEVER = Long.MAX_VALUE / 2; // 146 years

    private final Duration given;
    private final long begin = System.nanoTime();
    private final long nanos;

    private Deadline(Duration given, long nanos) {
        this.given = given;
        this.nanos = nanos;
    }

    /** From now on; null for a huge time. */
    public static @Nullable Deadline after(Duration time) {
        long nanos;
        try {
            nanos = time.isNegative() ? 0 : time.toNanos();
        } catch (ArithmeticException overflow) {
            nanos = NEVER;
        }
        return nanos >= NEVER ? null : new Deadline(time, nanos);
    }

    /** Half of the time that is left, from now on. */
    public Deadline half() {
        return new Deadline(given, Math.max(0, left() / 2));
    }

    /** So much time from now on, or less if a deadline is before that. */
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

    /** @param waitedFor more to be said of it; empty if there is nothing */
    public ActorTimeoutException expired(String waitedFor) {
        BigDecimal seconds = BigDecimal.valueOf(given.getSeconds()).add(BigDecimal.valueOf(given.getNano(), 9));
        String text = seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
        return new ActorTimeoutException(text + " seconds" + waitedFor);
    }
}
