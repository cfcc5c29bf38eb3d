package pykka.api.spi;

import java.util.function.BooleanSupplier;
import pykka.api.internal.util.AdaptiveSpin;
import pykka.api.internal.util.Properties;

/**
 * The look before the park, for the threads of a runtime: a message that comes within microseconds costs neither a park nor an
 * unpark. One thread at a time, none on one core, none with the property {@code pykka.spin} set to false. Adaptive: what does not
 * help nearly always is left out, but for a try now and then.
 */
public final class Spin implements Linger {
    private final boolean wanted = isWanted();
    private final AdaptiveSpin patience = new AdaptiveSpin();
    /** Written without order: a hint. */
    private boolean taken;

    /** Makes one for threads that take turns in looking. The property is read now. */
    public Spin() {}

    /**
     * Looks whether something comes true, for some microseconds at most, while no other thread looks. Never blocks.
     *
     * @param condition what is looked at, which must be quick and may be read by any thread; what it throws is thrown
     * @return what the condition said last; false, perhaps without a look, if it is better to park
     */
    @Override
    public boolean until(BooleanSupplier condition) {
        if (!wanted || taken) {
            return false;
        }
        int most = patience.looks();
        if (most == 0) {
            return false;
        }
        taken = true;
        boolean found;
        try {
            found = condition.getAsBoolean();
            for (int looks = 1; looks < most && !found; looks++) {
                Thread.onSpinWait();
                found = condition.getAsBoolean();
            }
        } finally {
            taken = false;
        }
        if (found) {
            patience.helped();
        } else {
            patience.failed();
        }
        return found;
    }

    /** A wrong value is said to who waits for a reply, not here. */
    private static boolean isWanted() {
        try {
            return Properties.bool("pykka.spin", true);
        } catch (RuntimeException | Error e) {
            return false;
        }
    }
}
