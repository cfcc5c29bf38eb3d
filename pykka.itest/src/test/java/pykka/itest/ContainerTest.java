package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.CoreOptions.workingDirectory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.forked.ForkedTestContainer;
import org.ops4j.pax.exam.spi.DefaultExamSystem;
import org.osgi.framework.Constants;
import pykka.itest.suite.Activator;
import pykka.itest.suite.Count;
import pykka.itest.suite.Line;

/** The contract suite in a framework, in a JVM of its own: all are the jars as built, and JUnit is there as bundles. */
@ParameterizedClass
@EnumSource
class ContainerTest {
    private static final List<String> RUNTIMES = Stream.of("threading", "virtual")
            .filter(name -> !name.equals("virtual") || Runtime.version().feature() >= 21).toList();
    private static final List<String> JUNIT = List.of("junit-jupiter-api", "junit-jupiter-engine", "junit-jupiter-params",
            "junit-platform-commons", "junit-platform-engine", "junit-platform-launcher", "opentest4j");

    /** The tests that there are on the class path. */
    private static List<String> expected;

    private final Osgi osgi;

    @TempDir
    Path directory;

    ContainerTest(Osgi osgi) {
        this.osgi = osgi;
    }

    private static String property(String name, String value) {
        return "-D" + name + "=" + value;
    }

    @BeforeAll
    static void count(@TempDir Path directory) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(directory.resolve("lines").toString()));
        try (JarFile jar = new JarFile(Jars.TESTKIT.toFile())) {
            jar.stream().map(ZipEntry::getName).filter(name -> name.matches("pykka/testkit/contract/\\w+Contract.class"))
                    .map(name -> name.replace('/', '.').substring(0, name.length() - ".class".length())).forEach(arguments::add);
        }
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.junit.jupiter.api.extension.Extension"), Count.class.getName());
        List<Path> path = new ArrayList<>(List.of(Code.of(directory, "pykka.itest.suite"), Jars.TESTKIT));
        path.addAll(Jars.ALL);
        JUNIT.forEach(name -> path.add(Jars.bundle(name)));
        Child.onClassPath(path, List.of(property("pykka.count", "true"),
                property("pykka.testkit.runtimes", String.join(",", RUNTIMES))), Count.class.getName(),
                arguments.toArray(String[]::new));
        List<String> lines = Files.readAllLines(directory.resolve("lines"));
        assertEquals("end", lines.get(lines.size() - 1));
        expected = lines.subList(1, lines.size() - 1).stream().map(line -> Line.parse(line).id()).toList();
        for (int i = 1; i <= RUNTIMES.size(); i++) {
            String invocation = "[class-template-invocation:#" + i + "]";
            assertTrue(expected.stream().filter(id -> id.contains(invocation)).count() > 500, expected::toString);
        }
    }

    @TestFactory
    Stream<DynamicTest> contractSuite() throws Exception {
        List<String> lines = run();
        assertEquals(osgi.identity() + ", JDK " + Runtime.version(), lines.get(0));
        assertEquals("end", lines.get(lines.size() - 1));
        List<Line> tests = lines.subList(1, lines.size() - 1).stream().map(Line::parse).toList();
        tests.stream().filter(line -> !expected.contains(line.id())).forEach(line -> fail(line.id() + ": " + line.reason()));
        List<String> missing = new ArrayList<>(expected);
        tests.forEach(line -> missing.remove(line.id()));
        assertEquals(List.of(), missing);
        assertEquals(expected.size(), tests.size());
        return tests.stream().map(line -> dynamicTest(line.name(), () -> check(line)));
    }

    private static void check(Line line) {
        switch (line.outcome()) {
            case "SUCCESSFUL" -> assertEquals("", line.reason());
            case "SKIPPED", "ABORTED" -> abort(line.reason());
            default -> fail(line.reason());
        }
    }

    /** The lines of the file that comes of it. */
    private List<String> run() throws Exception {
        Path file = directory.resolve("lines");
        List<Option> options = new ArrayList<>(List.of(workingDirectory(directory.resolve("exam").toString()),
                systemProperty("pykka.itest.file").value(file.toString()),
                systemProperty("pykka.count").value("true"),
                systemProperty("pykka.testkit.runtimes").value(String.join(",", RUNTIMES)),
                systemProperty("pykka.testkit.scale").value(System.getProperty("pykka.container.scale")),
                systemProperty("pykka.testkit.slack").value(System.getProperty("pykka.testkit.slack", "1"))));
        JUNIT.forEach(name -> options.add(bundle(Jars.bundle(name).toUri().toString())));
        List<Path> jars = new ArrayList<>(List.of(Jars.bundle("slf4j-api"), binder(), Jars.API, Jars.THREADING, Jars.TESTKIT));
        jars.forEach(jar -> options.add(bundle(jar.toUri().toString())));
        ExamSystem system = DefaultExamSystem.create(options.toArray(Option[]::new));
        TestContainer container = new ForkedTestContainer(system, osgi.factory);
        container.start();
        try {
            container.install(Files.newInputStream(suite()));
            return await(file);
        } finally {
            container.stop();
        }
    }

    private static List<String> await(Path file) throws IOException {
        long begin = System.nanoTime();
        long limit = 300_000_000_000L * Integer.getInteger("pykka.testkit.slack", 1);
        while (System.nanoTime() - begin < limit) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && lines.get(lines.size() - 1).equals("end")) {
                return lines;
            }
            assertFalse(ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive), "the container ended");
            LockSupport.parkNanos(50_000_000);
        }
        return fail("no end: " + Files.readString(file));
    }

    /** What slf4j 1.7 imports, and nothing else gives in a framework. */
    private Path binder() throws Exception {
        return Code.bundle(directory, "test.binder", Map.of(
                Constants.IMPORT_PACKAGE, "org.slf4j,pykka.testkit.log",
                Constants.EXPORT_PACKAGE, "org.slf4j.impl;version=1.7.36"), "org.slf4j.impl");
    }

    private Path suite() throws Exception {
        return Code.bundle(directory, "test.suite", Map.of(
                Constants.BUNDLE_ACTIVATOR, Activator.class.getName(),
                Constants.IMPORT_PACKAGE, "org.osgi.framework,org.junit.jupiter.api.extension,org.junit.jupiter.engine,"
                        + "org.junit.platform.engine,org.junit.platform.engine.discovery,org.junit.platform.launcher,"
                        + "org.junit.platform.launcher.core"), "pykka.itest.suite");
    }
}
