package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A main class in a JVM of its own, of the JDK that runs the tests. */
final class Child {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Child() {}

    static List<String> onClassPath(List<Path> classPath, List<String> options, String main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("--class-path", path(classPath), main));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static List<String> onModulePath(List<Path> modulePath, List<String> options, String main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("--module-path", path(modulePath), "--module", main));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** In one that jlink made, instead of the JDK that runs the tests. */
    static List<String> inImage(Path image, List<String> arguments) throws Exception {
        return run(image, arguments);
    }

    private static List<String> run(List<String> arguments) throws Exception {
        return run(Path.of(System.getProperty("java.home")), arguments);
    }

    /** What it printed, with the URNs masked; then what it said on stderr, but records of level INFO. It must end well. */
    private static List<String> run(Path home, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString(),
                "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%n"));
        command.addAll(arguments);
        Path out = Files.createTempFile("pykka", ".out");
        Path err = Files.createTempFile("pykka", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM says on stderr that it has read it
            Process process = builder.start();
            try {
                long limit = LIMIT.toSeconds() * Integer.getInteger("pykka.tck.slack", 1);
                assertTrue(process.waitFor(limit, TimeUnit.SECONDS), () -> "no end: " + said(command, out, err));
            } finally {
                process.destroyForcibly().waitFor();
            }
            assertEquals(0, process.exitValue(), () -> said(command, out, err));
            return Stream.concat(read(out).lines(), read(err).lines().filter(line -> !line.startsWith("INFO: "))).toList();
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String said(List<String> command, Path out, Path err) {
        return String.join(" ", command) + "\n" + read(out) + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String path(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
