package pykka.api.internal.context;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.Log;
import pykka.api.spi.ContextCarrier;

/** A carrier. Messages refer to this, not to the carrier, so that they do not keep one that was removed. */
final class Carrier {
    private final AtomicBoolean hasFailed = new AtomicBoolean();
    private final String name;
    private final boolean found;
    /** Null when it was removed. */
    private volatile @Nullable ContextCarrier carrier;

    /** Of one that a search has found in a file, or of one that was given. */
    Carrier(ContextCarrier carrier, boolean found) {
        this.carrier = carrier;
        this.found = found;
        name = carrier.getClass().getName();
    }

    boolean is(ContextCarrier other) {
        return carrier == other;
    }

    boolean isOneOf(Predicate<ContextCarrier> some) {
        ContextCarrier now = carrier;
        return now != null && some.test(now);
    }

    /** Whether this is spare among all: a found one beside one of its class name that was given, or that was found before. */
    boolean isSpare(Carrier[] all) {
        boolean before = true;
        for (int i = 0; found && i < all.length; i++) {
            if (all[i] == this) {
                before = false;
            } else if (all[i].name.equals(name) && (before || !all[i].found)) {
                return true;
            }
        }
        return false;
    }

    boolean isRemoved() {
        return carrier == null;
    }

    void remove() {
        carrier = null;
    }

    /** Returns the message with what the carrier captures, or as it is. Never throws. */
    Object capture(Object message, boolean ask) {
        try {
            ContextCarrier now = carrier;
            ContextCarrier.Carried carried = now == null ? null : now.capture(ask);
            return carried == null ? message : new ContextMessage(message, this, carried);
        } catch (Throwable e) {
            failed(e);
            return message;
        }
    }

    /** Never throws. */
    void failed(Throwable why) {
        try {
            if (hasFailed.compareAndSet(false, true)) {
                Log.brokenCarrier(name, why);
            }
        } catch (Throwable e) {
            // no memory or stack for the record
        }
    }
}
