package pykka.api.internal.context;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.api.internal.util.HoldingRegistration;
import pykka.api.spi.ContextCarrier;

/**
 * The carriers, in the order in which they open their contexts; none at first. One that is found in several ways, by class
 * loaders or bundles that have a copy of its class each, is used once: the others are spare, and take its place when it is
 * removed. Those that were given are all used, because objects of one class may carry different things.
 */
public final class Carriers {
    private static final AtomicReference<Known> KNOWN = new AtomicReference<>(new Known(new Carrier[0], null));
    /** Those in use; null if there are none. Read without order by each send: a sender may see a change a message later. */
    private static Carrier @Nullable [] inUse;

    private Carriers() {}

    /** All carriers, and those in use among them, null if there are none. */
    private record Known(Carrier[] all, Carrier @Nullable [] used) {
        static Known of(Carrier[] all) {
            Carrier[] used = Arrays.stream(all).filter(each -> !each.isSpare(all)).toArray(Carrier[]::new);
            return new Known(all, used.length == 0 ? null : used);
        }
    }

    /** Adds a carrier unless it is there. Returns what removes it if this call has added it. */
    public static Registration add(ContextCarrier carrier) {
        return add(carrier, false);
    }

    /** As {@link #add}, for one that a search has found by the name of its class. */
    public static void addFound(ContextCarrier carrier) {
        add(carrier, true);
    }

    private static Registration add(ContextCarrier carrier, boolean found) {
        Carrier mine = new Carrier(carrier, found);
        Carrier[] now = KNOWN.updateAndGet(known -> {
            if (Arrays.stream(known.all).anyMatch(each -> each.is(carrier))) {
                return known;
            }
            Carrier[] more = Arrays.copyOf(known.all, known.all.length + 1);
            more[known.all.length] = mine;
            return Known.of(more);
        }).all;
        publish();
        return new HoldingRegistration<>(now[now.length - 1] == mine ? mine : null, each -> remove(each));
    }

    /** Removes a carrier if it is there. */
    public static void remove(ContextCarrier carrier) {
        for (Carrier each : KNOWN.get().all) {
            if (each.is(carrier)) {
                remove(each);
            }
        }
    }

    /** Removes some. */
    public static void removeAll(Predicate<ContextCarrier> which) {
        for (Carrier each : KNOWN.get().all) {
            if (each.isOneOf(which)) {
                remove(each);
            }
        }
    }

    private static void remove(Carrier mine) {
        KNOWN.updateAndGet(
                known -> Known.of(Arrays.stream(known.all).filter(other -> other != mine).toArray(Carrier[]::new)));
        mine.remove();
        publish();
    }

    /** Each thread that has made a change goes on until it has published the last one. */
    private static void publish() {
        Known now;
        do {
            now = KNOWN.get();
            VarHandle.fullFence(); // readers find what is in the array; the next look comes after the write
            inUse = now.used;
            VarHandle.fullFence();
        } while (KNOWN.get() != now);
    }

    /**
     * Returns what to send for a message, which may stand for null: the message itself, or one with what the carriers have
     * captured. Never throws. Allocates nothing if nothing is captured.
     */
    public static Object around(Object message, boolean ask) {
        Carrier[] all = inUse;
        return all == null ? message : capture(all, message, ask);
    }

    private static Object capture(Carrier[] all, Object message, boolean ask) {
        Object sent = message;
        for (int i = all.length - 1; i >= 0; i--) { // the first is outermost, and opens first
            sent = all[i].capture(sent, ask);
        }
        return sent;
    }
}
