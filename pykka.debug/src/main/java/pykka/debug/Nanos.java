package pykka.debug;

import java.time.Duration;

/** Limits that users give: what is longer than 292 years is as good as that. */
final class Nanos {
    private Nanos() {}

    static long of(Duration limit) {
        try {
            return limit.toNanos();
        } catch (ArithmeticException e) {
            return limit.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
