package pykka.api.internal.promise;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.GetHook;
import pykka.api.Promise;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.StackReserve;

/** A promise that users complete. */
public final class OpenPromise<T extends @Nullable Object> extends LocalPromise<T> implements Promise<T> {
    private static final long serialVersionUID = 1;

    private OpenPromise() {}

    public static <T extends @Nullable Object> OpenPromise<T> create() {
        FirstUse.prepare();
        return new OpenPromise<>();
    }

    @Override
    public void set(T value) {
        StackReserve.ensure();
        check(complete(value));
    }

    @Override
    public void setException(Throwable failure) {
        StackReserve.ensure();
        check(fail(Objects.requireNonNull(failure, "failure")));
    }

    @Override
    public void setGetHook(GetHook<? extends T> hook) {
        StackReserve.ensure();
        check(completeByHook(Objects.requireNonNull(hook, "hook")));
    }

    @Override
    public String toString() {
        return "Promise" + (settled() ? " (done)" : " (pending)");
    }

    private static void check(boolean first) {
        if (!first) {
            throw new IllegalStateException("The future is completed already: it can be set only once");
        }
    }
}
