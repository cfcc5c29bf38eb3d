package pykka.cluster.internal.node;

import java.util.ArrayList;
import java.util.List;
import pykka.api.ActorRef;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterRefs;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.RefToken;

/**
 * The references in one message, by their place in the frame's list. For one that is sent each reference is counted at the
 * exporter, until it is sent or taken back; for one that has come all were counted before the codec sees them.
 */
final class Refs implements ClusterRefs {
    private final Peer peer;
    private final List<ActorRef<?>> refs = new ArrayList<>(0);
    private final List<RefToken> tokens;

    /** Those of a message that is to be sent. */
    Refs(Peer peer) {
        this.peer = peer;
        tokens = new ArrayList<>(0);
    }

    /** Those of a message that has come. */
    Refs(Peer peer, List<RefToken> tokens) {
        this.peer = peer;
        this.tokens = tokens;
        for (RefToken token : tokens) {
            refs.add(peer.resolve(token));
        }
    }

    List<RefToken> tokens() {
        return tokens;
    }

    @Override
    public String token(ActorRef<?> ref) {
        int place = refs.indexOf(ref);
        if (place < 0) {
            place = refs.size();
            tokens.add(peer.export(ref));
            refs.add(ref);
        }
        return Integer.toString(place);
    }

    @Override
    public ActorRef<?> ref(String token) {
        ActorRef<?> ref = null;
        try {
            ref = refs.get(Integer.parseInt(token));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // below
        }
        if (ref == null) {
            throw new ClusterException("There is no reference " + (token.length() > 20 ? token.substring(0, 20) : token)
                    + " in the message, or its actor is no longer known");
        }
        return ref;
    }

    /** The message was not sent. */
    void undo() {
        for (RefToken token : tokens) {
            if (token.own()) {
                peer.exports.release(token.number(), 1);
            }
        }
    }

    /** The message was sent: from now on the other node is told of the ends of these actors. */
    void sent() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).own()) {
                peer.node.watches.add(refs.get(i));
            }
        }
    }

    /** The name of an actor's class, for texts. */
    static String className(ActorRef<?> ref) {
        if (ref instanceof RemoteRef<?> remote) {
            return remote.className();
        }
        String text = ref.toString();
        int end = text.indexOf(" (");
        return end < 0 ? text : text.substring(0, end);
    }
}
