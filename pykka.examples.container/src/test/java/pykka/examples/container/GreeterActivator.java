package pykka.examples.container;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;

/** What the tested bundle has: an actor that starts with it, and ends with it. */
public final class GreeterActivator implements BundleActivator {
    private static final class Greeter extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return "Hi, " + message + "!";
        }
    }

    @Override
    public void start(BundleContext context) {
        Actor.start(Greeter::new);
    }

    @Override
    public void stop(BundleContext context) {
        // the actors of a bundle end with it
    }
}
