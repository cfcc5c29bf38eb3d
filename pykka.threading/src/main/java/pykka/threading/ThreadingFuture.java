package pykka.threading;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorFunction;
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
    public T get() {
        return promise.get();
    }

    @Override
    public T get(Duration timeout) {
        return promise.get(timeout);
    }

    @Override
    public <X extends Throwable> T getOrThrow(Class<X> exception) throws X {
        return promise.getOrThrow(exception);
    }

    @Override
    public <X extends Throwable> T getOrThrow(Class<X> exception, Duration timeout) throws X {
        return promise.getOrThrow(exception, timeout);
    }

    @Override
    public boolean isDone() {
        return promise.isDone();
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
    public <R extends @Nullable Object> Future<R> map(ActorFunction<? super T, ? extends R> function) {
        return promise.map(function);
    }

    @Override
    public <E extends @Nullable Object> Future<List<E>> filter(Predicate<? super E> predicate) {
        return promise.filter(predicate);
    }

    @Override
    public <E extends @Nullable Object> Future<E> reduce(BinaryOperator<E> function) {
        return promise.reduce(function);
    }

    @Override
    public <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            BiFunction<? super R, ? super E, ? extends R> function, R initial) {
        return promise.reduce(function, initial);
    }

    @Override
    public Future<List<@Nullable Object>> join(Future<?>... others) {
        return promise.join(others);
    }

    @Override
    public void onComplete(BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        promise.onComplete(action);
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return promise.toCompletableFuture();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture(Executor executor) {
        return promise.toCompletableFuture(executor);
    }

    @Override
    public String toString() {
        return promise.isDone() ? "ThreadingFuture (done)" : "ThreadingFuture (pending)";
    }
}
