package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;

/**
 * A main class in a JVM of its own, which must end well. What it printed is returned, with the URNs masked; then what it logged
 * above INFO.
 */
final class Jvm {
    private static final String FORMAT = "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%n";

    private Jvm() {}

    static List<String> onClassPath(List<Path> classPath, List<String> options, String main, String... arguments)
            throws Exception {
        return run(ChildJvm.java().with(FORMAT).with(options).classPath(classPath).main(main, (Object[]) arguments));
    }

    static List<String> onModulePath(List<Path> modulePath, List<String> options, String main, String... arguments)
            throws Exception {
        return run(ChildJvm.java().with(FORMAT).with(options).modulePath(modulePath).module(main, (Object[]) arguments));
    }

    /** Has jlink make one of some modules and what they require. */
    static void link(Path image, List<Path> modulePath, String modules) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int result = ToolProvider.findFirst("jlink").orElseThrow().run(out, out, "--module-path",
                modulePath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                "--add-modules", modules, "--output", image.toString());
        assertEquals(0, result, said::toString);
    }

    /** The names of the modules that are in it, sorted. */
    static List<String> modules(Path image) throws Exception {
        return inImage(image, List.of("--list-modules")).stream().map(line -> line.replaceFirst("@.*", "")).sorted().toList();
    }

    /** In one that jlink made, instead of the JDK that runs the tests. */
    static List<String> inImage(Path image, List<String> arguments) throws Exception {
        return run(ChildJvm.program(image.resolve("bin").resolve("java").toString()).with(FORMAT).with(arguments));
    }

    private static List<String> run(ChildJvm jvm) throws Exception {
        Ended ended = jvm.apart().run().expect(0);
        return Stream.concat(ended.lines().stream(), ended.errors().stream().filter(line -> !line.startsWith("INFO: ")))
                .map(line -> line.replaceAll("urn:uuid:[0-9a-f-]{36}", "URN")).toList();
    }
}
