package pykka.cluster.internal.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jgroups.stack.IpAddress;
import org.jspecify.annotations.Nullable;
import pykka.childjvm.Child;

/** Nodes of one cluster: in this JVM, and in others. */
final class TestNodes {
    private final Duration detection;
    private final @Nullable SSLContext tls;
    private final List<Runnable> open = new ArrayList<>();
    private int first;

    TestNodes(Duration detection, @Nullable SSLContext tls) {
        this.detection = detection;
        this.tls = tls;
    }

    static EngineOptions options(String name, int port, int member, Duration detection, @Nullable SSLContext tls) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new EngineOptions("test", loopback, port, member == 0 ? List.of() : List.of(new InetSocketAddress(loopback, member)),
                detection, null, tls, name, 16 << 20);
    }

    /** In this JVM. The first one is known to the others. */
    JGroupsEngine here(String name, Recorder recorder) {
        JGroupsEngine engine = JGroupsEngine.join(options(name, 0, first, detection, tls), recorder);
        open.add(engine::close);
        if (first == 0) {
            first = port(engine);
        }
        return engine;
    }

    int port() {
        return first;
    }

    static int port(JGroupsEngine engine) {
        return ((IpAddress) ((Transport) engine.channel().getProtocolStack().getTransport()).getPhysicalAddress()).getPort();
    }

    /** In a JVM of its own. */
    Child apart(String name, String does, String... more) throws Exception {
        Child child = NodeJvm.of(NodeJvm.classPath(), EngineNode.class,
                Stream.concat(Stream.of(name, port(), detection.toMillis(), does), Stream.of(more)).toArray()).start();
        open.add(child::close);
        return child;
    }

    void close() {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).run();
        }
    }
}
