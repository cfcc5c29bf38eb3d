package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Actor, interface and caller in bundles of their own, in each framework, with slf4j of one sort or the other. */
@ParameterizedClass
@MethodSource("places")
class BundlesTest {
    private final Osgi osgi;
    private final String logging;
    private Framework framework;
    private Bundle face;
    private Bundle provider;

    @TempDir
    Path directory;

    BundlesTest(Osgi osgi, String logging) {
        this.osgi = osgi;
        this.logging = logging;
    }

    static Stream<Arguments> places() {
        return Stream.of(Osgi.values()).flatMap(osgi -> Stream.of("pax-logging-api", "slf4j-api,slf4j-nop")
                .map(logging -> Arguments.of(osgi, logging)));
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        framework = osgi.start(directory.resolve("framework"),
                Map.of("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN"));
        List<Bundle> bundles = new ArrayList<>();
        for (String name : logging.split(",")) {
            bundles.add(install(Jars.bundle(name)));
        }
        bundles.add(install(Jars.API));
        bundles.add(install(Jars.THREADING));
        face = install(Code.bundle(directory, "user.face", Map.of(Constants.EXPORT_PACKAGE, "user.face"), "user.face"));
        provider = install(active("user.bundle.provider",
                "org.osgi.framework,pykka.api,pykka.api.spi,pykka.threading,user.face", "user.actor"));
        bundles.add(provider);
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    @AfterEach
    void stopTheFramework() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Bundle install(Path jar) throws Exception {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    /** A bundle that has an activator. */
    private Path active(String name, String imports, String... more) throws Exception {
        List<String> packages = new ArrayList<>(List.of(more));
        packages.add(name);
        return Code.bundle(directory, name, Map.of(Constants.BUNDLE_ACTIVATOR, name + ".Activator",
                Constants.IMPORT_PACKAGE, imports), packages.toArray(String[]::new));
    }

    private Bundle consumer() throws Exception {
        Bundle consumer = install(active("user.bundle.consumer", "org.osgi.framework,user.face", "user.client"));
        consumer.start();
        return consumer;
    }

    private Bundle keeper() throws Exception {
        Bundle keeper = install(active("user.bundle.keeper", "org.osgi.framework,pykka.api,pykka.api.messages"));
        keeper.start();
        return keeper;
    }

    private static List<String> imports(Bundle bundle) {
        String packages = BundleRevision.PACKAGE_NAMESPACE;
        return bundle.adapt(BundleWiring.class).getRequiredWires(packages).stream()
                .map(wire -> (String) wire.getCapability().getAttributes().get(packages)).sorted().toList();
    }

    @Test
    void interfaceWhoseBundleImportsNothingWorksForACallerThatImportsTheInterfaceAlone() throws Exception {
        Bundle consumer = consumer();
        assertEquals(List.of(), imports(face));
        assertEquals(List.of("org.osgi.framework", "user.face"), imports(consumer));
        assertEquals(List.of("add 3", "text ab", "twice 8", "lines [hello]", "read 8", "write null 17", "play beep! 11",
                "fail java.io.IOException: as it is"), Osgi.ask(consumer));
    }

    /** A class that is not exported but public is reached; of two that are not public, the one that gave its lookup. */
    @Test
    void faultE11ClassThatIsNotPublicInAnotherBundleIsAnErrorThatNamesTheRemedy() throws Exception {
        List<?> said = Osgi.ask(keeper());
        assertEquals(9, said.size(), said::toString);
        List<String> all = List.of("dynamic 3", "typed 4", "raw 3");
        assertEquals(all, said.subList(0, 3));
        for (Object refusal : said.subList(3, 6)) {
            assertTrue(refusal.toString().matches("(?s)(dynamic|typed|raw) refused .*"), said::toString);
            AccessTest.assertNamesTheRemedy(refusal.toString());
        }
        assertEquals(all, said.subList(6, 9));
    }

    @Test
    void ruleC10BundleOfDeadActorsAndThatOfTheirInterfaceAreCollectedThoughAnotherKeepsReferencesAndProxies() throws Exception {
        Bundle keeper = keeper();
        Osgi.ask(keeper);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Bundle consumer = consumer();
        Osgi.ask(consumer);
        for (Bundle bundle : List.of(provider, face)) {
            loaders.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
            assertNotNull(loaders.get(loaders.size() - 1).get());
        }
        for (Bundle bundle : List.of(consumer, provider, face)) {
            bundle.uninstall();
        }
        CountDownLatch refreshed = new CountDownLatch(1);
        framework.adapt(FrameworkWiring.class).refreshBundles(null, event -> refreshed.countDown());
        assertTrue(refreshed.await(10, TimeUnit.SECONDS));
        for (WeakReference<ClassLoader> loader : loaders) {
            assertTrue(World.isCollected(loader), "loader " + loaders.indexOf(loader));
        }
        assertEquals(Bundle.ACTIVE, keeper.getState());
    }
}
