package pykka.childjvm;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that a test starts, or another program. {@link #start} and {@link #run} start it, all else says how. */
public final class ChildJvm {
    private final List<String> command = new ArrayList<>();
    private final List<String> mainAndArguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    /** Variables that it does not inherit: a JVM prints that it has read these. */
    private String removed = "JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS";
    private List<Path> modulePath = List.of();
    private List<Path> classPath = List.of();
    private Path directory = Path.of("").toAbsolutePath();
    private Path input;
    private Duration limit = Duration.ofSeconds(60);
    private boolean apart;

    private ChildJvm(String program) {
        command.add(program);
    }

    /** A JVM of the JDK that runs this test. */
    public static ChildJvm java() {
        return tool("java");
    }

    /** A program of the JDK that runs this test. */
    public static ChildJvm tool(String name) {
        return program(Path.of(System.getProperty("java.home"), "bin", name).toString());
    }

    /** A program by its path, or by a name that is looked up where the operating system does. */
    public static ChildJvm program(String program) {
        return new ChildJvm(program);
    }

    /** Adds options; for what is no JVM, arguments. */
    public ChildJvm with(String... more) {
        return with(List.of(more));
    }

    /** The same. */
    public ChildJvm with(List<String> more) {
        command.addAll(more);
        return this;
    }

    /** Sets the class path, in place of one that was set before. */
    public ChildJvm classPath(Collection<Path> entries) {
        classPath = List.copyOf(entries);
        return this;
    }

    /** Sets the module path, in place of one that was set before. */
    public ChildJvm modulePath(Collection<Path> entries) {
        modulePath = List.copyOf(entries);
        return this;
    }

    /** Sets the main class, which is on the class path, and its arguments. */
    public ChildJvm main(String name, Object... arguments) {
        mainAndArguments.add(name);
        Stream.of(arguments).map(String::valueOf).forEach(mainAndArguments::add);
        return this;
    }

    /** Sets the main class, as in {@code module/package.Main}, and its arguments. */
    public ChildJvm module(String name, Object... arguments) {
        mainAndArguments.add("--module");
        return main(name, arguments);
    }

    /** Has another command run this one. */
    public ChildJvm under(List<String> before) {
        command.addAll(0, before);
        return this;
    }

    /** Sets the directory that it runs in, which otherwise is that of this JVM. */
    public ChildJvm in(Path home) {
        directory = home;
        return this;
    }

    /** Keeps variables from its environment whose names match. */
    public ChildJvm without(String regex) {
        removed += "|" + regex;
        return this;
    }

    /** Sets a variable of its environment. */
    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sets the file of its standard input, which otherwise is empty. */
    public ChildJvm input(Path file) {
        input = file;
        return this;
    }

    /** Sets how long its end, or a line, is waited for; a minute otherwise. The property pykka.tck.slack multiplies it. */
    public ChildJvm within(Duration most) {
        limit = most;
        return this;
    }

    /** Keeps what goes to the standard error apart from the other output. */
    public ChildJvm apart() {
        apart = true;
        return this;
    }

    /** Starts it. */
    public Child start() throws IOException {
        List<String> all = new ArrayList<>(command);
        if (!modulePath.isEmpty()) {
            all.addAll(List.of("--module-path", join(modulePath)));
        }
        if (!classPath.isEmpty()) {
            all.addAll(List.of("--class-path", join(classPath)));
        }
        all.addAll(mainAndArguments);
        ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.matches(removed));
        builder.environment().putAll(environment);
        if (input != null) {
            builder.redirectInput(Redirect.from(input.toFile()));
        }
        return new Child(builder, apart, limit.multipliedBy(Integer.getInteger("pykka.tck.slack", 1)));
    }

    /** Starts it and waits for its end. Fails if its limit of time is over before. */
    public Ended run() throws IOException, InterruptedException {
        try (Child child = start()) {
            return child.end();
        }
    }

    /** Paths as options of the JVM want them. */
    public static String join(Collection<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** The jar or the folder that a class comes from. */
    public static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
