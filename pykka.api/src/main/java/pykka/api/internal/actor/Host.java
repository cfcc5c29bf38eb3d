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
 * The OSGi framework around this library, as far as the kernel asks it. There is none unless a bundle's class loader loaded the
 * library; nothing of OSGi is loaded then.
 */
public abstract class Host {
    private static final boolean AROUND = isOfBundle(Host.class.getClassLoader());
    private static final Duration DEADLINE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final AtomicLong CHANGES = new AtomicLong();
    /** Completes at the next change; null while nobody waits for one. */
    private static final AtomicReference<@Nullable LocalPromise<@Nullable Void>> NEXT = new AtomicReference<>();
    private static volatile @Nullable Host running;
    private static volatile boolean hasRun;

    /** The activator runs. */
    public static void install(Host framework) {
        running = framework;
        Properties.from(framework::propertyOf);
        hasRun = true;
        changed();
    }

    /** The activator has been stopped. */
    public static void uninstall() {
        running = null;
        Properties.from(null);
        changed();
    }

    public static boolean isAround() {
        return AROUND;
    }

    /**
     * Null outside a framework. Starts this library's bundle if nobody ever has.
     *
     * @throws IllegalStateException if it does not run
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

    /** How long a start waits for a runtime that is about to come: the property pykka.osgi.patience, in seconds. */
    public static Duration patience() {
        return seconds("pykka.osgi.patience", PATIENCE);
    }

    private static Duration seconds(String name, Duration otherwise) {
        String value = Properties.get(name);
        try {
            return value == null ? otherwise : Duration.ofMillis(new BigDecimal(value).movePointRight(3).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            Log.wrongProperty(Properties.wrong(name, value, "a number of seconds, as in 3 or 0.5"));
            return otherwise; // neither a bundle's stop nor an actor's start must fail for that
        }
    }

    /** There may be other runtimes than before. */
    public static void changed() {
        CHANGES.incrementAndGet();
        LocalPromise<@Nullable Void> next = NEXT.getAndSet(null);
        if (next != null) {
            next.complete(null);
        }
    }

    /** Completes at the next change. Whoever takes it, and then looks, misses none. */
    public static Future<@Nullable Void> nextChange() {
        LocalPromise<@Nullable Void> mine = new LocalPromise<>();
        LocalPromise<@Nullable Void> other = NEXT.compareAndExchange(null, mine);
        return other == null ? mine : other;
    }

    public static long changes() {
        return CHANGES.get();
    }

    /** By the name of what it implements: the class itself may not be there. */
    static boolean isOfBundle(@Nullable ClassLoader loader) {
        return loader != null && isReference(loader.getClass());
    }

    /** Of itself, or by what it extends, classes and interfaces. */
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

    /** The groups of an actor, at least one; the first is that of its owner. */
    protected abstract Group[] groups(Class<?> starter, Class<?> actor, Class<?> runtime);

    protected abstract @Nullable String propertyOf(String name);

    /** Tells which runtimes bundles provide and how to get them, which may throw anything, or give null; each is made once. */
    public abstract void runtimes(BiConsumer<String, Supplier<@Nullable ActorRuntime>> found);

    /**
     * Starts the bundles that provide runtimes and have not run yet, in this thread, which may be the one to start them next.
     * Tells what could not be started, and why.
     */
    public abstract void startProviders(BiConsumer<String, Throwable> failed);

    /** Whether a bundle that provides a runtime is about to run. */
    public abstract boolean expectsProviders();

    /** The bundles that would provide a runtime and do not run, in words. Empty if there are none. */
    public abstract String idleProviders();
}
