package pykka.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.forked.ForkedTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.osgi.framework.Constants;

/** The contract suite in a framework, in a JVM of its own: all are the jars as built, and JUnit is there as bundles. */
@ParameterizedClass
@MethodSource("frameworks")
class ContainerTest {
    private static ContractSuite contracts;

    private final Osgi osgi;

    @TempDir
    Path directory;

    /** All, if there is one JDK; otherwise each on one of the two: the other tests run in all of them on both. */
    static List<Osgi> frameworks() {
        if (System.getProperty("pykka.newer.phase", "none").equals("none")) {
            return List.of(Osgi.values());
        }
        return List.of(Integer.getInteger("pykka.tck.scale", 1) == 1 ? Osgi.FELIX : Osgi.EQUINOX);
    }

    ContainerTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeAll
    static void count(@TempDir Path directory) throws Exception {
        contracts = new ContractSuite(directory);
    }

    @TestFactory
    Stream<DynamicTest> contractSuite() throws Exception {
        return contracts.tests(osgi.identity(), run());
    }

    /** The lines of the file that comes of it. */
    private List<String> run() throws Exception {
        Path file = directory.resolve("lines");
        List<Option> options = new ArrayList<>(List.of(workingDirectory(directory.resolve("exam").toString())));
        ContractSuite.properties(file).forEach((name, value) -> options.add(systemProperty(name).value(value)));
        List<Path> jars = new ArrayList<>(ContractSuite.JUNIT);
        jars.addAll(List.of(Jars.bundle("slf4j-api"), binder(), Jars.API, Jars.THREADING, Jars.POOLED, Jars.DEBUG, Jars.TESTKIT,
                Jars.TCK));
        jars.forEach(jar -> options.add(bundle(jar.toUri().toString())));
        ExamSystem system = DefaultExamSystem.create(options.toArray(Option[]::new));
        TestContainer container = new ForkedTestContainer(system, osgi.factory);
        container.start();
        try {
            container.install(Files.newInputStream(ContractSuite.bundle(directory)));
            return ContractSuite.await(file, () -> ProcessHandle.current().children().anyMatch(ProcessHandle::isAlive));
        } finally {
            container.stop();
        }
    }

    /** What slf4j 1.7 imports, and nothing else gives in a framework. */
    private Path binder() throws Exception {
        return Code.bundle(directory, "test.binder", Map.of(
                Constants.IMPORT_PACKAGE, "org.slf4j,pykka.testkit.log",
                Constants.EXPORT_PACKAGE, "org.slf4j.impl;version=1.7.36"), "org.slf4j.impl");
    }
}
