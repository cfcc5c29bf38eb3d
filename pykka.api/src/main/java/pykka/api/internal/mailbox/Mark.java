package pykka.api.internal.mailbox;

/**
 * The objects that stand in an envelope in place of a message. Apart from {@link Envelope}, which has no static initializer.
 */
public final class Mark {
    /** Stands for a null message or value. */
    public static final Object NULL = new Object();
    /**
     * Replaces a handled message: in an ask because its future may be retained, in the last envelope because monitors read it.
     */
    public static final Object TAKEN = new Object();
    /** Replaces a message that was sent to a closed mailbox, or an ask that was withdrawn. */
    public static final Object WITHDRAWN = new Object();

    private Mark() {}
}
