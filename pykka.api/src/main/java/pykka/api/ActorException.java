package pykka.api;

import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions that this library throws of itself. They hold text only, never a message, an actor or a class of
 * the user, so that keeping one keeps nothing else in memory.
 *
 * <p>Whatever an actor's own code throws is never wrapped in one of these: it reaches the asker as it is.
 */
public class ActorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Constructs the exception with a message.
     *
     * @param message what happened and, where there is one, the remedy
     */
    public ActorException(String message) {
        super(message);
    }

    /**
     * Constructs the exception with a message and a cause.
     *
     * @param message what happened and, where there is one, the remedy
     * @param cause a copy of what was thrown before, by text, as that of {@link ActorEnd#failure()}; null if nothing was
     */
    public ActorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
