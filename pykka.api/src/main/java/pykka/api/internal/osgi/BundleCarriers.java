package pykka.api.internal.osgi;

import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import pykka.api.internal.context.Carriers;
import pykka.api.spi.ContextCarrier;

/**
 * The context carriers that bundles provide, by an entry in META-INF/services or as a service. A carrier is in use from the
 * search that finds it until its bundle has stopped, or its service is unregistered.
 */
final class BundleCarriers extends ProvidingBundles<ContextCarrier> {
    private final ProvidedServices<ContextCarrier> services;

    BundleCarriers(BundleContext context) {
        super(ContextCarrier.class, Carriers::remove);
        services = new ProvidedServices<>(context, ContextCarrier.class, Carriers::remove);
    }

    void removeAll() {
        bundles().forEach(bundle -> remove(bundle).run());
        services.releaseAll();
    }

    /**
     * Removes those of a bundle's classes that code has added. A service may be another bundle's, and is in use as long as it is
     * registered.
     */
    void removeLeftBy(Bundle bundle) {
        Carriers.removeAll(carrier -> FrameworkUtil.getBundle(carrier.getClass()) == bundle && !services.holds(carrier));
    }

    void release(ServiceReference<?> service) {
        services.release(service);
    }

    /** Puts all that there are into use. Reports which could not be created, and why. */
    void search(BiConsumer<String, Throwable> failed) {
        shown().forEach(provider -> {
            for (String name : provider.names) {
                try {
                    use(provider, name);
                } catch (RuntimeException | LinkageError e) {
                    failed.accept(name + " of bundle " + provider.bundle.getSymbolicName(), e);
                }
            }
        });
        for (ServiceReference<ContextCarrier> service : services.registered()) {
            use(service);
        }
    }

    /** Adds the carrier before it looks whether the bundle has stopped: either this call, or the stop, removes it. */
    private void use(ProvidingBundle<ContextCarrier> provider, String name) {
        ContextCarrier carrier = object(provider, name);
        if (carrier != null) {
            Carriers.addFound(carrier);
            if (provider.isGone()) {
                Carriers.remove(carrier);
            }
        }
    }

    private void use(ServiceReference<ContextCarrier> service) {
        ContextCarrier carrier = services.get(service);
        if (carrier != null) {
            Carriers.add(carrier);
            if (service.getBundle() == null) { // unregistered concurrently
                services.release(service);
                Carriers.remove(carrier);
            }
        }
    }
}
