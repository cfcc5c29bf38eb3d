package pykka.api.internal.context;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.api.internal.util.HoldingRegistration;
import pykka.api.spi.ContextCarrier;

/** The carriers in use, in the order in which they open their contexts; none at first. */
public final class Carriers {
    private static final AtomicReference<Carrier[]> ALL = new AtomicReference<>(new Carrier[0]);
    /** All; null if there are none. Read without order by each send: a sender may see a change a message later. */
    private static Carrier @Nullable [] inUse;

    private Carriers() {}

    /** Adds a carrier unless it is in use. Returns what removes it if this call has added it. */
    public static Registration add(ContextCarrier carrier) {
        Carrier mine = new Carrier(carrier);
        Carrier[] now = ALL.updateAndGet(all -> {
            if (Arrays.stream(all).anyMatch(each -> each.is(carrier))) {
                return all;
            }
            Carrier[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = mine;
            return more;
        });
        publish();
        return new HoldingRegistration<>(now[now.length - 1] == mine ? mine : null, each -> remove(each));
    }

    /** Removes a carrier if it is in use. */
    public static void remove(ContextCarrier carrier) {
        for (Carrier each : ALL.get()) {
            if (each.is(carrier)) {
                remove(each);
            }
        }
    }

    private static void remove(Carrier mine) {
        ALL.updateAndGet(all -> Arrays.stream(all).filter(other -> other != mine).toArray(Carrier[]::new));
        mine.remove();
        publish();
    }

    /** Each thread that has made a change goes on until it has published the last one. */
    private static void publish() {
        Carrier[] now;
        do {
            now = ALL.get();
            VarHandle.fullFence(); // readers find what is in the array; the next look comes after the write
            inUse = now.length == 0 ? null : now;
            VarHandle.fullFence();
        } while (ALL.get() != now);
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
