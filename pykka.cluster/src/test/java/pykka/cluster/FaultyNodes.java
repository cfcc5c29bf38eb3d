package pykka.cluster;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.childjvm.Child;
import pykka.cluster.internal.engine.NodeJvm;

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

    static void eventually(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60)).until(condition);
    }

    /** Starts a node, which joins by way of that of this JVM. */
    Child start(Class<?> main, List<Path> classPath, Object... more) throws Exception {
        return startAt(port(), main, classPath, more);
    }

    private Child startAt(int port, Class<?> main, List<Path> classPath, Object... more) throws Exception {
        Child child = NodeJvm.of(classPath, main,
                Stream.concat(Stream.of(port, detection.toMillis()), Stream.of(more)).toArray()).start();
        children.add(child);
        return child;
    }

    /** Starts a {@link TestNode}. */
    Child start(Object marks, Object... key) throws Exception {
        return start(TestNode.class, NodeJvm.classPath(), Stream.concat(Stream.of(marks), Stream.of(key)).toArray());
    }

    /** Starts one that knows another node than that of this JVM. */
    Child startAt(int port) throws Exception {
        return startAt(port, TestNode.class, NodeJvm.classPath(), "-");
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
