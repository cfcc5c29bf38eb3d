package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** What the bundles need beside them in a framework, and that they need no more. */
@ParameterizedClass
@EnumSource
class ResolutionTest {
    private final Osgi osgi;
    private Framework framework;

    @TempDir
    Path directory;

    ResolutionTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFramework() throws Exception {
        framework = osgi.start(directory, Map.of());
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

    private static Path[] bundles(String names) {
        return Stream.of(names.split(",")).map(Jars::bundle).toArray(Path[]::new);
    }

    private boolean resolve(List<Bundle> bundles) {
        return framework.adapt(FrameworkWiring.class).resolveBundles(bundles);
    }

    /** The packages that a bundle imports from others than itself, by the name of that other bundle. */
    private static Map<String, Set<String>> imports(Bundle bundle) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (BundleWire wire : bundle.adapt(BundleWiring.class).getRequiredWires(BundleRevision.PACKAGE_NAMESPACE)) {
            String from = wire.getProvider().getSymbolicName();
            all.computeIfAbsent(from, name -> new TreeSet<>())
                    .add((String) wire.getCapability().getAttributes().get(BundleRevision.PACKAGE_NAMESPACE));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"pax-logging-api", "slf4j-api,slf4j-nop"})
    void faultH17ApiAndRuntimesNeedASlf4jAndNothingElse(String logging) throws Exception {
        List<Bundle> ours = install(Jars.API, Jars.POOLED, Jars.THREADING);
        assertFalse(resolve(ours));
        install(bundles(logging));
        assertTrue(resolve(ours));
        String slf4j = logging.startsWith("pax") ? "org.ops4j.pax.logging.pax-logging-api" : "slf4j.api";
        Map<String, Set<String>> imports = imports(ours.get(0));
        assertEquals(Set.of("org.slf4j", "org.slf4j.helpers", "org.slf4j.spi"), imports.remove(slf4j));
        imports.remove(framework.getSymbolicName());
        assertEquals(Map.of(), imports);
        for (Bundle runtime : ours.subList(1, ours.size())) {
            assertEquals(Map.of("pykka.api", Set.of("pykka.api", "pykka.api.spi"), slf4j, Set.of("org.slf4j")), imports(runtime));
        }
    }

    /** What the JDK may lack comes from the framework, by optional imports. */
    @ParameterizedTest
    @ValueSource(strings = {"pax-logging-api", "slf4j-api,slf4j-nop"})
    void faultH17DebugNeedsTheApiAndASlf4j(String logging) throws Exception {
        List<Bundle> debug = install(Jars.DEBUG);
        assertFalse(resolve(debug));
        install(Jars.API);
        assertFalse(resolve(debug));
        install(bundles(logging));
        assertTrue(resolve(debug));
        assertEquals(Map.of("pykka.api", Set.of("pykka.api", "pykka.api.inspect", "pykka.api.spi"),
                logging.startsWith("pax") ? "org.ops4j.pax.logging.pax-logging-api" : "slf4j.api",
                Set.of("org.slf4j", "org.slf4j.helpers"), framework.getSymbolicName(),
                Set.of("com.sun.tools.attach", "javax.management", "jdk.jfr", "org.osgi.framework", "sun.misc")),
                imports(debug.get(0)));
    }

    /** What it imports of the JDK comes from the framework, by optional imports where the JDK may lack it. */
    @Test
    void jgroupsNeedsNothing() throws Exception {
        List<Bundle> jgroups = install(Jars.JGROUPS);
        assertTrue(resolve(jgroups));
        assertEquals(Set.of(framework.getSymbolicName()), imports(jgroups.get(0)).keySet());
    }

    @Test
    void clusterNeedsTheApiJGroupsAndASlf4j() throws Exception {
        List<Bundle> cluster = install(Jars.CLUSTER);
        assertFalse(resolve(cluster));
        install(Jars.API);
        install(bundles("slf4j-api,slf4j-nop"));
        assertFalse(resolve(cluster));
        install(Jars.JGROUPS);
        assertTrue(resolve(cluster));
        Map<String, Set<String>> imports = imports(cluster.get(0));
        imports.remove(framework.getSymbolicName());
        assertEquals(Set.of("pykka.api", "pykka.jgroups", "slf4j.api"), imports.keySet());
    }

    @Test
    void faultH17TestkitNeedsTheBundlesOfJUnitThatTestsAreWrittenWith() throws Exception {
        install(Jars.API);
        install(bundles("slf4j-api,slf4j-nop"));
        List<Bundle> testkit = install(Jars.TESTKIT);
        assertFalse(resolve(testkit));
        install(bundles("junit-jupiter-api,junit-platform-commons,opentest4j"));
        assertTrue(resolve(testkit));
        assertEquals(Set.of("junit-jupiter-api", "pykka.api", "slf4j.api"), imports(testkit.get(0)).keySet());
    }

    @Test
    void faultH17ContractSuiteNeedsTheTestkitAndParameterizedTests() throws Exception {
        install(Jars.API);
        install(bundles("slf4j-api,slf4j-nop,junit-jupiter-api,junit-platform-commons,opentest4j"));
        List<Bundle> suite = install(Jars.TCK);
        install(Jars.TESTKIT);
        assertFalse(resolve(suite));
        install(bundles("junit-jupiter-params"));
        assertTrue(resolve(suite));
        assertEquals(Set.of("junit-jupiter-api", "junit-jupiter-params", "pykka.api", "pykka.testkit"),
                imports(suite.get(0)).keySet());
    }

    /** Its methods return types of the JDK. */
    @Test
    void interfaceOfAProxyNeedsNothing() throws Exception {
        List<Bundle> face = install(Jars.PLUGIN_API);
        assertTrue(resolve(face));
        assertEquals(Map.of(), imports(face.get(0)));
    }
}
