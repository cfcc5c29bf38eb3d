package pykka.cluster.internal.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jgroups.Address;
import org.jgroups.View;
import org.jgroups.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, of views and of messages.
 *
 * <p>Views come one after the other, messages of one node too, but a view and a message may come at once, and a message before
 * the view that brings its sender: each view is sent to all nodes, and one that has it already may send. So each node has a
 * lock, under which the listener is called, and keeps what comes before it has joined. What comes after it has left is dropped
 * when it has not joined again within the detection time.
 */
final class Nodes {
    private final Engine.Listener listener;
    private final long maxHeld;
    private final long maxAge;
    private final Map<Address, Node> nodes = new ConcurrentHashMap<>();
    /** Those that have joined, by their texts. */
    private final Map<String, Address> joined = new ConcurrentHashMap<>();
    private @Nullable View view;
    private volatile boolean closed;

    Nodes(EngineOptions options, Engine.Listener listener) {
        this.listener = listener;
        maxHeld = options.maxQueued();
        maxAge = options.detection().toNanos();
    }

    static String text(Address address) {
        return address instanceof UUID uuid ? uuid.toStringLong() : address.toString();
    }

    /** Null if it has left or was never there. */
    @Nullable Address address(String node) {
        return joined.get(node);
    }

    /** True before the nodes that have joined are forgotten. */
    boolean isClosed() {
        return closed;
    }

    synchronized void change(View next, Address self, Names names) {
        if (closed) {
            return;
        }
        Change change = Change.between(view, next, self);
        view = next;
        for (Address address : change.left()) {
            joined.remove(text(address));
            Node node = nodes.remove(address);
            if (node != null) {
                node.left();
            }
        }
        for (Address address : change.joined()) {
            joined.put(text(address), address);
            node(address).joined(names.name(address));
        }
        nodes.values().removeIf(node -> node.isStale(maxAge));
    }

    void received(Address from, byte[] bytes, int offset, int length) {
        if (!closed) {
            node(from).received(bytes, offset, length);
        }
    }

    private Node node(Address address) {
        Node node = nodes.get(address);
        return node != null ? node : nodes.computeIfAbsent(address, key -> new Node(text(key), listener, maxHeld));
    }

    /** The listener hears nothing after this has returned. */
    synchronized void close() {
        closed = true;
        joined.clear();
        // one that is added now has not joined, and never will
        nodes.values().forEach(Node::end);
        nodes.clear();
    }

    /** What people call a node. */
    interface Names {
        String name(Address address);
    }
}
