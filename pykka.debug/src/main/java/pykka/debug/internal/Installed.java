package pykka.debug.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What users have installed and not closed yet. It ends with the bundle, for a handler that is left pins its class loader. */
public final class Installed {
    private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile boolean over;

    private Installed() {}

    /**
     * Called before something is installed.
     *
     * @throws IllegalStateException if the bundle has been stopped
     */
    public static void add(AutoCloseable handle) {
        OPEN.add(handle);
        if (over) {
            OPEN.remove(handle);
            throw new IllegalStateException("The bundle pykka.debug has been stopped");
        }
    }

    /** Called when it is closed. */
    public static void remove(AutoCloseable handle) {
        OPEN.remove(handle);
    }

    static void open() {
        over = false;
    }

    /** Closes all that is open; a failure of one is no reason to leave the others. */
    static void close() throws Exception {
        over = true;
        Exception first = null;
        for (AutoCloseable handle : OPEN) {
            try {
                handle.close();
            } catch (Exception e) {
                first = e;
            }
        }
        OPEN.clear();
        if (first != null) {
            throw first;
        }
    }
}
