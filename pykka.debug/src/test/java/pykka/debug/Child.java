package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import pykka.api.Actor;
import pykka.pooled.PooledRuntime;
import pykka.testkit.log.Recorder;
import pykka.threading.ThreadingRuntime;

/** A JVM of its own, of the same JDK as this one, with a main class of these tests. It ends when this is closed, at the latest. */
final class Child implements AutoCloseable {
    static final Path TESTS = home(Child.class);
    static final Path DEBUG = home(ThreadTracebacks.class);
    static final Path API = home(Actor.class);
    static final Path THREADING = home(ThreadingRuntime.class);
    static final Path POOLED = home(PooledRuntime.class);
    static final Path TESTKIT = home(Recorder.class);
    static final Path SLF4J = home(Logger.class);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts the main class with options of the JVM. What is logged goes to the recorder, and nowhere else. */
    static Child start(List<String> options, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("-Dslf4j.provider=pykka.testkit.log.RecordingProvider", "-Dslf4j.internal.verbosity=ERROR"));
        Stream.of("scale", "slack", "full").map(name -> "pykka.tck." + name).filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.addAll(options);
        command.addAll(List.of("--class-path", join(List.of(TESTS, DEBUG, THREADING, POOLED, API, TESTKIT, SLF4J)), main.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        return java(command);
    }

    /** Runs it to its end, and returns what it printed. */
    static List<String> run(List<String> options, Class<?> main, Object... arguments) throws Exception {
        try (Child child = start(options, main, arguments)) {
            return child.end(0);
        }
    }

    /** Runs java with these arguments alone. */
    static Child java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Tests.tool("java")));
        command.addAll(arguments);
        Path output = Files.createTempFile("pykka", ".out");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        process.getOutputStream().close();
        return new Child(process, output);
    }

    static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    long pid() {
        return process.pid();
    }

    /** What it has printed so far. */
    List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        return String.join("\n", lines());
    }

    /** Waits until it has printed a line that begins like this, and returns the rest of the first one. */
    String await(String beginning) {
        try {
            Tests.await("a line '" + beginning + "'", () -> {
                if (!process.isAlive() && find(beginning).isEmpty()) {
                    throw new AssertionError("ended without a line '" + beginning + "'");
                }
                return !find(beginning).isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ":\n" + text(), e);
        }
        return find(beginning).get(0);
    }

    private List<String> find(String beginning) {
        return lines().stream().filter(line -> line.startsWith(beginning)).map(line -> line.substring(beginning.length()).strip())
                .toList();
    }

    void signal(String name) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor());
    }

    /** Waits for its end, and returns all that it printed. */
    List<String> end(int code) throws InterruptedException {
        if (!process.waitFor(Tests.slack(LIMIT).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no end:\n" + text());
        }
        assertEquals(code, process.exitValue(), this::text);
        return lines();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.delete(output);
    }

    static String the(String beginning, List<String> lines) {
        List<String> found = lines.stream().filter(line -> line.startsWith(beginning)).toList();
        assertEquals(1, found.size(), () -> "lines '" + beginning + "' in " + Collections.unmodifiableList(lines));
        return found.get(0).substring(beginning.length()).strip();
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
