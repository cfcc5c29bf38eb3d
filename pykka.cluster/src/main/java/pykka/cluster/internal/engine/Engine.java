package pykka.cluster.internal.engine;

/**
 * A transport with membership. A node is named by a text, the same on all nodes and another one for each engine that joins.
 *
 * <p>A node that was out of reach is told as {@code left}. If it comes back, it is told as {@code joined}, by the same text, on
 * both sides, and bytes that were sent before may still arrive after that, once: who needs to know puts a number into the bytes.
 *
 * <p>Methods may be called by any thread. {@code send} and {@code close} wait for threads of the engine, so a listener does not
 * call them from its own methods.
 */
public interface Engine extends AutoCloseable {
    /**
     * Joins, or is the first node. Blocks until that is done. The listener is told of nodes before this returns.
     *
     * @throws EngineException if the address cannot be bound, or the node is refused
     */
    static Engine join(EngineOptions options, Listener listener) {
        return JGroupsEngine.join(options, listener);
    }

    /** This node. */
    String self();

    /** What the listeners of the other nodes are told as the name of this one. */
    String name();

    /**
     * Sends bytes to a node, once at most and in the order of the calls of one thread. The bytes have been copied when this
     * returns. Nothing happens if the node has left. Blocks while {@code maxQueued} bytes are on their way to the node; a thread
     * of the engine ends the wait: when the node has taken some of them, when it has left, or when this engine is closed. An
     * interrupt does not end it, and is kept.
     *
     * @throws EngineException if this engine is closed
     */
    void send(String node, byte[] bytes, int offset, int length);

    /**
     * Leaves the cluster, and returns when that is done; the threads of the engine end. The listener is told nothing more. Does
     * nothing the second time.
     */
    @Override
    void close();

    /**
     * What is told of other nodes, by threads of the engine, which must not be held up. Of each node, one call at a time:
     * {@code joined}, any number of {@code received} in the order of sending, {@code left}; then perhaps {@code joined} again.
     */
    interface Listener {
        /** A node is there. The name is for people: its text, if the name has not come yet. */
        void joined(String node, String name);

        /** A node has sent bytes. They may change when this returns. */
        void received(String node, byte[] bytes, int offset, int length);

        /** A node has closed its engine, has crashed, or is out of reach. */
        void left(String node);
    }
}
