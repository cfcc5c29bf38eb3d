package pykka.api.internal.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * A message that runs on the actor instead of being given to onReceive. Only the library can make one. A class, for every message
 * is asked whether it is one, and for an interface that takes longer.
 */
public abstract class Invocation {
    public abstract @Nullable Object invoke(Object actor) throws Exception;

    /** What is named where the class of a message is asked for. */
    public Class<?> described() {
        return getClass();
    }
}
