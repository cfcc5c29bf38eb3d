package pykka.api.internal.osgi;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import pykka.api.internal.actor.Host;

/**
 * The running bundles that name classes of one service in META-INF/services. No class of a bundle is loaded, and so no lazy
 * bundle activated, before an object is searched for.
 *
 * <p>A bundle may stop, and start again, while another thread adds it. So its entry is hidden at first, and shown after a second
 * look at the bundle: if it runs then, the event of its stop finds the entry, else no object of it was made. An event that
 * finds a hidden entry leaves it to the thread that has put it there.
 */
abstract class ProvidingBundles<S> {
    private final Class<S> service;
    private final Consumer<S> end;
    private final ConcurrentMap<Bundle, ProvidingBundle<S>> entries = new ConcurrentHashMap<>();

    /** Of one service; its objects are passed on when their bundle has stopped. */
    ProvidingBundles(Class<S> service, Consumer<S> end) {
        this.service = service;
        this.end = end;
    }

    /** Adds a bundle if it runs. A lazy bundle, which is STARTING until one of its classes is loaded, counts as running. */
    final void add(Bundle bundle) {
        while (runs(bundle)) {
            ProvidingBundle<S> entry = new ProvidingBundle<>(bundle, service, end);
            if (entry.names.isEmpty() || entries.putIfAbsent(bundle, entry) != null) {
                return;
            }
            if (runs(bundle)) {
                entry.show();
                Host.changed();
                return;
            }
            entries.remove(bundle, entry);
        } // if it does not run, its next start finds no entry and adds one
    }

    private static boolean runs(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    /**
     * Hides a bundle from later searches.
     *
     * @return what ends the objects that exist, to be run when they are not used any more
     */
    final Runnable remove(Bundle bundle) {
        ProvidingBundle<S> entry = entries.remove(bundle);
        if (entry == null) {
            return () -> { };
        }
        entry.withdraw();
        Host.changed();
        return entry::close;
    }

    /** Returns all that have an entry, also a hidden one. */
    final List<Bundle> bundles() {
        return List.copyOf(entries.keySet());
    }

    /** Returns a bundle; null if it is hidden, or not here. */
    final @Nullable ProvidingBundle<S> get(Bundle bundle) {
        ProvidingBundle<S> entry = entries.get(bundle);
        return entry != null && entry.isShown() ? entry : null;
    }

    final Stream<ProvidingBundle<S>> shown() {
        return entries.values().stream().filter(ProvidingBundle::isShown);
    }

    /**
     * Returns the object with a class name, which is made if there is none. Returns null if the bundle has stopped, or is of
     * another version of the API. Throws what making it throws.
     */
    final @Nullable S object(ProvidingBundle<S> entry, String name) {
        S made = entry.made.get(name);
        try {
            return made != null ? made : entry.get(name);
        } catch (RuntimeException | LinkageError e) {
            if (entries.get(entry.bundle) != entry) {
                return null; // it was stopped concurrently, which is no error
            }
            throw e;
        }
    }
}
