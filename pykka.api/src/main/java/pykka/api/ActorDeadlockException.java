package pykka.api;

/**
 * This wait could never have ended: the actors that it waits for wait, one for the other, for the one that waits here, or an
 * actor waits for itself. The text prints the cycle and the stack of each member. Exactly one member of a cycle gets it; the
 * others go on. See the property {@code pykka.deadlock}. Without a counterpart in the original.
 */
public class ActorDeadlockException extends ActorException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorDeadlockException(String message) {
        super(message);
    }
}
