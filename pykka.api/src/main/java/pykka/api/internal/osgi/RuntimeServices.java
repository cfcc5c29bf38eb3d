package pykka.api.internal.osgi;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import pykka.api.spi.ActorRuntime;

/** The runtimes that bundles register as services. Each is kept until it is released, so that repeated searches get it once. */
final class RuntimeServices {
    /**
     * Excludes the services that a ServiceLoader mediator, or this library, has derived from entries in META-INF/services: each
     * would be a duplicate.
     */
    private static final String OF_OTHERS = "(&(!(serviceloader.mediator=*))(!(" + RuntimeOffer.PROPERTY + "=*)))";

    private final BundleContext context;
    private final ConcurrentMap<ServiceReference<?>, ActorRuntime> held = new ConcurrentHashMap<>();

    RuntimeServices(BundleContext context) {
        this.context = context;
    }

    /** Returns all that are registered now, and releases the others. */
    List<ServiceReference<ActorRuntime>> registered() {
        List<ServiceReference<ActorRuntime>> services;
        try {
            services = List.copyOf(context.getServiceReferences(ActorRuntime.class, OF_OTHERS));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // cannot happen: the filter is a valid constant
        }
        held.keySet().stream().filter(service -> !services.contains(service)).forEach(this::release);
        return services;
    }

    /** Returns the runtime; null if the service has gone, or is of another API: its bundle need not be wired to any. */
    @Nullable ActorRuntime get(ServiceReference<ActorRuntime> service) {
        ActorRuntime known = held.get(service);
        if (known != null) {
            return known;
        }
        Object got = context.getService((ServiceReference<?>) service);
        if (!(got instanceof ActorRuntime runtime)) {
            if (got != null) {
                context.ungetService(service);
            }
            return null;
        }
        ActorRuntime other = held.putIfAbsent(service, runtime);
        if (other != null) {
            context.ungetService(service);
        }
        return other != null ? other : runtime;
    }

    /** Called when the service is unregistered, or when this library stops. */
    void release(ServiceReference<?> service) {
        if (held.remove(service) != null) {
            try {
                context.ungetService(service);
            } catch (IllegalStateException stopped) {
                // the framework has released the service
            }
        }
    }

    void releaseAll() {
        held.keySet().forEach(this::release);
    }
}
