package pykka.threading.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
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
import pykka.testkit.log.Recorder;
import pykka.threading.ThreadingRuntime;

/** A JVM of its own, of the same JDK as this one, with a main class of these tests and a limit of time. */
final class Child {
    static final Path TESTS = home(Child.class);
    static final Path API = home(Actor.class);
    static final Path THREADING = home(ThreadingRuntime.class);
    static final Path TESTKIT = home(Recorder.class);
    static final Path SLF4J = home(Logger.class);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> before = new ArrayList<>();
    private final List<String> options = new ArrayList<>(
            List.of("-Dslf4j.provider=pykka.testkit.log.RecordingProvider", "-Dslf4j.internal.verbosity=ERROR"));
    private final List<String> mainAndArguments = new ArrayList<>();
    private List<Path> classPath = List.of(TESTS, THREADING, API, TESTKIT, SLF4J);
    private Duration limit = LIMIT;

    /** How it ended. The lines are those of both outputs. */
    record Ended(int exit, List<String> lines, Duration took, long atMillis) {
        /** The rest of the only line that begins like this. */
        String the(String beginning) {
            List<String> found = all(beginning);
            assertEquals(1, found.size(), () -> "lines '" + beginning + "' in " + this);
            return found.get(0);
        }

        List<String> all(String beginning) {
            return lines.stream().filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(beginning.length()).strip()).toList();
        }

        long number(String beginning) {
            return Long.parseLong(the(beginning));
        }

        Ended expect(int code) {
            assertEquals(code, exit, this::toString);
            return this;
        }

        @Override
        public String toString() {
            return "exit code " + exit + " after " + took.toMillis() + " ms:\n" + String.join("\n", lines);
        }
    }

    private Child() {}

    static Child of(Class<?> main, Object... arguments) {
        Child child = new Child();
        child.mainAndArguments.add(main.getName());
        Stream.of(arguments).map(String::valueOf).forEach(child.mainAndArguments::add);
        return child;
    }

    /** Options of the JVM. */
    Child with(String... more) {
        Collections.addAll(options, more);
        return this;
    }

    /** In place of all that belongs to this module and its dependencies. */
    Child classPath(Path... entries) {
        classPath = List.of(entries);
        return this;
    }

    Child modulePath(Path... entries) {
        return with("--module-path", join(List.of(entries)));
    }

    /** A command that runs the JVM's command. */
    Child under(List<String> command) {
        before.addAll(command);
        return this;
    }

    Child within(Duration most) {
        limit = most;
        return this;
    }

    Ended run() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.add(Tests.tool("java"));
        command.addAll(options);
        command.addAll(List.of("--class-path", join(classPath)));
        command.addAll(mainAndArguments);
        Path output = Files.createTempFile("pykka", ".out");
        try {
            long begin = System.nanoTime();
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            process.getOutputStream().close();
            boolean over = false;
            try {
                over = process.waitFor(Tests.slack(limit).toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                if (!over) {
                    print(process, output);
                    process.destroyForcibly().waitFor();
                }
            }
            Ended ended = new Ended(process.exitValue(), Files.readAllLines(output),
                    Duration.ofNanos(System.nanoTime() - begin), System.currentTimeMillis());
            return over ? ended : fail("not ended within " + limit + ", killed: " + ended);
        } finally {
            Files.delete(output);
        }
    }

    /** Adds the stacks of a JVM that does not end to its output. */
    private static void print(Process process, Path output) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Tests.tool("jcmd"), Long.toString(process.pid()), "Thread.print").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile())).start();
        if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
            jcmd.destroyForcibly();
        }
    }

    private static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
