package pykka.api.internal.actor;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.internal.mailbox.Invocation;

/** The message of run: a lambda to run on the actor, without a result. A class of its own, because tools name the lambda. */
final class RunMessage<A> extends Invocation {
    private final ActorConsumer<? super A> code;

    RunMessage(ActorConsumer<? super A> code) {
        this.code = code;
    }

    @Override
    @SuppressWarnings("unchecked") // the ref that sent it has the type of the actor
    public @Nullable Object invoke(Object actor) throws Exception {
        code.accept((A) actor);
        return null;
    }

    @Override
    public Class<?> described() {
        return code.getClass();
    }
}
