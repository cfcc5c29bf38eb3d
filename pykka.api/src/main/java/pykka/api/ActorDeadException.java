package pykka.api;

import org.jspecify.annotations.Nullable;

/**
 * The actor has ended, or ended before it came to the message. The text is {@code <ref> not found} or
 * {@code <ref> stopped before handling the message}; the cause is what the actor has failed with, as
 * {@link ActorEnd#failure()} is, or null. The original's {@code ActorDeadError}.
 */
public class ActorDeadException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorDeadException(String message) {
        super(message);
    }

    /**
     * Constructs the exception with a message and a cause.
     *
     * @param message what happened and, where there is one, the remedy
     * @param cause what the actor has failed with, as {@link ActorEnd#failure()} is; null if it has not failed
     */
    public ActorDeadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
