package pykka.api.internal.osgi;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * The objects of one class that bundles register as services. Each is kept until it is released, so that repeated searches get it
 * once.
 */
final class ProvidedServices<S> {
    /**
     * Excludes the services that a ServiceLoader mediator, or this library, has derived from entries in META-INF/services: each
     * would be a duplicate.
     */
    private static final String OF_OTHERS = "(&(!(serviceloader.mediator=*))(!(" + RuntimeOffer.PROPERTY + "=*)))";

    private final BundleContext context;
    private final Class<S> service;
    private final Consumer<S> released;
    private final ConcurrentMap<ServiceReference<?>, S> held = new ConcurrentHashMap<>();

    /** Of one class; a released object is passed on. */
    ProvidedServices(BundleContext context, Class<S> service, Consumer<S> released) {
        this.context = context;
        this.service = service;
        this.released = released;
    }

    /** Returns all that are registered now, and releases those that no longer are. */
    List<ServiceReference<S>> registered() {
        List<ServiceReference<S>> services;
        try {
            services = List.copyOf(context.getServiceReferences(service, OF_OTHERS));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // cannot happen: the filter is a valid constant
        }
        // another search may have got one that has been registered since
        held.keySet().stream().filter(each -> each.getBundle() == null).forEach(this::release);
        return services;
    }

    /** Returns the object; null if the service has gone, or is of another API: its bundle need not be wired to any. */
    @Nullable S get(ServiceReference<S> reference) {
        S known = held.get(reference);
        if (known != null) {
            return known;
        }
        Object got = context.getService((ServiceReference<?>) reference);
        if (!service.isInstance(got)) {
            if (got != null) {
                context.ungetService(reference);
            }
            return null;
        }
        S object = service.cast(got);
        S other = held.putIfAbsent(reference, object);
        if (other != null) {
            context.ungetService(reference);
        }
        return other != null ? other : object;
    }

    /** Returns whether an object is that of a service that was got, and not released. */
    boolean holds(S object) {
        return held.values().stream().anyMatch(each -> each == object);
    }

    /** Called when the service is unregistered, or when this library stops. */
    void release(ServiceReference<?> reference) {
        S object = held.remove(reference);
        if (object != null) {
            released.accept(object);
            try {
                context.ungetService(reference);
            } catch (IllegalStateException stopped) {
                // the framework has released the service
            }
        }
    }

    void releaseAll() {
        held.keySet().forEach(this::release);
    }
}
