package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.DynamicTest;
import org.osgi.framework.Constants;
import pykka.childjvm.ChildJvm;
import pykka.itest.suite.Activator;
import pykka.itest.suite.Count;
import pykka.itest.suite.Line;

/** The contract suite, pykka.tck: what it needs in a container, and what comes of it there. */
final class ContractSuite {
    /** The bundles that it needs beside ours. */
    static final List<Path> JUNIT = Stream.of("junit-jupiter-api", "junit-jupiter-engine", "junit-jupiter-params",
            "junit-platform-commons", "junit-platform-engine", "junit-platform-launcher", "opentest4j")
            .map(Jars::bundle).toList();

    private static final List<String> RUNTIMES = Stream.of("threading", "virtual", "pooled")
            .filter(name -> !name.equals("virtual") || Runtime.version().feature() >= 21).toList();

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** The tests that there are on the class path. */
    private final List<String> expected;

    /** Goes through the suite on the class path. */
    ContractSuite(Path directory) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(directory.resolve("lines").toString()));
        try (JarFile jar = new JarFile(Jars.TCK.toFile())) {
            // those of full stacks search at random: the few rounds that there would be in a container show nothing
            jar.stream().map(ZipEntry::getName).filter(name -> name.matches("pykka/tck/\\w+/(?!Whole)\\w+Contract.class"))
                    .map(name -> name.replace('/', '.').substring(0, name.length() - ".class".length())).forEach(arguments::add);
        }
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.junit.jupiter.api.extension.Extension"), Count.class.getName());
        List<Path> path = new ArrayList<>(List.of(Code.of(directory, "pykka.itest.suite"), Jars.TCK, Jars.TESTKIT));
        path.addAll(Jars.ALL);
        path.add(Jars.THREADING);
        path.addAll(JUNIT);
        // more than a thousand tests, before and after each of which threads are looked for: as long as in a container
        ChildJvm.java().with("-Dpykka.count=true", "-Dpykka.tck.runtimes=" + String.join(",", RUNTIMES)).classPath(path)
                .main(Count.class.getName(), arguments.toArray()).within(LIMIT).apart().run().expect(0);
        List<String> lines = Files.readAllLines(directory.resolve("lines"));
        assertEquals("end", lines.get(lines.size() - 1));
        expected = lines.subList(1, lines.size() - 1).stream().map(line -> Line.parse(line).id()).toList();
        for (int i = 1; i <= RUNTIMES.size(); i++) {
            String invocation = "[class-template-invocation:#" + i + "]";
            assertTrue(expected.stream().filter(id -> id.contains(invocation)).count() > 500, expected::toString);
        }
    }

    /** The system properties that it needs, if its lines are to be in that file. */
    static Map<String, String> properties(Path file) {
        return Map.of(
                "pykka.itest.file", file.toString(),
                "pykka.count", "true",
                "pykka.tck.runtimes", String.join(",", RUNTIMES),
                "pykka.tck.lingering", "pykka-pooled-.*",
                "pykka.tck.scale", System.getProperty("pykka.container.scale"),
                "pykka.tck.slack", System.getProperty("pykka.tck.slack", "1"));
    }

    /** The bundle that runs it when it is started. */
    static Path bundle(Path directory) throws IOException {
        return Code.bundle(directory, "test.suite", Map.of(
                Constants.BUNDLE_ACTIVATOR, Activator.class.getName(),
                Constants.IMPORT_PACKAGE, "org.osgi.framework,org.junit.jupiter.api.extension,org.junit.jupiter.engine,"
                        + "org.junit.platform.engine,org.junit.platform.engine.discovery,org.junit.platform.launcher,"
                        + "org.junit.platform.launcher.core"), "pykka.itest.suite");
    }

    /** Waits until the file has all its lines. */
    static List<String> await(Path file, BooleanSupplier isAlive) throws IOException {
        long begin = System.nanoTime();
        long limit = LIMIT.toNanos() * Integer.getInteger("pykka.tck.slack", 1);
        while (System.nanoTime() - begin < limit) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (!lines.isEmpty() && lines.get(lines.size() - 1).equals("end")) {
                return lines;
            }
            assertTrue(isAlive.getAsBoolean(), "the container ended");
            LockSupport.parkNanos(50_000_000);
        }
        return fail("no end: " + (Files.exists(file) ? Files.readString(file) : "and no beginning"));
    }

    /** Makes a test of each line. They must be those that there are on the class path, from the framework that is named. */
    Stream<DynamicTest> tests(String framework, List<String> lines) {
        assertEquals(framework + ", JDK " + Runtime.version(), lines.get(0));
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
}
