package pykka.api;

/**
 * The inbox of an actor with {@link ActorOptions.WhenFull#REFUSE} is full; the message was not accepted. Without a counterpart in
 * the original.
 */
public class ActorInboxFullException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorInboxFullException(String message) {
        super(message);
    }
}
