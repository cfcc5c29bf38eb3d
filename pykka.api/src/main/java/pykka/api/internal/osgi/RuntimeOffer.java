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
 * The runtime of a bundle as a service of that bundle, for those who wait for one by the framework's means. Made when somebody
 * gets it: until then no class of the bundle is loaded.
 */
final class RuntimeOffer implements ServiceFactory<ActorRuntime> {
    /** Its value is true. Such a service is what this library has found by itself, and no runtime more. */
    static final String PROPERTY = "pykka.offer";

    private final Supplier<@Nullable ActorRuntime> runtime;

    private RuntimeOffer(Supplier<@Nullable ActorRuntime> runtime) {
        this.runtime = runtime;
    }

    static ServiceRegistration<?> register(BundleContext owner, Supplier<@Nullable ActorRuntime> runtime) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(PROPERTY, true);
        return owner.registerService(ActorRuntime.class.getName(), new RuntimeOffer(runtime), properties);
    }

    @Override
    public @Nullable ActorRuntime getService(Bundle bundle, ServiceRegistration<ActorRuntime> registration) {
        return runtime.get();
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<ActorRuntime> registration, ActorRuntime service) {
        // it stays what actors are started on
    }
}
