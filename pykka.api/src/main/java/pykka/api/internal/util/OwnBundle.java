package pykka.api.internal.util;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** The bundle of this library, whose activator has to run. */
public final class OwnBundle {
    private OwnBundle() {}

    static Bundle get() {
        return FrameworkUtil.getBundle(OwnBundle.class);
    }

    /** Eclipse starts nothing by itself. Transient: how the framework begins the next time stays the user's choice. */
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
