package pykka.api.internal.osgi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.internal.actor.Host;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/**
 * The runtimes that bundles provide, by an entry in META-INF/services or as a service. No class of a bundle is loaded, and so no
 * lazy bundle activated, before a runtime is searched for.
 */
final class BundleRuntimes {
    private static final String SERVICE = ActorRuntime.class.getName();
    /**
     * Excludes the services that a ServiceLoader mediator, or this library, has derived from entries in META-INF/services: each
     * would be a duplicate.
     */
    private static final String OF_OTHERS = "(&(!(serviceloader.mediator=*))(!(" + RuntimeOffer.PROPERTY + "=*)))";

    private final BundleContext context;
    private final ConcurrentMap<Bundle, OfBundle> bundles = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceReference<?>, ActorRuntime> held = new ConcurrentHashMap<>();

    /** The class names that a bundle declares, and the runtime that is kept for each. */
    private static final class OfBundle {
        final List<String> names;
        final Map<String, ActorRuntime> made = new ConcurrentHashMap<>();
        private final AtomicBoolean isOffered = new AtomicBoolean();
        private volatile @Nullable ServiceRegistration<?> offer;
        private volatile boolean gone;

        OfBundle(List<String> names) {
            this.names = names;
        }

        /**
         * Publishes the runtime before reading {@code gone}: either close() sees the runtime, or this call sees {@code gone}.
         * Returns the runtime that is kept.
         */
        ActorRuntime keep(String name, ActorRuntime runtime) {
            ActorRuntime other = made.putIfAbsent(name, runtime);
            if (other != null) {
                end(runtime);
                return other;
            }
            if (gone) {
                close();
            }
            return runtime;
        }

        void offer(BundleContext owner, Supplier<@Nullable ActorRuntime> runtime) {
            if (isOffered.compareAndSet(false, true)) {
                offer = RuntimeOffer.register(owner, runtime);
                if (gone) {
                    withdraw();
                }
            }
        }

        long serviceId() {
            ServiceRegistration<?> registered = offer;
            try {
                return registered == null ? -1 : (Long) registered.getReference().getProperty(Constants.SERVICE_ID);
            } catch (IllegalStateException unregistered) {
                return -1;
            }
        }

        /** Unregisters the service. Called before its actors end, so that users of the service can stop the actors themselves. */
        void withdraw() {
            gone = true;
            ServiceRegistration<?> registered = offer;
            if (registered != null) {
                try {
                    registered.unregister();
                } catch (IllegalStateException e) {
                    // the framework or another thread has unregistered it
                }
            }
        }

        void close() {
            gone = true;
            made.values().forEach(OfBundle::end);
        }

        private static void end(ActorRuntime runtime) {
            try {
                runtime.close();
            } catch (Throwable ignored) {
                // the bundle stops nevertheless, and the other runtimes are closed
            }
        }
    }

    BundleRuntimes(BundleContext context) {
        this.context = context;
    }

    /** Adds a bundle that runs. A lazy bundle, which is STARTING until one of its classes is loaded, counts as running. */
    void add(Bundle bundle) {
        if (bundle == context.getBundle() || bundle.getBundleId() == 0 || !runs(bundle)) {
            return;
        }
        List<String> names = names(bundle);
        if (!names.isEmpty()) {
            OfBundle made = new OfBundle(names);
            while (bundles.putIfAbsent(bundle, made) == null && !runs(bundle)) { // the bundle has stopped concurrently
                bundles.remove(bundle, made);
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
        OfBundle made = bundles.get(bundle);
        BundleContext owner = bundle.getBundleContext();
        if (made != null && owner != null && isOfThisApi(bundle)) {
            try {
                made.offer(owner, () -> best(bundle, made));
            } catch (IllegalStateException stopped) {
                // the bundle has stopped: no service is needed
            }
        }
    }

    /** The bundle's available runtime of the highest priority; null if none can be used here. */
    private @Nullable ActorRuntime best(Bundle bundle, OfBundle ofBundle) {
        ActorRuntime best = null;
        for (String name : ofBundle.names) {
            ActorRuntime made = ofBundle.made.get(name);
            ActorRuntime runtime = made != null ? made : get(bundle, ofBundle, name);
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
        OfBundle made = bundles.remove(bundle);
        if (made == null) {
            return () -> { };
        }
        made.withdraw();
        Host.changed();
        return made::close;
    }

    /**
     * As {@link #remove}, for all bundles. The services are unregistered newest first: a component holds the oldest one, and so
     * is not given another one in between.
     */
    List<Runnable> removeAll() {
        bundles.values().stream().sorted(Comparator.comparing(OfBundle::serviceId).reversed()).forEach(OfBundle::withdraw);
        return List.copyOf(bundles.keySet()).stream().map(this::remove).toList();
    }

    private static boolean runs(Bundle bundle) {
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
        bundles.forEach((bundle, ofBundle) -> ofBundle.made.forEach((name, made) -> {
            seen.add(name);
            found.accept(name, () -> made);
        }));
        List<ServiceReference<ActorRuntime>> services = services();
        held.keySet().stream().filter(service -> !services.contains(service)).forEach(this::release);
        for (ServiceReference<ActorRuntime> service : services) {
            found.accept("service " + service, () -> {
                ActorRuntime runtime = get(service);
                if (runtime != null) {
                    seen.add(runtime.getClass().getName());
                }
                return runtime;
            });
        }
        for (Map.Entry<Bundle, OfBundle> entry : newestFirst()) {
            Bundle bundle = entry.getKey();
            OfBundle ofBundle = entry.getValue();
            for (String name : ofBundle.names) {
                if (!seen.contains(name)) {
                    found.accept(name + " of bundle " + bundle.getSymbolicName(), () -> {
                        ActorRuntime runtime = seen.contains(name) ? null : get(bundle, ofBundle, name);
                        if (runtime != null) {
                            seen.add(name);
                        }
                        return runtime;
                    });
                }
            }
        }
    }

    private List<Map.Entry<Bundle, OfBundle>> newestFirst() {
        return bundles.entrySet().stream().sorted(Map.Entry.comparingByKey(
                Comparator.comparing(Bundle::getVersion).reversed().thenComparing(Bundle::getBundleId))).toList();
    }

    private @Nullable ActorRuntime get(Bundle bundle, OfBundle ofBundle, String name) {
        try {
            return isOfAnotherApi(bundle) ? null : ofBundle.keep(name, make(bundle, name));
        } catch (RuntimeException | LinkageError e) {
            if (bundles.get(bundle) != ofBundle) {
                return null; // the bundle was stopped concurrently, which is no error
            }
            throw e;
        }
    }

    static boolean isOfThisApi(Bundle bundle) {
        try {
            return bundle.loadClass(SERVICE) == ActorRuntime.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Several versions of this library may be installed: a bundle belongs to the one that it is wired to. */
    private static boolean isOfAnotherApi(Bundle bundle) {
        try {
            return bundle.loadClass(SERVICE) != ActorRuntime.class;
        } catch (ClassNotFoundException e) {
            return false; // wired to none: creating its runtime will tell the error
        }
    }

    /** Gets the service, and keeps it until it is released, so that repeated searches get it only once. */
    private @Nullable ActorRuntime get(ServiceReference<ActorRuntime> service) {
        ActorRuntime known = held.get(service);
        if (known != null) {
            return known;
        }
        Object got = context.getService((ServiceReference<?>) service);
        if (!(got instanceof ActorRuntime runtime)) { // gone, or of another API: its bundle need not be wired to any
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

    private List<ServiceReference<ActorRuntime>> services() {
        try {
            return List.copyOf(context.getServiceReferences(ActorRuntime.class, OF_OTHERS));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e); // cannot happen: the filter is a valid constant
        }
    }

    private static ActorRuntime make(Bundle bundle, String name) {
        try {
            Class<?> type = bundle.loadClass(name);
            if (type.getClassLoader() != bundle.adapt(BundleWiring.class).getClassLoader()) {
                throw new IllegalStateException("its class is in another bundle");
            }
            return type.asSubclass(ActorRuntime.class).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("its constructor threw " + SafeText.clean(e.getCause().getClass().getName()),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean declares(Bundle bundle) {
        return !names(bundle).isEmpty();
    }

    /** The class names that a bundle and its fragments declare, in files of ServiceLoader's format. */
    private static List<String> names(Bundle bundle) {
        List<String> names = new ArrayList<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return names; // stopped and refreshed concurrently
        }
        for (URL file : wiring.findEntries("META-INF/services", SERVICE, 0)) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                lines.lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(name ->
                        !name.isEmpty()).forEach(names::add);
            } catch (IOException unreadable) {
                names.add(SERVICE); // is no runtime: the search will log a warning for it
            }
        }
        return names;
    }
}
