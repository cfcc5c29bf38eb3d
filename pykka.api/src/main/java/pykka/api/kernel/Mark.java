package pykka.api.kernel;

/** What stands in an envelope in place of a message. Not in {@link Node}, which must have nothing to initialize. */
final class Mark {
    /** Stands for a null message or value. */
    static final Object NULL = new Object();
    /** In place of a message that was handled: of an ask, which is kept as long as the reply; of the last one, for tools. */
    static final Object TAKEN = new Object();
    /** The message of a node that was sent to a closed inbox. */
    static final Object WITHDRAWN = new Object();
    /** The message that asks an actor to stop. Nobody else can make it. */
    static final Object STOP = new Object();

    private Mark() {}
}
