package pykka.cluster.internal.node;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import pykka.api.ActorRef;
import pykka.cluster.ClusterOptions;

/** The nodes of a test, in one JVM. */
final class Nodes implements AutoCloseable {
    final LoopEngine loop = new LoopEngine();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final UnaryOperator<ClusterOptions> options;

    Nodes(UnaryOperator<ClusterOptions> options) {
        this.options = options;
    }

    Nodes() {
        this(options -> options);
    }

    /** Starts a node. */
    Node start(String name) {
        Node node = Node.join(options.apply(ClusterOptions.named("test").allow("pykka.cluster.").nodeName(name)), loop::join);
        nodes.put(name, node);
        return node;
    }

    /** Waits until each node sees so many, itself included. */
    void met(int number) {
        nodes.values().forEach(node -> eventually(() -> node.nodes().size() == number));
    }

    /** Forgets a node that was killed, and ends its threads. */
    void kill(String name) {
        loop.kill(name);
        nodes.remove(name).close();
    }

    /** Closes a node. */
    void leave(String name) {
        nodes.remove(name).close();
    }

    static ActorRef<Object> find(Node node, String name) {
        return node.whenPublished(name).get(Duration.ofSeconds(20));
    }

    static void eventually(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(condition);
    }

    static Peer link(Node from, String to) {
        return from.names.links().stream().filter(peer -> peer.name().equals(to)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        nodes.values().forEach(Node::close);
    }
}
