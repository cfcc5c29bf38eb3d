package pykka.cluster.internal.engine;

/** An engine cannot join, or is closed. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineException(String message) {
        super(message);
    }

    EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
