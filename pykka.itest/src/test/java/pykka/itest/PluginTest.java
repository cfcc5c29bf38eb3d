package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The example plugin comes and goes beside a bundle that uses it. Of this library and Declarative Services, the one that runs
 * first hears first that a bundle stops: it ends the actors, and the other finds them dead.
 */
@ParameterizedClass
@MethodSource("places")
class PluginTest {
    private static final int UPDATES = 3;
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="visits" immediate="true" deactivate="stop">
              <implementation class="user.bundle.visitor.Visits"/>
              <service><provide interface="java.util.function.Supplier"/></service>
              <reference name="Reception" interface="pykka.examples.plugin.api.Reception" cardinality="0..1" policy="dynamic"
                  bind="bindReception" unbind="unbindReception"/>
            </scr:component>
            """;

    enum First { THIS_LIBRARY, COMPONENTS }

    private final Osgi osgi;
    private final First first;
    private Framework framework;
    private Bundle plugin;
    private Bundle visitor;

    @TempDir
    Path directory;

    PluginTest(Osgi osgi, First first) {
        this.osgi = osgi;
        this.first = first;
    }

    static Stream<Arguments> places() {
        return Stream.of(Osgi.values()).flatMap(osgi -> Stream.of(First.values()).map(first -> Arguments.of(osgi, first)));
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        framework = osgi.start(directory.resolve("framework"), Map.of("pykka.count", "true"));
        install(Jars.bundle("slf4j-api"), Jars.bundle("slf4j-nop"), Jars.bundle("org.osgi.util.function"),
                Jars.bundle("org.osgi.util.promise"), Jars.bundle("org.osgi.service.component"), Jars.PLUGIN_API);
        List<Bundle> both = install(Jars.API, Jars.bundle("org.apache.felix.scr"));
        both.get(first.ordinal()).start();
        both.get(1 - first.ordinal()).start();
        for (Bundle bundle : install(Jars.THREADING)) {
            bundle.start();
        }
        Files.writeString(Files.createDirectories(directory.resolve("user.bundle.visitor/OSGI-INF")).resolve("visits.xml"), COMPONENT);
        visitor = install(Code.bundle(directory, "user.bundle.visitor", Map.of(
                "Service-Component", "OSGI-INF/visits.xml",
                Constants.IMPORT_PACKAGE, "pykka.api,pykka.api.inspect,pykka.examples.plugin.api"), "user.bundle.visitor")).get(0);
        visitor.start();
        plugin = install(Jars.PLUGIN).get(0);
        plugin.start();
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private List<Bundle> install(Path... jars) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars) {
            bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
        }
        return bundles;
    }

    /** The plugin with another version. */
    private static void write(String version, Path file) throws Exception {
        try (JarInputStream in = new JarInputStream(Files.newInputStream(Jars.PLUGIN))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, version);
            try (OutputStream to = Files.newOutputStream(file); JarOutputStream out = new JarOutputStream(to, manifest)) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
            }
        }
    }

    private void update(String version) throws Exception {
        Path jar = directory.resolve(version + ".jar");
        write(version, jar);
        try (InputStream in = Files.newInputStream(jar)) {
            plugin.update(in);
        }
        assertEquals(new Version(version), plugin.getVersion());
    }

    private void refresh() throws Exception {
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(plugin), event -> refreshed.countDown());
        assertTrue(refreshed.await(10, TimeUnit.SECONDS));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Long> counted() {
        BundleContext context = framework.getBundleContext();
        @SuppressWarnings("rawtypes")
        ServiceReference<Supplier> service = context.getServiceReference(Supplier.class);
        return (Map<String, Long>) context.getService(service).get();
    }

    private Map<String, Long> await(Predicate<Map<String, Long>> enough) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Map<String, Long> counted = counted();
        while (!enough.test(counted)) {
            assertTrue(System.nanoTime() < end, counted::toString);
            LockSupport.parkNanos(1_000_000);
            counted = counted();
        }
        return counted;
    }

    /** Until both have gone on: the two that talk to each other, and those who visit the plugin. */
    private void awaitMessages() {
        assertEquals(Bundle.ACTIVE, plugin.getState());
        Map<String, Long> before = counted();
        await(now -> now.get("talked") >= before.get("talked") + 100 && now.get("answered") >= before.get("answered") + 100);
    }

    private ClassLoader loader() {
        return plugin.adapt(BundleWiring.class).getClassLoader();
    }

    private Object library(String type, String method) throws Exception {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if ("pykka.api".equals(bundle.getSymbolicName())) {
                return bundle.loadClass(type).getMethod(method).invoke(null);
            }
        }
        throw new AssertionError("not installed");
    }

    /** The visitor keeps all proxies. The plugin's class loaders go all the same. */
    @Test
    void ruleC1PluginThatIsUpdatedAndRefreshedLosesNoMessageOfAnotherBundleAndLeavesNoAskOpen() throws Exception {
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 1; i <= UPDATES; i++) {
            awaitMessages();
            old.add(new WeakReference<>(loader()));
            update("1.0." + i);
            awaitMessages();
            old.add(new WeakReference<>(loader()));
            refresh();
        }
        awaitMessages();
        plugin.stop();
        Map<String, Long> end = await(now -> now.get("asked") == now.get("answered") + now.get("refused") + now.get("strange")
                && now.get("late").equals(now.get("lateRefused")));
        assertEquals(0, end.get("strange"));
        long closed = 2 * UPDATES; // of those that came before, each one that opened made the visitor ask all
        assertEquals(closed * (closed + 1) / 2, end.get("late"));
        await(now -> now.get("talked") >= end.get("talked") + 100); // and they still do
        Map<String, Long> talk = counted();
        assertEquals(0, talk.get("lost"));
        assertEquals(talk.get("talked"), talk.get("accepted"));
        assertEquals(talk.get("talked"), talk.get("handled"));
        assertEquals(3, ((List<?>) library("pykka.api.ActorRegistry", "getAll")).size());
        visitor.stop(); // or the stack of a busy actor might hold what the JIT compiler has inlined of the plugin
        awaitGone(old);
        assertEquals(List.of(), library("pykka.api.ActorRegistry", "getAll"));
        Object counts = library("pykka.api.inspect.Inspection", "counts");
        assertEquals(count(counts, "accepted"), count(counts, "handled") + count(counts, "deadLettered"), counts::toString);
        assertEquals(0, count(counts, "pending"), counts::toString);
        assertTrue(count(counts, "accepted") > 1_000, counts::toString);
    }

    private static long count(Object counts, String what) throws Exception {
        return (long) counts.getClass().getMethod(what).invoke(counts);
    }

    private static void awaitGone(List<WeakReference<ClassLoader>> loaders) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
            assertTrue(System.nanoTime() < end, () -> loaders.stream().map(loader -> loader.get() == null ? "gone" : "kept")
                    .toList().toString());
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
    }
}
