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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/**
 * A bundle with entries in META-INF/services: the class names that it declares of a service, and the object that is kept for
 * each.
 */
final class ProvidingBundle<S> {
    final Bundle bundle;
    final List<String> names;
    final Map<String, S> made = new ConcurrentHashMap<>();
    private final Class<S> service;
    private final Consumer<S> end;
    private final AtomicBoolean isOffered = new AtomicBoolean();
    private volatile @Nullable ServiceRegistration<?> offer;
    private volatile boolean shown;
    private volatile boolean gone;

    /**
     * Reads the names.
     *
     * @param end what is done with an object when the bundle has stopped
     */
    ProvidingBundle(Bundle bundle, Class<S> service, Consumer<S> end) {
        this.bundle = bundle;
        this.service = service;
        this.end = end;
        names = names(bundle, service);
    }

    static boolean declares(Bundle bundle, Class<?> service) {
        return !names(bundle, service).isEmpty();
    }

    /** The class names that a bundle and its fragments declare, in files of ServiceLoader's format. */
    private static List<String> names(Bundle bundle, Class<?> service) {
        List<String> names = new ArrayList<>();
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return names; // stopped and refreshed concurrently
        }
        for (URL file : wiring.findEntries("META-INF/services", service.getName(), 0)) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                lines.lines().map(line -> line.replaceFirst("#.*", "").strip()).filter(name ->
                        !name.isEmpty()).forEach(names::add);
            } catch (IOException unreadable) {
                names.add(service.getName()); // has no instances: the search will log a warning for it
            }
        }
        return names;
    }

    static boolean isOfThisApi(Bundle bundle, Class<?> service) {
        try {
            return bundle.loadClass(service.getName()) == service;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    /** Several versions of this library may be installed: a bundle belongs to the one that it is wired to. */
    private boolean isOfAnotherApi() {
        try {
            return bundle.loadClass(service.getName()) != service;
        } catch (ClassNotFoundException e) {
            return false; // wired to none: creating its object will tell the error
        }
    }

    /**
     * Creates the object with a class name, unless one is kept already. Returns null if the bundle is of another API, or has
     * stopped.
     */
    @Nullable S get(String name) {
        return isOfAnotherApi() ? null : keep(name, make(name));
    }

    private S make(String name) {
        try {
            Class<?> type = bundle.loadClass(name);
            if (type.getClassLoader() != bundle.adapt(BundleWiring.class).getClassLoader()) {
                throw new IllegalStateException("its class is in another bundle");
            }
            return type.asSubclass(service).getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("its constructor threw " + SafeText.clean(e.getCause().getClass().getName()),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Publishes the object before reading {@code gone}: either close() sees the object, or this call sees {@code gone}, and ends
     * this object alone, because actors may still end on another one. Returns the object that is kept.
     */
    private @Nullable S keep(String name, S object) {
        S other = made.putIfAbsent(name, object);
        if (other == null && gone) {
            made.remove(name);
        } else if (other == null) {
            return object;
        }
        end(object);
        return other;
    }

    /** Has searches find it. */
    void show() {
        shown = true;
    }

    boolean isShown() {
        return shown;
    }

    /** Returns whether the bundle has stopped. */
    boolean isGone() {
        return gone;
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

    /**
     * Makes no more objects, and unregisters the service. Called before its actors end, so that users of the service can stop the
     * actors themselves.
     */
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

    /** Ends the objects. Called after {@link #withdraw}. */
    void close() {
        made.values().forEach(this::end);
    }

    private void end(S object) {
        try {
            end.accept(object);
        } catch (Throwable ignored) {
            // the bundle stops nevertheless, and the other objects are closed
        }
    }
}
