package pykka.cluster;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.childjvm.Child;
import pykka.childjvm.ChildJvm;

/** A node of this JVM, which the others know, and nodes in JVMs of their own. */
final class FaultyNodes implements AutoCloseable {
    final Cluster here;
    private final Duration detection;
    private final List<Child> children = new ArrayList<>();

    FaultyNodes(Duration detection, @Nullable Path key, UnaryOperator<ClusterOptions> options) {
        this.detection = detection;
        here = Cluster.join(options.apply(TestNode.options(detection, key)));
    }

    FaultyNodes(Duration detection) {
        this(detection, null, options -> options);
    }

    int port() {
        return port(here.self().name());
    }

    /** The name is host and port if it is not set. */
    static int port(String name) {
        return Integer.parseInt(name.substring("127.0.0.1:".length()));
    }

    static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /** Starts a node, which joins by way of that of this JVM. */
    Child start(String main, List<Path> classPath, Object... more) throws Exception {
        return startAt(port(), main, classPath, more);
    }

    private Child startAt(int port, String main, List<Path> classPath, Object... more) throws Exception {
        Child child = ChildJvm.java().with("-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider", "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1").classPath(classPath)
                .main(main, Stream.concat(Stream.of(port, detection.toMillis()), Stream.of(more)).toArray()).start();
        children.add(child);
        return child;
    }

    /** Starts a {@link TestNode}. */
    Child start(Object marks, Object... key) throws Exception {
        return start(TestNode.class.getName(), classPath(), Stream.concat(Stream.of(marks), Stream.of(key)).toArray());
    }

    /** Starts one that knows another node than that of this JVM. */
    Child startAt(int port) throws Exception {
        return startAt(port, TestNode.class.getName(), classPath(), "-");
    }

    /** Waits for the actor of the other node. */
    ActorRef<Object> echo() {
        return here.whenPublished("echo").get(Duration.ofSeconds(60));
    }

    @Override
    public void close() {
        children.forEach(Child::close);
        here.close();
    }
}
