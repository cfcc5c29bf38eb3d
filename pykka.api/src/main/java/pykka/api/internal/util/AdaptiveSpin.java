package pykka.api.internal.util;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Adaptive spinning before a thread parks. Where spinning does not nearly always help, it is skipped, with a backoff between
 * attempts. A spin is never shortened: one that is shorter than the time to wake a thread would fail once both sides had
 * parked, and from then on each side would always find the other one parked. Threads share an instance without synchronization:
 * its fields are hints.
 */
public final class AdaptiveSpin implements Predicate<BooleanSupplier> {
    private static final int LOOKS = 2_000;
    /** What a failed spin costs, in successful spins. */
    private static final int PRICE = 4;
    private static final int MOST_CREDIT = 256;
    private static final int LEAST_PAUSE = 16;
    private static final int MOST_PAUSE = 512;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    private int credit = MOST_CREDIT;
    /** How many spins to skip when the credit is used up. */
    private int pause = LEAST_PAUSE;
    private int left;
    private boolean taken;

    /** Use one instance for all threads that wait for the same kind of event. */
    public AdaptiveSpin() {}

    /**
     * Looks whether something comes true, for some microseconds at most. Never spins on a single core: the event may need this
     * very processor.
     *
     * @return what the condition said last; false, perhaps without a look, if it is better to park
     */
    public boolean until(BooleanSupplier condition) {
        if (left > 0 || !SEVERAL_CORES) {
            left = Math.max(0, left - 1);
            return false;
        }
        boolean found = condition.getAsBoolean();
        for (int looks = 1; looks < LOOKS && !found; looks++) {
            Thread.onSpinWait();
            found = condition.getAsBoolean();
        }
        if (found) {
            helped();
        } else {
            failed();
        }
        return found;
    }

    /** As {@link #until}, while no other thread spins here. */
    @Override
    public boolean test(BooleanSupplier condition) {
        if (taken) {
            return false;
        }
        taken = true;
        try {
            return until(condition);
        } finally {
            taken = false;
        }
    }

    private void helped() {
        if (credit < MOST_CREDIT) {
            credit++;
        } else {
            pause = LEAST_PAUSE;
        }
    }

    private void failed() {
        credit -= PRICE;
        if (credit < 0) {
            credit = 0; // the next spin has to succeed
            left = pause;
            pause = Math.min(MOST_PAUSE, 2 * pause);
        }
    }
}
