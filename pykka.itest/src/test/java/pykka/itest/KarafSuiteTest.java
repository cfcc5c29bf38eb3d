package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import pykka.itest.paxlog.Activator;

/** The contract suite in a stock Karaf that has the feature. */
@EnabledForJreRange(max = JRE.JAVA_23) // Karaf 4.4 needs the Security Manager
class KarafSuiteTest {
    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> contractSuite() throws Exception {
        return new ContractSuite(Files.createDirectory(directory.resolve("counted"))).tests(Karaf.framework(), run());
    }

    /** The lines of the file that comes of it. */
    private List<String> run() throws Exception {
        Path file = directory.resolve("lines");
        try (Karaf karaf = new Karaf(Files.createDirectory(directory.resolve("karaf")), Karaf.REPOSITORY)) {
            karaf.set("system.properties", ContractSuite.properties(file).entrySet().stream()
                    .map(property -> property.getKey() + "=" + property.getValue()).toArray(String[]::new));
            karaf.start();
            karaf.type("karaf", "feature:repo-add mvn:pykka/pykka.karaf/1.0.0-SNAPSHOT/xml/features");
            assertEquals(List.of(), karaf.type("karaf", "feature:install pykka"));
            List<Path> jars = new ArrayList<>(ContractSuite.JUNIT);
            jars.addAll(List.of(Jars.TCK, Jars.TESTKIT, log(), ContractSuite.bundle(directory)));
            String urls = jars.stream().map(jar -> jar.toUri().toString()).collect(Collectors.joining(" "));
            List<String> said = karaf.type("karaf", "bundle:install -s " + urls);
            assertTrue(said.size() == 1 && said.get(0).startsWith("Bundle IDs: "), said::toString);
            return ContractSuite.await(file, karaf::isAlive);
        }
    }

    private Path log() throws Exception {
        return Code.bundle(directory, "test.log", Map.of(
                Constants.BUNDLE_ACTIVATOR, Activator.class.getName(),
                Constants.IMPORT_PACKAGE, "org.osgi.framework,org.ops4j.pax.logging,org.slf4j,pykka.testkit.log"),
                "pykka.itest.paxlog");
    }
}
