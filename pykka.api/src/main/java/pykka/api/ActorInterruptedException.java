package pykka.api;

/**
 * The thread was interrupted while it waited. Its interrupt flag is set again, and what was waited for stays usable. Without a
 * counterpart in the original.
 */
public class ActorInterruptedException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorInterruptedException(String message) {
        super(message);
    }
}
