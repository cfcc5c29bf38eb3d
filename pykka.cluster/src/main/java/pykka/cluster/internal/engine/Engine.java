package pykka.cluster.internal.engine;

/**
 * A transport with membership. Nodes are named by texts that are unique for each join: a node that comes back has another one.
 * Methods may be called by any thread but one that is in a call of the listener, where {@code send} and {@code close} may wait for
 * that very thread.
 */
public interface Engine extends AutoCloseable {
    /** This node. */
    String self();

    /**
     * Sends bytes to a node, once at most and in the order of the calls. The bytes have been copied when this returns. Nothing
     * happens if the node has left. Blocks while the node takes no more, at most until it has left or this engine is closed.
     *
     * @throws EngineException if this engine is closed
     */
    void send(String node, byte[] bytes, int offset, int length);

    /** Leaves the cluster, and returns when the engine's threads have ended. Does nothing the second time. */
    @Override
    void close();

    /**
     * What is told of other nodes, by threads of the engine, which must not be held up. Of each node, one call at a time:
     * {@code joined}, any number of {@code received}, {@code left}.
     */
    interface Listener {
        /** A node is there; the name is for people. */
        void joined(String node, String name);

        /** A node has sent bytes. They are the engine's own, and may change when this returns. */
        void received(String node, byte[] bytes, int offset, int length);

        /** A node has closed its engine, has crashed, or is out of reach. If it comes back, it joins as another one. */
        void left(String node);
    }
}
