package pykka.api.internal.osgi;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import pykka.api.internal.actor.Host;
import pykka.api.spi.ActorRuntime;

/**
 * The runtimes that bundles provide, by an entry in META-INF/services or as a service. No class of a bundle is loaded, and so no
 * lazy bundle activated, before a runtime is searched for.
 */
final class BundleRuntimes {
    private final BundleContext context;
    private final ProvidedServices<ActorRuntime> services;
    private final ConcurrentMap<Bundle, ProvidingBundle<ActorRuntime>> bundles = new ConcurrentHashMap<>();

    BundleRuntimes(BundleContext context, ProvidedServices<ActorRuntime> services) {
        this.context = context;
        this.services = services;
    }

    /** Adds a bundle that runs. A lazy bundle, which is STARTING until one of its classes is loaded, counts as running. */
    void add(Bundle bundle) {
        if (bundle == context.getBundle() || bundle.getBundleId() == 0 || !runs(bundle)) {
            return;
        }
        ProvidingBundle<ActorRuntime> provider = new ProvidingBundle<>(bundle, ActorRuntime.class, ActorRuntime::close);
        if (!provider.names.isEmpty()) {
            while (bundles.putIfAbsent(bundle, provider) == null && !runs(bundle)) { // the bundle has stopped concurrently
                bundles.remove(bundle, provider);
                if (!runs(bundle)) {
                    break; // its next start finds no entry and adds one
                }
            }
            Host.changed();
        }
    }

    /**
     * Registers the bundle's runtime as a service, once the bundle has been started or waits for the first use of a class.
     * Listeners of the service may start actors at once.
     */
    void offer(Bundle bundle) {
        ProvidingBundle<ActorRuntime> provider = bundles.get(bundle);
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
            ActorRuntime made = provider.made.get(name);
            ActorRuntime runtime = made != null ? made : get(provider, name);
            if (runtime != null && runtime.unavailableReason().isEmpty()
                    && (best == null || runtime.priority() > best.priority())) {
                best = runtime;
            }
        }
        return best;
    }

    /**
     * Hides the bundle's runtimes from later searches. Returns what closes those that exist, to be run after their actors' end.
     */
    Runnable remove(Bundle bundle) {
        ProvidingBundle<ActorRuntime> provider = bundles.remove(bundle);
        if (provider == null) {
            return () -> { };
        }
        provider.withdraw();
        Host.changed();
        return provider::close;
    }

    /**
     * As {@link #remove}, for all bundles. The services are unregistered newest first: a component holds the oldest one, and so
     * is not given another one in between.
     */
    List<Runnable> removeAll() {
        bundles.values().stream().sorted(Comparator.comparing(ProvidingBundle<ActorRuntime>::serviceId).reversed())
                .forEach(ProvidingBundle::withdraw);
        return List.copyOf(bundles.keySet()).stream().map(this::remove).toList();
    }

    static boolean runs(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    /**
     * Passes on the name of each runtime and a supplier of it. The supplier may throw anything, and returns null if the runtime
     * has just gone or is of another version of the API; one instance of each runtime is kept. Of several with the same class
     * name, an existing one takes precedence, then a service, then that of the newest bundle; one that cannot be created hides no
     * other.
     */
    void all(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found) {
        Set<String> seen = new HashSet<>();
        bundles.values().forEach(provider -> provider.made.forEach((name, made) -> {
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
                        ActorRuntime runtime = seen.contains(name) ? null : get(provider, name);
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
        return bundles.values().stream().sorted(Comparator.comparing((ProvidingBundle<ActorRuntime> provider) -> provider.bundle,
                Comparator.comparing(Bundle::getVersion).reversed().thenComparing(Bundle::getBundleId))).toList();
    }

    private @Nullable ActorRuntime get(ProvidingBundle<ActorRuntime> provider, String name) {
        try {
            return provider.get(name);
        } catch (RuntimeException | LinkageError e) {
            if (bundles.get(provider.bundle) != provider) {
                return null; // the bundle was stopped concurrently, which is no error
            }
            throw e;
        }
    }
}
