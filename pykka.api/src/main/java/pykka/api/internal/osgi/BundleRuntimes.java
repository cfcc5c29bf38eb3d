package pykka.api.internal.osgi;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.spi.ActorRuntime;

/** The runtimes that bundles provide, by an entry in META-INF/services or as a service. */
final class BundleRuntimes extends ProvidingBundles<ActorRuntime> {
    private final ProvidedServices<ActorRuntime> services;

    BundleRuntimes(ProvidedServices<ActorRuntime> services) {
        super(ActorRuntime.class, ActorRuntime::close);
        this.services = services;
    }

    /**
     * Registers the bundle's runtime as a service, once the bundle has been started or waits for the first use of a class.
     * Listeners of the service may start actors at once.
     */
    void offer(Bundle bundle) {
        ProvidingBundle<ActorRuntime> provider = get(bundle);
        BundleContext bundleContext = bundle.getBundleContext();
        if (provider != null && bundleContext != null && ProvidingBundle.isOfThisApi(bundle, ActorRuntime.class)) {
            try {
                provider.offer(bundleContext, () -> best(provider));
            } catch (IllegalStateException stopped) {
                // the bundle has stopped: no service is needed
            }
        }
    }

    /** The bundle's available runtime of the highest priority; null if none can be used here. */
    private @Nullable ActorRuntime best(ProvidingBundle<ActorRuntime> provider) {
        ActorRuntime best = null;
        for (String name : provider.names) {
            ActorRuntime runtime = object(provider, name);
            if (runtime != null && runtime.unavailableReason().isEmpty()
                    && (best == null || runtime.priority() > best.priority())) {
                best = runtime;
            }
        }
        return best;
    }

    /**
     * As {@link #remove}, for all bundles. The services are unregistered newest first: a component holds the oldest one, and so
     * is not given another one in between.
     */
    List<Runnable> removeAll() {
        shown().sorted(Comparator.comparing(ProvidingBundle<ActorRuntime>::serviceId).reversed())
                .forEach(ProvidingBundle::withdraw);
        return bundles().stream().map(this::remove).toList();
    }

    /**
     * Passes on the name of each runtime and a supplier of it. The supplier may throw anything, and returns null if the runtime
     * has just gone or is of another version of the API; one instance of each runtime is kept. Of several with the same class
     * name, an existing one takes precedence, then a service, then that of the newest bundle; one that cannot be created hides no
     * other.
     */
    void all(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found) {
        Set<String> seen = new HashSet<>();
        shown().forEach(provider -> provider.made.forEach((name, made) -> {
            seen.add(name);
            found.accept(name, () -> made);
        }));
        for (ServiceReference<ActorRuntime> service : services.registered()) {
            found.accept("service " + service, () -> {
                ActorRuntime runtime = services.get(service);
                if (runtime != null) {
                    seen.add(runtime.getClass().getName());
                }
                return runtime;
            });
        }
        for (ProvidingBundle<ActorRuntime> provider : newestFirst()) {
            for (String name : provider.names) {
                if (!seen.contains(name)) {
                    found.accept(name + " of bundle " + provider.bundle.getSymbolicName(), () -> {
                        ActorRuntime runtime = seen.contains(name) ? null : object(provider, name);
                        if (runtime != null) {
                            seen.add(name);
                        }
                        return runtime;
                    });
                }
            }
        }
    }

    private List<ProvidingBundle<ActorRuntime>> newestFirst() {
        return shown().sorted(Comparator.comparing((ProvidingBundle<ActorRuntime> provider) -> provider.bundle,
                Comparator.comparing(Bundle::getVersion).reversed().thenComparing(Bundle::getBundleId))).toList();
    }
}
