package pykka.api.internal.context;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Wrapped;
import pykka.api.spi.ContextCarrier.Carried;

/**
 * A message with what one carrier has captured for it, around another one if several have: 24 bytes. Several envelopes may share
 * it: those of a repeated timer, and of a broadcast.
 */
final class ContextMessage extends Wrapped {
    final Carrier carrier;
    /** Null when the carrier was removed, so that a timer does not keep its classes. Any thread may clear it, in any order. */
    private @Nullable Carried carried;

    ContextMessage(Object message, Carrier carrier, Carried carried) {
        super(message);
        this.carrier = carrier;
        this.carried = carried;
    }

    /** Returns what was captured; null if the carrier was removed. */
    @Nullable Carried carried() {
        if (carrier.isRemoved()) {
            carried = null;
        }
        return carried;
    }
}
