package pykka.api.internal.osgi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/** A bundle with entries in META-INF/services: the class names that it declares, and the runtime that is kept for each. */
final class ProvidingBundle {
    private static final String SERVICE = ActorRuntime.class.getName();

    final Bundle bundle;
    final List<String> names;
    final Map<String, ActorRuntime> made = new ConcurrentHashMap<>();
    private final AtomicBoolean isOffered = new AtomicBoolean();
    private volatile @Nullable ServiceRegistration<?> offer;
    private volatile boolean gone;

    ProvidingBundle(Bundle bundle) {
        this.bundle = bundle;
        names = names(bundle);
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

    static boolean isOfThisApi(Bundle bundle) {
        try {
            return bundle.loadClass(SERVICE) == ActorRuntime.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Several versions of this library may be installed: a bundle belongs to the one that it is wired to. */
    private boolean isOfAnotherApi() {
        try {
            return bundle.loadClass(SERVICE) != ActorRuntime.class;
        } catch (ClassNotFoundException e) {
            return false; // wired to none: creating its runtime will tell the error
        }
    }

    /** Creates the runtime with a class name, unless one is kept already. Returns null if the bundle is of another API. */
    @Nullable ActorRuntime runtime(String name) {
        return isOfAnotherApi() ? null : keep(name, make(name));
    }

    private ActorRuntime make(String name) {
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

    /**
     * Publishes the runtime before reading {@code gone}: either close() sees the runtime, or this call sees {@code gone}.
     * Returns the runtime that is kept.
     */
    private ActorRuntime keep(String name, ActorRuntime runtime) {
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

    void offer(BundleContext context, Supplier<@Nullable ActorRuntime> runtime) {
        if (isOffered.compareAndSet(false, true)) {
            offer = RuntimeOffer.register(context, runtime);
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
        made.values().forEach(ProvidingBundle::end);
    }

    private static void end(ActorRuntime runtime) {
        try {
            runtime.close();
        } catch (Throwable ignored) {
            // the bundle stops nevertheless, and the other runtimes are closed
        }
    }
}
