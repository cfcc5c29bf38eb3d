package pykka.api.internal.mailbox;

/**
 * Stands in an envelope for a message that something travels with. Abstract, and its subclass is loaded when it is first needed:
 * until then the compilers know that there is none, and the checks for one cost nothing.
 */
public abstract class Wrapped {
    /** The message, a mark for null, or another one of these. */
    public final Object message;

    protected Wrapped(Object message) {
        this.message = message;
    }

    /** Returns the message without what travels with it. */
    public static Object content(Object message) {
        Object content = message;
        while (content instanceof Wrapped wrapped) {
            content = wrapped.message;
        }
        return content;
    }
}
