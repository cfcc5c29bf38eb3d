package user.bundle.troupe;

import java.util.function.BiFunction;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.ActorOptions;

/** Registers the troupe. Fails half way, if told so, and starts an actor when it is too late. */
public final class Activator implements BundleActivator {
    static BundleContext context;

    static boolean isRegistered() {
        try {
            return context.getBundle().getRegisteredServices() != null;
        } catch (IllegalStateException e) {
            return false; // the bundle has stopped
        }
    }

    @Override
    public void start(BundleContext started) {
        context = started;
        context.registerService(BiFunction.class, new Troupe(), null);
        if (context.getProperty("user.troupe.fails") != null) {
            Troupe.start(3, ActorOptions.defaults());
            throw new IllegalStateException("half way");
        }
    }

    @Override
    public void stop(BundleContext stopped) {
        if (context.getProperty("user.troupe.late") != null) {
            try {
                Troupe.start(1, ActorOptions.defaults());
            } catch (IllegalStateException e) {
                System.setProperty("user.troupe.late", e.getMessage());
            }
        }
    }
}
