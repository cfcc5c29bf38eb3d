package pykka.api.internal.actor;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.OwnBundle;
import pykka.api.internal.util.Properties;
import pykka.api.spi.ActorRuntime;

/**
 * The OSGi framework around this library, as far as the kernel needs it. There is a host only if the class loader of a bundle
 * has loaded the library; without one, no class of OSGi is loaded.
 */
public abstract class Host {
    private static final boolean AROUND = isOfBundle(Host.class.getClassLoader());
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final AtomicLong CHANGES = new AtomicLong();
    /** Completes at the next change; null while no thread waits for one. */
    private static final AtomicReference<@Nullable LocalPromise<@Nullable Void>> NEXT = new AtomicReference<>();
    private static volatile @Nullable Host running;
    private static volatile boolean hasRun;

    /** Called by the activator when it starts. */
    public static void install(Host framework) {
        running = framework;
        Properties.from(framework::propertyOf);
        hasRun = true;
        changed();
    }

    /** Called by the activator when it stops. */
    public static void uninstall() {
        running = null;
        Properties.from(null);
        changed();
    }

    public static boolean isAround() {
        return AROUND;
    }

    /**
     * Returns the host; null outside a framework. Starts this library's bundle if it has never run.
     *
     * @throws IllegalStateException if the bundle does not run
     */
    public static @Nullable Host get() {
        if (!AROUND) {
            return null;
        }
        Host now = running;
        if (now == null) {
            if (!hasRun) {
                OwnBundle.start();
                now = running;
            }
            if (now == null) {
                throw OwnBundle.notRunning();
            }
        }
        return now;
    }

    /** How long a bundle's stop may take: the property pykka.osgi.deadline, in seconds. */
    public static Duration deadline() {
        return seconds("pykka.osgi.deadline", DEADLINE);
    }

    /** How long a start waits for a runtime that is about to appear: the property pykka.osgi.patience, in seconds. */
    public static Duration patience() {
        return seconds("pykka.osgi.patience", PATIENCE);
    }

    private static Duration seconds(String name, Duration otherwise) {
        String value = Properties.get(name);
        try {
            return value == null ? otherwise : Duration.ofMillis(new BigDecimal(value).movePointRight(3).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            Log.wrongProperty(Properties.wrong(name, value, "a number of seconds, as in 3 or 0.5"));
            return otherwise; // neither a bundle's stop nor an actor's start must fail because of that
        }
    }

    /** Called when runtimes or context carriers may have appeared or disappeared. */
    public static void changed() {
        CHANGES.incrementAndGet();
        LocalPromise<@Nullable Void> next = NEXT.getAndSet(null);
        if (next != null) {
            next.complete(null);
        }
    }

    /**
     * Returns a future that completes at the next change. A caller that takes it before it looks for a runtime misses no
     * change.
     */
    public static Future<@Nullable Void> nextChange() {
        LocalPromise<@Nullable Void> mine = new LocalPromise<>();
        LocalPromise<@Nullable Void> other = NEXT.compareAndExchange(null, mine);
        return other == null ? mine : other;
    }

    public static long changes() {
        return CHANGES.get();
    }

    /**
     * Returns whether a class loader is that of a bundle. Compares names of interfaces, because the class BundleReference may
     * be absent.
     */
    static boolean isOfBundle(@Nullable ClassLoader loader) {
        return loader != null && isReference(loader.getClass());
    }

    /** Returns whether a class is a BundleReference: itself, or by a superclass or superinterface. */
    private static boolean isReference(@Nullable Class<?> type) {
        if (type == null) {
            return false;
        }
        for (Class<?> each : type.getInterfaces()) {
            if (each.getName().equals("org.osgi.framework.BundleReference") || isReference(each)) {
                return true;
            }
        }
        return isReference(type.getSuperclass());
    }

    /** Returns the groups of an actor, at least one; the first is that of the bundle that owns the actor. */
    protected abstract Group[] groups(Class<?> starter, Class<?> actor, Class<?> runtime);

    protected abstract @Nullable String propertyOf(String name);

    /**
     * Reports the runtimes that bundles provide, each by name and a supplier, which may throw anything or return null. A
     * runtime may be created twice by concurrent searches; the first one is kept, and the other closed.
     */
    public abstract void runtimes(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found);

    /** Adds the context carriers that bundles provide to those in use. Reports which could not be created, and why. */
    public abstract void addCarriers(BiConsumer<String, Throwable> failed);

    /**
     * Starts the bundles that provide runtimes and have not run yet. Does so on the calling thread, because that may be the
     * thread that would start them next. Reports which bundles could not be started, and why.
     */
    public abstract void startProviders(BiConsumer<String, Throwable> failed);

    /** Returns whether a bundle that provides a runtime is about to run. */
    public abstract boolean expectsProviders();

    /** Describes the bundles that would provide a runtime but do not run; empty if there are none. */
    public abstract String idleProviders();
}
