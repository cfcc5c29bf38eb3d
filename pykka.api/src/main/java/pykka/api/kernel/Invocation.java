package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.Actor;

/** A message that runs on the actor instead of being given to onReceive. Only the library can make one. */
public interface Invocation {
    @Nullable Object invoke(Actor actor) throws Exception;

    /** What is named where the class of a message is asked for. */
    default Class<?> described() {
        return getClass();
    }
}
