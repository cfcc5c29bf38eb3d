package pykka.api.internal.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * A message that runs code on the actor instead of being passed to onReceive. Only the library can create one. A class, because
 * the check whether a message is one, made for every message, takes longer for an interface.
 */
public abstract class Invocation {
    public abstract @Nullable Object invoke(Object actor) throws Exception;

    /** Returns the class to name where the class of this message is asked for. */
    public Class<?> described() {
        return getClass();
    }
}
