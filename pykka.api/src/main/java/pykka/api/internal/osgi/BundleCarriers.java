package pykka.api.internal.osgi;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.internal.actor.Host;
import pykka.api.internal.context.Carriers;
import pykka.api.spi.ContextCarrier;

/**
 * The context carriers that bundles provide, by an entry in META-INF/services or as a service. As with runtimes, no class of a
 * bundle is loaded before a search. A carrier is in use from the search that finds it until its bundle has stopped, or its
 * service is unregistered.
 */
final class BundleCarriers {
    private final ConcurrentMap<Bundle, ProvidingBundle<ContextCarrier>> bundles = new ConcurrentHashMap<>();
    private final ProvidedServices<ContextCarrier> services;

    BundleCarriers(BundleContext context) {
        services = new ProvidedServices<>(context, ContextCarrier.class, Carriers::remove);
    }

    /** Adds a bundle that runs. */
    void add(Bundle bundle) {
        while (BundleRuntimes.runs(bundle)) {
            ProvidingBundle<ContextCarrier> provider = new ProvidingBundle<>(bundle, ContextCarrier.class, Carriers::remove);
            if (provider.names.isEmpty() || bundles.putIfAbsent(bundle, provider) != null) {
                return;
            }
            Host.changed();
            if (BundleRuntimes.runs(bundle)) {
                return;
            }
            if (bundles.remove(bundle, provider)) { // the bundle has stopped concurrently
                provider.close();
            }
        } // if it does not run, its next start finds no entry and adds one
    }

    void remove(Bundle bundle) {
        ProvidingBundle<ContextCarrier> provider = bundles.remove(bundle);
        if (provider != null) {
            provider.close();
            Host.changed();
        }
    }

    void removeAll() {
        bundles.keySet().forEach(this::remove);
        services.releaseAll();
    }

    void release(ServiceReference<?> service) {
        services.release(service);
    }

    /** Puts all that there are into use. Reports which could not be created, and why. */
    void search(BiConsumer<String, Throwable> failed) {
        for (ProvidingBundle<ContextCarrier> provider : bundles.values()) {
            for (String name : provider.names) {
                try {
                    use(provider, name);
                } catch (RuntimeException | LinkageError e) {
                    if (bundles.get(provider.bundle) == provider) { // else the bundle was stopped concurrently, which is no error
                        failed.accept(name + " of bundle " + provider.bundle.getSymbolicName(), e);
                    }
                }
            }
        }
        for (ServiceReference<ContextCarrier> service : services.registered()) {
            use(service);
        }
    }

    /** Adds the carrier before it looks whether the bundle has stopped: either this call, or the stop, removes it. */
    private static void use(ProvidingBundle<ContextCarrier> provider, String name) {
        ContextCarrier made = provider.made.get(name);
        ContextCarrier carrier = made != null ? made : provider.get(name);
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
