package pykka.api.internal.osgi;

import java.util.Hashtable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import pykka.api.spi.ActorRuntime;

/**
 * The runtime of a bundle as a service of that bundle, for users that wait for a runtime by the framework's means. The runtime is
 * created when a user gets the service: until then no class of the bundle is loaded.
 */
final class RuntimeOffer implements ServiceFactory<ActorRuntime> {
    /** The property, with the value true, of services that stand for runtimes which this library has found by itself. */
    static final String PROPERTY = "pykka.offer";

    private final Supplier<@Nullable ActorRuntime> runtime;

    private RuntimeOffer(Supplier<@Nullable ActorRuntime> runtime) {
        this.runtime = runtime;
    }

    static ServiceRegistration<?> register(BundleContext context, Supplier<@Nullable ActorRuntime> runtime) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(PROPERTY, true);
        return context.registerService(ActorRuntime.class.getName(), new RuntimeOffer(runtime), properties);
    }

    @Override
    public @Nullable ActorRuntime getService(Bundle bundle, ServiceRegistration<ActorRuntime> registration) {
        return runtime.get();
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<ActorRuntime> registration, ActorRuntime service) {
        // the runtime is kept, because actors may still be started on it
    }
}
