package pykka.cluster;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;

/**
 * What keeps a message, a reply or a failure from crossing from one node to another: a class that is not on the list or not
 * serializable, a message that is too big, bytes that make no sense, a class that the other node lacks or has in another shape;
 * or the failure of a remote actor whose class cannot be carried, by text. It holds text only.
 *
 * <p>A sender gets it at the call; an asker gets it in place of the reply, if the other side found the reason.
 */
public class ClusterException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ClusterException(String message) {
        super(message);
    }

    /**
     * Constructs the exception with a message and a cause.
     *
     * @param message what happened and, where there is one, the remedy
     * @param cause what was thrown before, as a copy by text; null if nothing was
     */
    public ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
