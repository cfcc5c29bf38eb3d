package pykka.cluster.internal.wire;

/** Bytes that are no frames. */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1;

    WireException(String message) {
        super(message);
    }
}
