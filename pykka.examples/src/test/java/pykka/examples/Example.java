package pykka.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import pykka.api.Actor;
import pykka.debug.ThreadTracebacks;
import pykka.pooled.PooledRuntime;
import pykka.threading.ThreadingRuntime;

/** An example that has run in a JVM of its own, on the module path; the JDK is that of the test run. */
record Example(List<String> out, String err) {
    private static final String MODULE = "pykka.examples";
    /** The modules that the examples need when they run, beside a runtime, by a class of each. */
    private static final List<Class<?>> NEEDED = List.of(PlainActor.class, Actor.class, ThreadTracebacks.class,
            LoggerFactory.class, LoggerFactory.getILoggerFactory().getClass());
    /** The modules of all runtimes. */
    private static final List<Class<?>> RUNTIMES = List.of(ThreadingRuntime.class, PooledRuntime.class);

    /** Runs an example to its end and masks the URNs in what it prints. */
    static Example run(Path directory, List<String> options, String name, String... arguments) throws Exception {
        return run(RUNTIMES, directory, options, name, arguments);
    }

    /** The same with the modules of some runtimes alone. */
    static Example run(List<Class<?>> runtimes, Path directory, List<String> options, String name, String... arguments)
            throws Exception {
        Process process = start(runtimes, directory, options, name, arguments);
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> name + " does not end: " + soFar(directory));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> name + " failed: " + soFar(directory));
        return soFar(directory);
    }

    /** Starts an example. */
    static Process start(Path directory, List<String> options, String name, String... arguments) throws IOException {
        return start(RUNTIMES, directory, options, name, arguments);
    }

    private static Process start(List<Class<?>> runtimes, Path directory, List<String> options, String name, String... arguments)
            throws IOException {
        String modulePath = Stream.of(NEEDED, runtimes).flatMap(List::stream).map(Example::location)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-p", modulePath, "-m", MODULE + "/" + MODULE + "." + name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile()).redirectError(directory.resolve("err").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM says on stderr that it has read it
        return builder.start();
    }

    /** What the example that was started there has printed so far. */
    static Example soFar(Path directory) {
        return new Example(read(directory.resolve("out")).lines().toList(), read(directory.resolve("err")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
