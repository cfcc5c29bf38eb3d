package user.bundle.lazy;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;

/** Starts an actor and does not stop it: that is for the library to do. What becomes of it stands in a system property. */
public final class Activator implements BundleActivator {
    static final class Reporting extends Actor {
        @Override
        protected void onStart() {
            System.setProperty("user.bundle.lazy", "started");
        }

        @Override
        protected Object onReceive(Object message) {
            return message;
        }

        @Override
        protected void onStop() {
            System.setProperty("user.bundle.lazy", "stopped");
        }
    }

    @Override
    public void start(BundleContext context) {
        Actor.start(Reporting::new).ask("are you there?");
    }

    @Override
    public void stop(BundleContext context) {
        // says nothing to its actor
    }
}
