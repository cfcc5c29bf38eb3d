package pykka.api.internal.mailbox;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;

/** What tools, and the texts of exceptions, call a message: by its class, never by its own toString. */
public final class MessageNames {
    private MessageNames() {}

    /** Null if there is no message of a user. */
    public static @Nullable String of(@Nullable Object message) {
        if (message == null || message == Mark.TAKEN || message == Mark.WITHDRAWN || message == Mark.STOP) {
            return null;
        }
        if (message == Mark.NULL) {
            return "null";
        }
        return SafeText.className(message instanceof Invocation call ? call.described() : message.getClass());
    }
}
