package user.bundle.shop;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;

public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Object books = new Object();
        ActorRef<Accountant> accountant = Actor.start(() -> new Accountant(books));
        Actor.start(() -> new Cashier(books, accountant)).tell("5 apples");
    }

    @Override
    public void stop(BundleContext context) {
        // the actors of a bundle end with it
    }
}
