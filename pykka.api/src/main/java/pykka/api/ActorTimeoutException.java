package pykka.api;

/**
 * The time given to a wait ran out. The text is the time that was given, as in {@code 0.1 seconds}. What was waited for is not
 * cancelled: a later {@code get} may still find it. The original's {@code Timeout}.
 */
public class ActorTimeoutException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorTimeoutException(String message) {
        super(message);
    }
}
