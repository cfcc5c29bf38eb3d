package pykka.api;

/**
 * A method or an attribute of an actor cannot be reached in the way that was asked for. Types are named, never values. The
 * original's {@code AttributeError} of proxies.
 */
public class ActorMemberException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorMemberException(String message) {
        super(message);
    }
}
