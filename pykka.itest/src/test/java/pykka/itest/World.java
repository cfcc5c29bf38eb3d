package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** A framework in this JVM with this library in it, and its log. */
final class World {
    final Framework framework;
    final Bundle api;
    final Bundle threading;
    private final Path directory;
    private final Warnings warnings = new Warnings();
    final List<LogRecord> log = warnings.log;

    World(Osgi osgi, Path directory, Map<String, String> properties, Path... more) throws Exception {
        this.directory = directory;
        framework = osgi.start(directory.resolve("framework"), properties);
        install(Jars.bundle("slf4j-api"));
        install(Jars.bundle("slf4j-jdk14"));
        api = install(Jars.API);
        threading = install(Jars.THREADING);
        api.start();
        threading.start();
        for (Path jar : more) {
            install(jar).start();
        }
    }

    Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    /** Installs bundles of others. */
    List<Bundle> install(List<String> names) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String name : names) {
            bundles.add(install(Jars.bundle(name)));
        }
        return bundles;
    }

    /** The bundle of this symbolic name. */
    Bundle get(String name) {
        return Stream.of(framework.getBundleContext().getBundles()).filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst().orElseThrow();
    }

    /** A bundle of the package of this name, which it exports. */
    Path bundle(String name, String imports) throws Exception {
        Path made = directory.resolve(name + ".jar");
        return Files.exists(made) ? made : Code.bundle(directory, name, Map.of(
                Constants.BUNDLE_ACTIVATOR, name + ".Activator",
                Constants.IMPORT_PACKAGE, "org.osgi.framework," + imports,
                Constants.EXPORT_PACKAGE, name), name);
    }

    Bundle troupe() throws Exception {
        Bundle troupe = install(bundle("user.bundle.troupe", "pykka.api"));
        troupe.start();
        return troupe;
    }

    /** The service that a bundle has registered first. Throws IllegalStateException if it has none now. */
    @SuppressWarnings("unchecked") // its caller knows it
    static <T> T service(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        if (context == null || services == null) {
            throw new IllegalStateException("no service of " + bundle);
        }
        return (T) context.getService(services[0]);
    }

    void refresh(Bundle... bundles) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class)
                .refreshBundles(bundles.length == 0 ? null : List.of(bundles), event -> refreshed.countDown());
        assertTrue(refreshed.await(60, TimeUnit.SECONDS), "refreshed");
    }

    static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    /**
     * HotSpot may keep what a thread caught last, and the classes in its stack trace, until it catches something else or ends. Of
     * those that run code of bundles, this thread and the carriers of virtual threads stay: they catch something else before.
     */
    static boolean isCollected(WeakReference<?> reference) {
        return eventually(() -> {
            catchSomethingElse();
            if (Runtime.version().feature() >= 21) {
                onAllCarriers(World::catchSomethingElse);
            }
            System.gc();
            return reference.get() == null;
        });
    }

    private static void catchSomethingElse() {
        assertThrows(IllegalStateException.class, () -> {
            throw new IllegalStateException();
        });
    }

    /** Returns when a virtual thread on each has run it. */
    private static void onAllCarriers(Runnable body) {
        int carriers = Runtime.getRuntime().availableProcessors();
        AtomicInteger carried = new AtomicInteger();
        List<Thread> threads = Stream.generate(() -> startVirtual(() -> {
            carried.incrementAndGet();
            while (carried.get() < carriers) {
                Thread.onSpinWait(); // so that each is on a carrier of its own
            }
            body.run();
        })).limit(carriers).toList();
        for (Thread thread : threads) {
            assertDoesNotThrow(() -> thread.join());
        }
    }

    private static Thread startVirtual(Runnable body) {
        try {
            return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Within a time in which everything happens that is going to. */
    static boolean eventually(BooleanSupplier condition) {
        long begin = System.nanoTime();
        long limit = 10_000_000_000L * Integer.getInteger("pykka.tck.slack", 1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit) {
                return false;
            }
            LockSupport.parkNanos(5_000_000);
        }
        return true;
    }

    /** Threads of actors of this class, or all whose name begins so. */
    static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix)).toList();
    }

    List<String> records() {
        return warnings.records();
    }

    void close() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
        warnings.close();
    }
}
