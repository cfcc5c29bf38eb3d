package pykka.api.internal.actor;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorFunction;
import pykka.api.internal.mailbox.Invocation;

/** The message of call: a lambda to run on the actor, whose result is the reply. */
final class CallMessage<A> extends Invocation {
    private final ActorFunction<? super A, ?> function;

    CallMessage(ActorFunction<? super A, ?> function) {
        this.function = function;
    }

    @Override
    @SuppressWarnings("unchecked") // the ref that sent it has the type of the actor
    public @Nullable Object invoke(Object actor) throws Exception {
        return function.apply((A) actor);
    }

    @Override
    public Class<?> described() {
        return function.getClass();
    }
}
