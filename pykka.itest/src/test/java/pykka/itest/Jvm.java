package pykka.itest;

import java.nio.file.Path;
import java.util.List;
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
