package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.GetHook;

/** The future of an actor's end, which the actor alone completes. */
final class End extends Promise<@Nullable Void> {
    private static final long serialVersionUID = 1;

    @Override
    public void set(@Nullable Void value) {
        throw isTheActors();
    }

    @Override
    public void setException(Throwable failure) {
        throw isTheActors();
    }

    @Override
    public void setGetHook(GetHook<? extends @Nullable Void> hook) {
        throw isTheActors();
    }

    private static IllegalStateException isTheActors() {
        return new IllegalStateException("The future tells of an actor's end: only the actor completes it");
    }
}
