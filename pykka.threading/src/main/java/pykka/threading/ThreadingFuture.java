package pykka.threading;

import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.GetHook;
import pykka.api.Promise;
import pykka.api.spi.ForwardingFuture;

/**
 * A promise with a public constructor, for users who know the original's {@code ThreadingFuture}. It delegates to a promise made
 * by {@link Promise#create}, and behaves the same on all runtimes.
 *
 * @param <T> the type of the value, which may be null
 */
public final class ThreadingFuture<T extends @Nullable Object> implements Promise<T>, ForwardingFuture<T> {
    private final Promise<T> promise = Promise.create();

    /** Creates a future that is not completed. */
    public ThreadingFuture() {}

    @Override
    public Future<T> future() {
        return promise;
    }

    @Override
    public void set(T value) {
        promise.set(value);
    }

    @Override
    public void setException(Throwable failure) {
        promise.setException(failure);
    }

    @Override
    public void setGetHook(GetHook<? extends T> hook) {
        promise.setGetHook(hook);
    }

    @Override
    public String toString() {
        return isDone() ? "ThreadingFuture (done)" : "ThreadingFuture (pending)";
    }
}
