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
 * The runtimes that bundles provide, by an entry in META-INF/services or as a service. A class of a bundle is loaded, and so a lazy
 * bundle activated, when a runtime is looked for and not before.
 */
final class BundleRuntimes {
    private static final String SERVICE = ActorRuntime.class.getName();
    /** What a mediator registers it has made of entries in META-INF/services, as this does: it would be a second one of each. */
    private static final String OF_OTHERS = "(&(!(serviceloader.mediator=*))(!(" + RuntimeOffer.PROPERTY + "=*)))";

    private final BundleContext context;
    private final ConcurrentMap<Bundle, OfBundle> bundles = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceReference<?>, ActorRuntime> held = new ConcurrentHashMap<>();

    /** The classes that a bundle names, and what was made of them, by one thread at a time. */
    private static final class OfBundle {
        final List<String> names;
        final Map<String, ActorRuntime> made = new ConcurrentHashMap<>();
        private final AtomicBoolean isOffered = new AtomicBoolean();
        private volatile @Nullable ServiceRegistration<?> offer;
        private volatile boolean gone;

        OfBundle(List<String> names) {
            this.names = names;
        }

        /** Kept first, looked at then: whoever closes all finds it, or this finds all closed. Returns what is kept. */
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

        /** Before its actors end: who starts them by means of the service stops them now. */
        void withdraw() {
            gone = true;
            ServiceRegistration<?> registered = offer;
            if (registered != null) {
                try {
                    registered.unregister();
                } catch (IllegalStateException e) {
                    // the framework has done so, or another thread
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
                // its bundle goes all the same, and others are closed
            }
        }
    }

    BundleRuntimes(BundleContext context) {
        this.context = context;
    }

    /** If the bundle runs or, being lazy, is about to: such a one is STARTING until a class of it is loaded. */
    void add(Bundle bundle) {
        if (bundle == context.getBundle() || bundle.getBundleId() == 0 || !runs(bundle)) {
            return;
        }
        List<String> names = names(bundle);
        if (!names.isEmpty()) {
            OfBundle made = new OfBundle(names);
            while (bundles.putIfAbsent(bundle, made) == null && !runs(bundle)) { // it has stopped
                bundles.remove(bundle, made);
                if (!runs(bundle)) {
                    break; // when it starts again, that finds nothing in its place
                }
            }
            Host.changed();
        }
    }

    /** When the bundle has been started, or waits for the first use of a class. Its listeners may start actors at once. */
    void offer(Bundle bundle) {
        OfBundle made = bundles.get(bundle);
        BundleContext owner = bundle.getBundleContext();
        if (made != null && owner != null && isOfThisApi(bundle)) {
            try {
                made.offer(owner, () -> best(bundle, made));
            } catch (IllegalStateException stopped) {
                // nobody wants it any more
            }
        }
    }

    /** Null if none can be used here. */
    private @Nullable ActorRuntime best(Bundle bundle, OfBundle ofBundle) {
        ActorRuntime best = null;
        for (String name : ofBundle.names) {
            ActorRuntime made = ofBundle.made.get(name);
            ActorRuntime runtime = made != null ? made : get(bundle, ofBundle, name);
            if (runtime != null && runtime.unavailableReason().isEmpty() && (best == null || runtime.priority() > best.priority())) {
                best = runtime;
            }
        }
        return best;
    }

    /** From now on nobody finds the bundle's runtimes. Returns what closes those that were made, to be run after their actors' end. */
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
     * As {@link #remove}, of all. The services go in such an order that a component is not given another one meanwhile: it has the
     * oldest.
     */
    List<Runnable> removeAll() {
        bundles.values().stream().sorted(Comparator.comparing(OfBundle::serviceId).reversed()).forEach(OfBundle::withdraw);
        return List.copyOf(bundles.keySet()).stream().map(this::remove).toList();
    }

    private static boolean runs(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    /**
     * Tells what there is and how to get it, which may throw anything, or give null if it has just gone, or is of another API;
     * each is made once. Of several that have one class name, one that is made already counts, then a service, then that of the
     * newest bundle; one that cannot be made hides none.
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
                return null; // it was stopped meanwhile, and nothing is wrong with it
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

    /** There may be several versions of this library: a bundle is of the one that it is wired to. */
    private static boolean isOfAnotherApi(Bundle bundle) {
        try {
            return bundle.loadClass(SERVICE) != ActorRuntime.class;
        } catch (ClassNotFoundException e) {
            return false; // wired to none: making its runtime says what is wrong
        }
    }

    /** Kept until it is released, so that it is got once, however often somebody looks. */
    private @Nullable ActorRuntime get(ServiceReference<ActorRuntime> service) {
        ActorRuntime known = held.get(service);
        if (known != null) {
            return known;
        }
        Object got = context.getService((ServiceReference<?>) service);
        if (!(got instanceof ActorRuntime runtime)) { // gone, or of another API: who registers it need not be wired to any
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

    /** The service is no longer there, or this library stops. */
    void release(ServiceReference<?> service) {
        if (held.remove(service) != null) {
            try {
                context.ungetService(service);
            } catch (IllegalStateException stopped) {
                // the framework has released it
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
            throw new IllegalStateException(e); // it is not
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

    /** Fragments count. The files are written as ServiceLoader wants them. */
    private static List<String> names(Bundle bundle) {
        List<String> names = new ArrayList<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return names; // stopped and refreshed meanwhile
        }
        for (URL file : wiring.findEntries("META-INF/services", SERVICE, 0)) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                lines.lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(name -> !name.isEmpty()).forEach(names::add);
            } catch (IOException unreadable) {
                names.add(SERVICE); // found to be none when a runtime is looked for, with a warning
            }
        }
        return names;
    }
}
