package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** The library's own OSGi bundle, whose activator must run before an actor is started. */
public final class OwnBundle {
    private OwnBundle() {}

    static Bundle get() {
        return FrameworkUtil.getBundle(OwnBundle.class);
    }

    /**
     * Starts the bundle, because Eclipse starts no bundle by itself. Transient: whether the framework starts it the next time
     * remains the user's choice.
     */
    public static void start() {
        try {
            get().start(Bundle.START_TRANSIENT);
        } catch (BundleException | IllegalStateException | SecurityException e) {
            throw notRunning(e);
        }
    }

    public static IllegalStateException notRunning() {
        return notRunning(null);
    }

    private static IllegalStateException notRunning(@Nullable Exception cause) {
        Bundle own = get();
        String state = switch (own.getState()) {
            case Bundle.UNINSTALLED -> "UNINSTALLED";
            case Bundle.INSTALLED -> "INSTALLED";
            case Bundle.RESOLVED -> "RESOLVED";
            case Bundle.STARTING -> "STARTING";
            case Bundle.STOPPING -> "STOPPING";
            default -> "ACTIVE";
        };
        return new IllegalStateException("The bundle " + own.getSymbolicName() + " [" + own.getBundleId() + "] is " + state
                + (cause == null ? "" : " and could not be started")
                + ": no actor can be started before it is. Start the bundle, then start the actor again", cause);
    }
}
