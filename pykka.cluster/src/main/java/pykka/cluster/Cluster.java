package pykka.cluster;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.ActorException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.spi.RemoteDelivery;
import pykka.cluster.internal.engine.Engine;
import pykka.cluster.internal.engine.EngineException;
import pykka.cluster.internal.node.Node;

/**
 * This JVM's part in a cluster: actors are published under names, and found by them on other nodes. What is found is an
 * {@link ActorRef} that tells, asks, stops, is watched, and gives typed proxies of the interfaces that were published; references
 * in messages and answers are references on the other side.
 *
 * <p>Messages of one sender to one actor keep their order, and come once at most. Every ask ends: by the answer, by its failure,
 * or with an {@link pykka.api.ActorDeadException} when the node has left, and with an {@link pykka.api.ActorTimeoutException}
 * after {@link ClusterOptions#askLimit} if it has no limit of its own. References to actors of a node that has left are dead for good,
 * even if it was only cut off and comes back: then its names have other references. What the dependents of a remote answer do
 * without {@code Async} runs on threads of the cluster, and must not block.
 *
 * <p>All methods may be called from any thread. Null is refused with a NullPointerException.
 */
public final class Cluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final Node node;

    private Cluster(Node node) {
        this.node = node;
    }

    /**
     * Joins a cluster, or begins one if no other node is found. Blocks until that is decided, some seconds at most.
     *
     * @param options how
     * @return this node; closing it leaves the cluster
     * @throws IllegalArgumentException if the options would let strangers in, or name an unknown host
     * @throws ClusterException if the node cannot join; the cause says why, as that the port is in use
     */
    public static Cluster join(ClusterOptions options) {
        options.check();
        try {
            Cluster cluster = new Cluster(Node.join(options, Engine::join));
            LOG.info("This node, {}, has joined cluster {}{}", cluster.self().name(), options.name(), reach(options));
            return cluster;
        } catch (EngineException e) {
            throw new ClusterException(String.valueOf(e.getMessage()), e.getCause());
        }
    }

    private static String reach(ClusterOptions options) {
        return options.configuration() != null ? ", by a configuration of its own" : options.tls() != null ? ", by TLS"
                : options.address().isLoopbackAddress() ? ": it listens on the loopback address alone, so nodes of this machine"
                        + " can join; ClusterOptions.bind and tls open it to others"
                : ", without TLS: all who reach its port can join";
    }

    /**
     * Returns this node.
     *
     * @return always the same
     */
    public ClusterNode self() {
        return node.self();
    }

    /**
     * Returns the nodes of the cluster.
     *
     * @return this node, then the others in the order in which it has met them; an unmodifiable snapshot
     */
    public List<ClusterNode> nodes() {
        return node.nodes();
    }

    /**
     * Returns all names that are published, by this node or others.
     *
     * @return the names, sorted; a snapshot
     */
    public Set<String> names() {
        return node.names();
    }

    /**
     * Gives an actor of this JVM a name, by which all nodes find it until it ends, the registration is closed or this node
     * leaves. Other nodes may use the same name for actors of theirs. Messages for the actor are read by the class loader of its
     * class. Does not block.
     *
     * @param name the name, not empty, of 200 characters at most
     * @param ref the actor
     * @param interfaces by which proxies on other nodes may call it, each as {@link ActorRef#proxy(Class)} takes it; without any,
     *     the actor gets messages alone
     * @return closing it withdraws the name
     * @throws IllegalArgumentException if the name is empty, too long, or has control characters
     * @throws IllegalStateException if the name is taken on this node, or the cluster was closed
     * @throws pykka.api.ActorDeadException if the actor is dead
     * @throws pykka.api.ActorMemberException if an interface does not fit the actor
     */
    public Registration publish(String name, ActorRef<?> ref, Class<?>... interfaces) {
        Objects.requireNonNull(ref, "ref");
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A name is not empty, has 200 characters at most, and none that is not printed");
        }
        return node.publish(name, ref, List.of(interfaces));
    }

    /**
     * Finds an actor by its name. Does not block: what other nodes have published is known here some time later.
     *
     * @param name the name
     * @return this node's own actor of that name, or else that of the node which has been met first; empty if there is none
     */
    public Optional<ActorRef<Object>> find(String name) {
        return findAll(name).stream().findFirst();
    }

    /**
     * Finds all actors of a name. Does not block.
     *
     * @param name the name
     * @return this node's own first, then in the order of {@link #nodes}; an unmodifiable snapshot
     */
    public List<ActorRef<Object>> findAll(String name) {
        return List.copyOf(node.find(Objects.requireNonNull(name, "name")));
    }

    /**
     * Waits for a name. Does not block.
     *
     * @param name the name
     * @return a future for the first actor of that name that is known here; it fails with a {@link ClusterException} if this
     *     cluster is closed before
     * @throws IllegalStateException if the cluster was closed
     */
    public Future<ActorRef<Object>> whenPublished(String name) {
        return node.whenPublished(Objects.requireNonNull(name, "name"));
    }

    /**
     * Tells all actors of a name a message. Goes on past those that end concurrently; never waits: a full inbox, or a full queue
     * to a node, refuses.
     *
     * @param name the name
     * @param message any object that can be sent, or null
     * @return how many actors, or queues to their nodes, have accepted it
     * @throws ClusterException if the message cannot be sent to another node
     */
    public int broadcast(String name, @Nullable Object message) {
        int[] accepted = new int[1];
        RemoteDelivery.withoutWaiting(() -> {
            for (ActorRef<Object> ref : findAll(name)) {
                try {
                    ref.tell(message);
                    accepted[0]++;
                } catch (ClusterException e) {
                    throw e;
                } catch (ActorException e) {
                    // dead, or full
                }
            }
        });
        return accepted[0];
    }

    /**
     * Returns all actors of a name as one that takes turns.
     *
     * @param name the name
     * @return a new pool, which finds the actors anew for each message
     */
    public ClusterPool pool(String name) {
        return new ClusterPool(this, Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns how many messages that this node has told are lost, or not known to have arrived, because the nodes that they were
     * for have left.
     *
     * @return the number since this node has joined
     */
    public long lost() {
        return node.lost();
    }

    /**
     * Returns how many messages that other nodes have told were not delivered here: their actors had ended, their inboxes were
     * full, or the messages could not be read.
     *
     * @return the number since this node has joined
     */
    public long refused() {
        return node.refused();
    }

    /**
     * Has code run after nodes or names have changed; several changes may be told at once. It runs on a thread of the cluster,
     * and should not block for long.
     *
     * @param listener the code; what it throws is logged
     * @return closing it removes the code
     */
    public Registration onChange(Runnable listener) {
        return node.onChange(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Leaves the cluster: names are withdrawn, asks of this node and to this node fail, references to actors of other nodes are
     * dead. Actors live on. Blocks until the threads of the cluster have ended, some seconds at most; not to be called by code
     * that runs on one of them. Does nothing the second time.
     */
    @Override
    public void close() {
        node.close();
    }

    /**
     * Returns the name of this node.
     *
     * @return as in {@code cluster node 127.0.0.1:7800}
     */
    @Override
    public String toString() {
        return "cluster node " + self();
    }
}
