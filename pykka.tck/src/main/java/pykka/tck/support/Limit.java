package pykka.tck.support;

import java.time.Duration;

/**
 * An upper bound of time that has begun. By what the machine wakes threads too late since then, it ends later, but not by more
 * than four times the bound.
 */
public final class Limit {
    private static final int MOST = 4;

    private final long begin = System.nanoTime();
    private final long lateBefore = Lateness.total();
    private final long nanos;

    private Limit(Duration bound) {
        nanos = ContractTest.slack(bound).toNanos();
    }

    /** Begins one; slack comes on top. */
    public static Limit of(Duration bound) {
        return new Limit(bound);
    }

    public boolean isOver() {
        return nanosLeft() < 0;
    }

    /** Returns for how long it still lasts, if the machine is not late again. */
    long nanosLeft() {
        return nanos + Math.min(MOST * nanos, Lateness.total() - lateBefore) - (System.nanoTime() - begin);
    }
}
