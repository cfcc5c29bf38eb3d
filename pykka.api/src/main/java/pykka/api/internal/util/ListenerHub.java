package pykka.api.internal.util;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;

/**
 * The listeners that monitoring tools have installed; none at first. An exception that a listener throws is logged once: it
 * affects neither the actors nor the other listeners.
 */
public final class ListenerHub {
    private static final AtomicReference<Entry[]> ALL = new AtomicReference<>(new Entry[0]);
    private static final StackReserve.Code<ActorListener, Consumer<ActorListener>, RuntimeException> CALL =
            (listener, event) -> event.accept(listener);
    /** Whether a listener wants the time in the inbox. Read without order, at each send: a send may see the value before. */
    private static boolean timed;

    private ListenerHub() {}

    /** A registered listener, and what it wanted to know when it was registered. */
    private static final class Entry {
        final ActorListener listener;
        final boolean inboxTime;
        final boolean content;
        final AtomicBoolean threw = new AtomicBoolean();

        Entry(ActorListener listener) {
            this.listener = listener;
            inboxTime = listener.wantsInboxTime();
            content = listener.wantsContent();
        }
    }

    public static Registration add(ActorListener listener) {
        Entry entry = new Entry(listener);
        Registration listening = new HoldingRegistration<>(entry, ListenerHub::remove);
        ALL.updateAndGet(all -> {
            Entry[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = entry;
            return more;
        });
        update();
        return listening;
    }

    private static void remove(Entry entry) {
        ALL.updateAndGet(all -> {
            List<Entry> left = new ArrayList<>(Arrays.asList(all));
            left.remove(entry);
            return left.toArray(new Entry[0]);
        });
        update();
    }

    /** Several threads may be here: the last one finds what the others have done. */
    private static void update() {
        Entry[] all;
        do {
            all = ALL.get();
            boolean wanted = false;
            for (Entry entry : all) {
                wanted |= entry.inboxTime;
            }
            timed = wanted;
            VarHandle.fullFence(); // the next look comes after the write
        } while (all != ALL.get());
    }

    /** Returns whether there is a listener. Read once per turn and some messages, not per message. */
    public static boolean any() {
        return ALL.get().length > 0;
    }

    /** Returns whether what is sent is to carry the time of sending. */
    public static boolean timed() {
        return timed;
    }

    /** Notifies all listeners. The caller allocates the event; where that matters, it checks {@link #any} first. */
    public static void tell(Consumer<ActorListener> event) {
        tell(event, event);
    }

    /**
     * Notifies all listeners.
     *
     * @param withContent for those that want the content of messages
     */
    public static void tell(Consumer<ActorListener> event, Consumer<ActorListener> withContent) {
        for (Entry entry : ALL.get()) {
            try {
                StackReserve.apart(CALL, entry.listener, entry.content ? withContent : event);
            } catch (Throwable e) {
                if (!entry.threw.getAndSet(true)) {
                    Log.listenerThrew(entry.listener.getClass(), e);
                }
            }
        }
    }
}
