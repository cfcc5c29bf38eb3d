package pykka.api;

/**
 * A runtime whose threads are bounded cannot let one more of its actors wait. Thrown before the wait begins. Without a
 * counterpart in the original.
 */
public class ActorStarvationException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorStarvationException(String message) {
        super(message);
    }
}
