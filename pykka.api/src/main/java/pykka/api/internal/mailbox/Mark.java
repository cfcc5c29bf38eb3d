package pykka.api.internal.mailbox;

/** What stands in an envelope in place of a message. Not in {@link Envelope}, which must have nothing to initialize. */
public final class Mark {
    /** Stands for a null message or value. */
    public static final Object NULL = new Object();
    /** In place of a message that was handled: of an ask, which is kept as long as the reply; of the last one, for tools. */
    public static final Object TAKEN = new Object();
    /** The message of a node that was sent to a closed inbox. */
    public static final Object WITHDRAWN = new Object();
    /** The message that asks an actor to stop. Nobody else can make it. */
    public static final Object STOP = new Object();

    private Mark() {}
}
