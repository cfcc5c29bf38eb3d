package pykka.api.spi;

import java.util.Objects;
import pykka.api.Registration;
import pykka.api.internal.context.Carriers;
import pykka.api.internal.util.FirstUse;

/** Adds context carriers by code, where none is to be found by ServiceLoader. */
public final class ContextCarriers {
    private ContextCarriers() {}

    /**
     * Adds a carrier to those in use, after the others, unless it is one of them. It takes the place of one that was found whose
     * class has the same name. Messages that were sent before are handled without it. In a framework it is removed when the
     * bundle of its class stops. May be called by any thread; does not block.
     *
     * @param carrier the carrier
     * @return removes it: messages that it has captured something for are then handled without that. They keep no reference to
     *     the carrier, but what was captured until they are handled or dropped. If the carrier was in use before, this does
     *     nothing
     */
    public static Registration add(ContextCarrier carrier) {
        Objects.requireNonNull(carrier, "carrier");
        FirstUse.prepare();
        return Carriers.add(carrier);
    }
}
