package pykka.api.internal.util;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;

/**
 * The listeners that monitoring tools have installed; none at first. An exception that a listener throws is ignored: it affects
 * neither the actors nor the other listeners.
 */
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

    /** Removes one entry of the listener, which may have been added several times. */
    private static void remove(ActorListener listener) {
        ALL.updateAndGet(all -> {
            List<ActorListener> left = new ArrayList<>(Arrays.asList(all));
            left.remove(listener);
            return left.toArray(new ActorListener[0]);
        });
    }

    /** Returns whether there is a listener. Read once per turn, not per message. */
    public static boolean any() {
        return ALL.get().length > 0;
    }

    /** Notifies all listeners. The caller allocates the lambda; where that matters, it checks {@link #any} first. */
    public static void tell(Consumer<ActorListener> event) {
        for (ActorListener listener : ALL.get()) {
            try {
                event.accept(listener);
            } catch (Throwable ignored) {
                // a tool must not disturb what it observes
            }
        }
    }
}
