package pykka.examples;


import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgroups.JChannel;
import org.slf4j.LoggerFactory;
import pykka.api.Actor;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;
import pykka.childjvm.Ended;
import pykka.cluster.Cluster;
import pykka.debug.ThreadTracebacks;
import pykka.pooled.PooledRuntime;
import pykka.threading.ThreadingRuntime;

/** An example that has run in a JVM of its own, on the module path; the JDK is that of the test run. */
record Example(List<String> out, String err) {
    private static final String MODULE = "pykka.examples";
    /** The modules that the examples need when they run, beside a runtime, by a class of each. */
    private static final List<Class<?>> NEEDED = List.of(PlainActor.class, Actor.class, ThreadTracebacks.class, Cluster.class,
            JChannel.class, LoggerFactory.class, LoggerFactory.getILoggerFactory().getClass());
    /** The modules of all runtimes. */
    private static final List<Class<?>> RUNTIMES = List.of(ThreadingRuntime.class, PooledRuntime.class);

    /** Runs an example to its end and masks the URNs in what it prints. */
    static Example run(List<String> options, String name, String... arguments) throws Exception {
        return run(RUNTIMES, options, name, arguments);
    }

    /** The same with the modules of some runtimes alone. */
    static Example run(List<Class<?>> runtimes, List<String> options, String name, String... arguments) throws Exception {
        Ended ended = jvm(runtimes, options, name, arguments).run().expect(0);
        return new Example(ended.lines().stream().map(Example::masked).toList(), text(ended.errors()));
    }

    /** Starts an example. */
    static Child start(List<String> options, String name, String... arguments) throws IOException {
        return jvm(RUNTIMES, options, name, arguments).start();
    }

    private static ChildJvm jvm(List<Class<?>> runtimes, List<String> options, String name, String... arguments) {
        List<Path> modulePath = Stream.of(NEEDED, runtimes).flatMap(List::stream).map(ChildJvm::home).toList();
        return ChildJvm.java().with(options).modulePath(modulePath).module(MODULE + "/" + MODULE + "." + name, (Object[]) arguments)
                .apart();
    }

    /** Lines as they were printed, with their ends. */
    static String text(List<String> lines) {
        return lines.stream().map(line -> masked(line) + "\n").collect(Collectors.joining());
    }

    private static String masked(String line) {
        return line.replaceAll("urn:uuid:[0-9a-f-]{36}", "URN");
    }
}
