package pykka.cluster;

import pykka.api.ActorRef;

/**
 * Turns the references to actors in one message into text and back. The cluster hands one to a {@link ClusterCodec}, which uses
 * it in the thread that it was called in and only until it returns.
 */
public interface ClusterRefs {
    /**
     * Returns the text that stands for a reference in the message at hand.
     *
     * @param ref a reference to an actor of this node or of another
     * @return the text, always the same for one reference in one message
     * @throws ClusterException if the actor cannot be referred to from the other node
     */
    String token(ActorRef<?> ref);

    /**
     * Returns the reference that a text stands for.
     *
     * @param token what {@link #token} has returned on the other node
     * @return a reference to the actor: the actor's own, if it lives on this node
     * @throws ClusterException if the text is none of the message at hand
     */
    ActorRef<?> ref(String token);
}
