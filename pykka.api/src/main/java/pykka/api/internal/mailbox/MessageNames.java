package pykka.api.internal.mailbox;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;

/** The name of a message, for tools and for the texts of exceptions: that of its class, never its own toString(). */
public final class MessageNames {
    private MessageNames() {}

    /** Returns whether the name of a message is that of its own class. */
    public static boolean isOfItsClass(Object message) {
        return message != Mark.NULL && !(message instanceof Invocation);
    }

    /** Returns null if this is no message of a user. */
    public static @Nullable String of(@Nullable Object message) {
        if (message == null || message == Mark.TAKEN || message == Mark.WITHDRAWN || message instanceof StopMark) {
            return null;
        }
        Object content = Wrapped.content(message);
        if (content == Mark.NULL) {
            return "null";
        }
        return SafeText.className(content instanceof Invocation call ? call.described() : content.getClass());
    }
}
