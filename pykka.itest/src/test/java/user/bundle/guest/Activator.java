package user.bundle.guest;

import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import user.bundle.troupe.Player;

/** Starts actors of another bundle's class. */
public final class Activator implements BundleActivator, Function<Object, Object> {
    @Override
    public void start(BundleContext context) {
        context.registerService(Function.class, this, null);
    }

    @Override
    public Object apply(Object message) {
        return Actor.start(() -> new Player(99)).askAsync(message).toCompletableFuture(Runnable::run);
    }

    @Override
    public void stop(BundleContext context) {
        // nothing to do
    }
}
