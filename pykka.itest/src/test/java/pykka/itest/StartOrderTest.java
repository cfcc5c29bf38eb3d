package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The same runtime is chosen, and made once, whatever starts first: this library, the bundles that provide runtimes, the one that
 * starts actors, or SPI Fly, which mediates between providers and ServiceLoader.
 */
@ParameterizedClass
@MethodSource("places")
class StartOrderTest {
    private static final String MADE = "user.runtime.made";
    private static final List<String> SPI_FLY = List.of("asm", "asm-tree", "asm-analysis", "asm-commons", "asm-util",
            "org.apache.aries.spifly.dynamic.bundle");

    enum Mediator { NONE, FIRST, LAST }

    /** What the context class loader is. */
    enum Context { NULL, FOREIGN, OF_A_DEAD_BUNDLE }

    @TempDir
    static Path jars;

    /** Declarative Services. */
    static final List<String> SCR =
            List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.apache.felix.scr");
    /** A component that starts an actor as soon as it is activated; the other one wants a runtime to be there. */
    private static final String COMPONENTS = """
            <components xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0">
              <scr:component name="plain" immediate="true" activate="activate" deactivate="deactivate">
                <implementation class="user.bundle.station.Station"/>
                <service><provide interface="java.util.function.Supplier"/></service>
              </scr:component>
              <scr:component name="waiting" immediate="true" activate="activate" deactivate="deactivate">
                <implementation class="user.bundle.station.Station"/>
                <service><provide interface="java.util.function.Supplier"/></service>
                <reference name="Runtime" interface="pykka.api.spi.ActorRuntime" bind="bindRuntime"/>
              </scr:component>
            </components>
            """;

    private static Path counted;
    private static Path early;
    private static Path station;

    private final Osgi osgi;
    private final Mediator mediator;
    private final ClassLoader contextBefore = Thread.currentThread().getContextClassLoader();
    private Framework framework;

    @TempDir
    Path directory;

    StartOrderTest(Osgi osgi, Mediator mediator) {
        this.osgi = osgi;
        this.mediator = mediator;
    }

    static Stream<Arguments> places() {
        return Stream.of(Osgi.values())
                .flatMap(osgi -> Stream.of(Mediator.values()).map(mediator -> Arguments.of(osgi, mediator)));
    }

    @BeforeAll
    static void makeBundles() throws Exception {
        Path services = Files.createDirectories(jars.resolve("user.runtime/META-INF/services"));
        Files.writeString(services.resolve("pykka.api.spi.ActorRuntime"), "user.runtime.CountedRuntime");
        counted = Code.bundle(jars, "user.runtime", Map.of(
                Constants.IMPORT_PACKAGE, "pykka.api,pykka.api.spi",
                Constants.PROVIDE_CAPABILITY, "osgi.serviceloader;osgi.serviceloader=pykka.api.spi.ActorRuntime",
                Constants.REQUIRE_CAPABILITY, "osgi.extender;filter:=\"(osgi.extender=osgi.serviceloader.registrar)\""
                        + ";resolution:=optional"), "user.runtime");
        early = Code.bundle(jars, "user.bundle.early", Map.of(
                Constants.BUNDLE_ACTIVATOR, "user.bundle.early.Activator",
                Constants.IMPORT_PACKAGE, "org.osgi.framework,pykka.api,pykka.api.inspect"), "user.bundle.early");
        station = station(jars);
    }

    static Path station(Path directory) throws Exception {
        String name = "user.bundle.station";
        Files.writeString(Files.createDirectories(directory.resolve(name + "/OSGI-INF")).resolve("station.xml"), COMPONENTS);
        return Code.bundle(directory, name, Map.of("Service-Component", "OSGI-INF/station.xml",
                Constants.IMPORT_PACKAGE, "pykka.api,pykka.api.inspect,pykka.api.spi"), name);
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        System.clearProperty(MADE);
        framework = osgi.start(directory.resolve("framework"), Map.of());
        start(install(Jars.bundle("slf4j-api"), Jars.bundle("slf4j-nop")));
        if (mediator == Mediator.FIRST) {
            startMediator();
        }
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        Thread.currentThread().setContextClassLoader(contextBefore);
        framework.stop();
        framework.waitForStop(10_000);
        System.clearProperty(MADE);
    }

    private List<Bundle> install(Path... files) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            bundles.add(framework.getBundleContext().installBundle(file.toUri().toString()));
        }
        return bundles;
    }

    private static void start(List<Bundle> bundles) throws Exception {
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    private void startMediator() throws Exception {
        start(install(SPI_FLY.stream().map(Jars::bundle).toArray(Path[]::new)));
    }

    /** Starts all in this order, and SPI Fly when it is its turn; returns the one that starts actors. */
    private Bundle start(String order) throws Exception {
        return start(order, early);
    }

    private Bundle start(String order, Path consumers) throws Exception {
        Bundle consumer = install(consumers).get(0);
        Map<String, List<Bundle>> parts = Map.of("api", install(Jars.API), "providers", install(Jars.THREADING, counted),
                "consumer", List.of(consumer));
        for (String part : order.split(" ")) {
            start(parts.get(part));
        }
        if (mediator == Mediator.LAST) {
            startMediator();
        }
        return consumer;
    }

    /** What SPI Fly has made services of. */
    private long mediated() throws Exception {
        return Stream.ofNullable(framework.getBundleContext()
                .getAllServiceReferences("pykka.api.spi.ActorRuntime", "(serviceloader.mediator=*)")).flatMap(Arrays::stream).count();
    }

    private void assertOneRuntimeIsChosenAndMadeOnce(Bundle consumer) throws Exception {
        List<String> said = new ArrayList<>(List.of("counted: hello", "counted: hello"));
        assertEquals(said, Osgi.ask(consumer));
        said.add("counted: hello");
        assertEquals(said, Osgi.ask(consumer));
        assertEquals("1", System.getProperty(MADE));
        assertEquals(mediator == Mediator.NONE ? 0 : 3, mediated());
    }

    /** The first start works, in an activator, even if no bundle of this library was started yet. */
    @ParameterizedTest
    @ValueSource(strings = {"api providers consumer", "api consumer providers", "providers api consumer",
            "providers consumer api", "consumer api providers", "consumer providers api"})
    void faultH2OneInstanceOfTheSameRuntimeInEveryOrder(String order) throws Exception {
        assertOneRuntimeIsChosenAndMadeOnce(start(order));
    }

    /** What a component says, by the name of it. */
    private String component(String name) throws Exception {
        ServiceReference<?>[] services =
                framework.getBundleContext().getServiceReferences(Supplier.class.getName(), "(component.name=" + name + ")");
        Object service = services == null ? null : framework.getBundleContext().getService(services[0]);
        return service == null ? "failed" : (String) ((Supplier<?>) service).get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api providers consumer", "api consumer providers", "providers api consumer",
            "providers consumer api", "consumer api providers", "consumer providers api"})
    void faultAAComponentsStartActorsInEveryOrder(String order) throws Exception {
        start(install(SCR.stream().map(Jars::bundle).toArray(Path[]::new)));
        start(order, station);
        assertTrue(component("plain").endsWith(": hello"), component("plain"));
        assertTrue(component("waiting").endsWith(": hello"), component("waiting"));
    }

    /** A runtime as a service is the one that starts find; it goes before its bundle. */
    @Test
    void faultAARuntimesAreOfferedAsServices() throws Exception {
        List<Bundle> bundles = install(Jars.API, Jars.THREADING, counted);
        start(bundles);
        ServiceReference<?> service = Stream.of(bundles.get(2).getRegisteredServices())
                .filter(each -> each.getProperty("pykka.offer") != null).findFirst().orElseThrow();
        Object runtime = bundles.get(0).getBundleContext().getService(service);
        assertEquals("user.runtime.CountedRuntime", runtime.getClass().getName());
        Bundle consumer = install(early).get(0);
        consumer.start();
        assertEquals(List.of("counted: hello", "counted: hello"), Osgi.ask(consumer));
        assertEquals("1", System.getProperty(MADE));
        bundles.get(2).stop();
        assertNull(service.getBundle());
        bundles.get(0).stop();
        assertEquals(0, count(bundles.get(1).getRegisteredServices()));
    }

    private long count(ServiceReference<?>[] services) {
        return Stream.ofNullable(services).flatMap(Arrays::stream)
                .filter(service -> service.getProperty("serviceloader.mediator") == null).count();
    }

    /** As between a stop and a start of an update. */
    @Test
    void faultAAStartWaitsForARuntimeThatIsBeingUpdated() throws Exception {
        Bundle consumer = start("api consumer", early);
        Bundle threading = Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("pykka.threading")).findFirst().orElseThrow();
        threading.start();
        Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals("user.runtime")).findFirst().orElseThrow().stop();
        threading.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<List<?>> said = new CompletableFuture<>();
        Thread thread = new Thread(() -> said.complete(Osgi.ask(consumer)));
        thread.start();
        assertTrue(World.eventually(() -> thread.getState() == Thread.State.TIMED_WAITING || said.isDone()));
        threading.start(Bundle.START_TRANSIENT);
        assertEquals(List.of("counted: hello", "threading: hello"), said.get(10, TimeUnit.SECONDS));
    }

    /** The thread that starts bundles would wait for itself; it waits no longer than it is told, and once. */
    @Test
    void faultAAStartOfAHigherStartLevelIsAwaitedWithinBounds() throws Exception {
        FrameworkStartLevel level = framework.adapt(FrameworkStartLevel.class);
        List<Bundle> bundles = install(Jars.API, Jars.THREADING);
        bundles.get(1).adapt(BundleStartLevel.class).setStartLevel(level.getStartLevel() + 1);
        start(bundles);
        Bundle consumer = install(early).get(0);
        long begin = System.nanoTime();
        consumer.start();
        assertEquals(List.of("No runtime found", "No runtime found"), Osgi.ask(consumer));
        long took = System.nanoTime() - begin;
        assertTrue(took < 8_000_000_000L * Integer.getInteger("pykka.tck.slack", 1), took + " ns");
        CountDownLatch reached = new CountDownLatch(1);
        level.setStartLevel(level.getStartLevel() + 1, event -> reached.countDown());
        assertTrue(reached.await(10, TimeUnit.SECONDS));
        assertEquals("threading: hello", Osgi.ask(consumer).get(2));
    }

    @Test
    void runtimeThatComesLaterOrGoesIsNoticedAtTheNextStart() throws Exception {
        Bundle consumer = install(early).get(0);
        start(install(Jars.API, Jars.THREADING));
        start(List.of(consumer));
        List<String> said = new ArrayList<>(List.of("threading: hello", "pooled: hello"));
        start(install(Jars.POOLED));
        assertEquals(said, Osgi.ask(consumer));
        Bundle better = install(counted).get(0);
        for (int i = 0; i < 2; i++) {
            better.start();
            said.add("counted: hello");
            assertEquals(said, Osgi.ask(consumer));
            better.stop();
            said.add("pooled: hello");
            assertEquals(said, Osgi.ask(consumer));
        }
        assertEquals("2", System.getProperty(MADE));
    }

    @ParameterizedTest
    @EnumSource
    void faultH13ContextClassLoaderDecidesNothing(Context context) throws Exception {
        URL[] copies = {url(Jars.API), url(Jars.THREADING), url(Jars.SLF4J), url(counted)};
        try (URLClassLoader foreign = new URLClassLoader(copies, ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(switch (context) {
                case NULL -> null;
                case FOREIGN -> foreign;
                case OF_A_DEAD_BUNDLE -> dead();
            });
            assertOneRuntimeIsChosenAndMadeOnce(start("api providers consumer"));
        }
    }

    private static URL url(Path file) throws Exception {
        return file.toUri().toURL();
    }

    /** The loader of a bundle that was a provider, and is no more. */
    private ClassLoader dead() throws Exception {
        List<Bundle> bundles = install(Jars.API, counted);
        start(bundles);
        ClassLoader loader = bundles.get(1).adapt(BundleWiring.class).getClassLoader();
        for (Bundle bundle : bundles) {
            bundle.uninstall();
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        assertTrue(refreshed.await(10, TimeUnit.SECONDS));
        return loader;
    }
}
