package pykka.cluster.internal.node;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pykka.cluster.ClusterNode;
import pykka.cluster.internal.wire.Frame;

/**
 * The links of a node, one for each other node that the engine sees.
 *
 * <p>A link has an epoch, on which both sides agree: each proposes a number higher than all that it has seen, by a hello, and the
 * higher one wins; the side that hears of a higher one drops its link and begins another. So both sides begin anew together even
 * if only one has seen the other leave, and frames of an earlier epoch are known by it, and dropped. A hello of a lower epoch is
 * answered by one's own again, as the first may have come too early to be heard.
 *
 * <p>The lock of this object guards members, epoch, and the making and opening of links. It is taken before the lock of
 * {@link Names}, never after; nothing waits and no code of users runs under either.
 */
final class Links {
    private final Node node;
    private final Map<String, String> members = new HashMap<>();
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private long epoch;
    private volatile boolean closed;

    /**
     * What a hello has led to.
     *
     * @param peer the link now
     * @param before the link that has been dropped for it; null if none was
     * @param opened whether the link is open since this hello
     */
    record Greeting(Peer peer, @Nullable Peer before, boolean opened) {}

    Links(Node node) {
        this.node = node;
    }

    @Nullable Peer get(String id) {
        return peers.get(id);
    }

    Collection<Peer> all() {
        return peers.values();
    }

    boolean isClosed() {
        return closed;
    }

    /** Links that are there stay until they are {@linkplain #forget() forgotten}. False if it is closed already. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    void forget() {
        peers.clear();
    }

    synchronized void joined(String id, String name) {
        if (!closed) {
            members.put(id, name);
            begin(id, name, ++epoch);
        }
    }

    private Peer begin(String id, String name, long number) {
        Peer peer = new Peer(node, id, name, number);
        peers.put(id, peer);
        peer.start();
        return peer;
    }

    /** Returns the link to a node that has left; null if there is none. */
    synchronized @Nullable Peer left(String id) {
        members.remove(id);
        return peers.remove(id);
    }

    /** A hello has come. Null if it is of a node that has left, or this one is being closed. */
    synchronized @Nullable Greeting hello(String id, long number, Frame.Hello hello) {
        String name = members.get(id);
        if (name == null || closed) {
            return null;
        }
        Peer before = peers.get(id);
        if (before != null && number < before.epoch) {
            if (!before.isGone()) {
                before.hello();
            }
            return new Greeting(before, null, false);
        }
        Peer peer = before;
        if (peer == null || number > peer.epoch) {
            epoch = Math.max(epoch, number);
            peer = begin(id, name, number);
        }
        boolean opens = peer.info == null && !peer.isGone();
        if (opens) {
            peer.info = new ClusterNode(id, hello.node().isEmpty() ? name : hello.node());
            peer.hello(); // the other side may have missed the first
        }
        return new Greeting(peer, before == peer ? null : before, opens);
    }
}
