package pykka.debug.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pykka.api.Registration;

/** What users have installed and not closed yet. It ends with the bundle, for a handler that is left pins its class loader. */
public final class Installed {
    private static final Set<Registration> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean over;

    private Installed() {}

    /**
     * Called before something is installed.
     *
     * @throws IllegalStateException if the bundle has been stopped
     */
    public static void add(Registration handle) {
        OPEN.add(handle);
        if (over) {
            OPEN.remove(handle);
            throw new IllegalStateException("The bundle pykka.debug has been stopped");
        }
    }

    /** Called when it is closed. */
    public static void remove(Registration handle) {
        OPEN.remove(handle);
    }

    static void open() {
        over = false;
    }

    /** Closes all that is open; a failure of one is no reason to leave the others. */
    static void close() {
        over = true;
        RuntimeException first = null;
        for (Registration handle : OPEN) {
            try {
                handle.close();
            } catch (RuntimeException e) {
                first = e;
            }
        }
        OPEN.clear();
        if (first != null) {
            throw first;
        }
    }
}
