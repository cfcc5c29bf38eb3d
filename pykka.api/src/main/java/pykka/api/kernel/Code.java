package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorConsumer;
import pykka.api.ActorFunction;

/** A lambda on its way to an actor, asked. */
final class Code<A> extends Invocation {
    private final ActorFunction<? super A, ?> function;

    Code(ActorFunction<? super A, ?> function) {
        this.function = function;
    }

    static <A> Code<A> of(ActorConsumer<? super A> code) {
        return new Code<>(actor -> {
            code.accept(actor);
            return null;
        });
    }

    @Override
    @SuppressWarnings("unchecked") // the ref that sent it has the type of the actor
    public @Nullable Object invoke(Actor actor) throws Exception {
        return function.apply((A) actor);
    }

    @Override
    public Class<?> described() {
        return function.getClass();
    }
}
