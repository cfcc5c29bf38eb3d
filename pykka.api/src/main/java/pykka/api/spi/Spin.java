package pykka.api.spi;

import java.util.function.BooleanSupplier;
import pykka.api.kernel.Property;

/**
 * The look before the park, for the threads of a runtime: a message that comes within microseconds costs neither a park nor an
 * unpark. One thread at a time, none on one core, none with the property {@code pykka.spin} set to false. Adaptive: what did not
 * help is tried less.
 */
public final class Spin {
    private static final int MOST = 2_000;
    private static final int LEAST = 64;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    // All written without order: hints.
    private int limit = MOST / 2;
    private int tries;
    private boolean taken;

    /** Makes one for threads that take turns in looking. */
    public Spin() {}

    /**
     * Looks whether something comes true, for some microseconds at most, while no other thread looks. Never blocks.
     *
     * @param condition what is looked at, which must be quick and may be read by any thread
     * @return what the condition said last; false, perhaps without a look, if it is better to park
     */
    public boolean until(BooleanSupplier condition) {
        if (!SEVERAL_CORES || taken || !isWanted()) {
            return false;
        }
        taken = true;
        int most = (++tries & 63) == 0 ? MOST : limit; // it may help again
        boolean found = condition.getAsBoolean();
        for (int i = 0; i < most && !found; i++) {
            Thread.onSpinWait();
            found = condition.getAsBoolean();
            if (found && limit < MOST) {
                limit = Math.min(MOST, Math.max(limit, 2 * i + LEAST)); // what it took, and as much again
            }
        }
        taken = false;
        if (!found && limit > LEAST) {
            limit = Math.max(LEAST, limit - limit / 4);
        }
        return found;
    }

    /** A wrong value is said to who waits for a reply, not here. */
    private static boolean isWanted() {
        try {
            return Property.bool("pykka.spin", true);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
