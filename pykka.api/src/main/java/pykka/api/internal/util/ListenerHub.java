package pykka.api.internal.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;

/** The listeners that tools have installed; none at first. What one throws changes nothing, neither here nor for the others. */
public final class ListenerHub {
    private static final AtomicReference<ActorListener[]> ALL = new AtomicReference<>(new ActorListener[0]);

    private ListenerHub() {}

    public static Registration add(ActorListener listener) {
        ALL.updateAndGet(all -> {
            ActorListener[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = listener;
            return more;
        });
        AtomicBoolean listening = new AtomicBoolean(true);
        return () -> {
            if (listening.getAndSet(false)) {
                remove(listener);
            }
        };
    }

    /** One of it: it may have been added several times. */
    private static void remove(ActorListener listener) {
        ALL.updateAndGet(all -> {
            List<ActorListener> left = new ArrayList<>(Arrays.asList(all));
            left.remove(listener);
            return left.toArray(new ActorListener[0]);
        });
    }

    /** Read once in a turn, not for each message. */
    public static boolean any() {
        return ALL.get().length > 0;
    }

    /** Takes memory; where that matters, the caller asks {@link #any} first. */
    public static void tell(Consumer<ActorListener> event) {
        for (ActorListener listener : ALL.get()) {
            try {
                event.accept(listener);
            } catch (Throwable ignored) {
                // a tool must not change what it looks at
            }
        }
    }
}
