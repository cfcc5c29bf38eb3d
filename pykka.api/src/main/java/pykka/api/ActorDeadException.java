package pykka.api;

/**
 * The actor has ended, or ended before it came to the message. The text is {@code <ref> not found} or
 * {@code <ref> stopped before handling the message}. The original's {@code ActorDeadError}.
 */
public class ActorDeadException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Makes an exception with a text.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorDeadException(String message) {
        super(message);
    }
}
