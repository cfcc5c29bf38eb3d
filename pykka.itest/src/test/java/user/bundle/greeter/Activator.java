package user.bundle.greeter;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;

public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Actor.start(Greeter::new);
    }

    @Override
    public void stop(BundleContext context) {
        // the actors of a bundle end with it
    }
}
