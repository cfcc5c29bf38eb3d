package pykka.api.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.ActorFunction;
import pykka.api.Future;

/**
 * A future that stands for one of the library's, and passes all on to it. Implemented by classes that want to be known by a name
 * of their own: the library, which refuses futures that it does not know, takes the one behind it instead.
 *
 * @param <T> the type of the value, which may be null
 */
@ConsumerType
public interface ForwardingFuture<T extends @Nullable Object> extends Future<T> {
    /**
     * Returns the future behind this one.
     *
     * @return always the same, a future of the library
     */
    Future<T> future();

    @Override
    default T get() {
        return future().get();
    }

    @Override
    default T get(Duration timeout) {
        return future().get(timeout);
    }

    @Override
    default <X extends Throwable> T getOrThrow(Class<X> exception) throws X {
        return future().getOrThrow(exception);
    }

    @Override
    default <X extends Throwable> T getOrThrow(Class<X> exception, Duration timeout) throws X {
        return future().getOrThrow(exception, timeout);
    }

    @Override
    default boolean isDone() {
        return future().isDone();
    }

    @Override
    default boolean cancel() {
        return future().cancel();
    }

    @Override
    default <R extends @Nullable Object> Future<R> map(ActorFunction<? super T, ? extends R> function) {
        return future().map(function);
    }

    @Override
    default <E extends @Nullable Object> Future<List<E>> filter(Predicate<? super E> predicate) {
        return future().filter(predicate);
    }

    @Override
    default <E extends @Nullable Object> Future<E> reduce(BinaryOperator<E> function) {
        return future().reduce(function);
    }

    @Override
    default <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            BiFunction<? super R, ? super E, ? extends R> function, R initial) {
        return future().reduce(function, initial);
    }

    @Override
    default Future<List<@Nullable Object>> join(Future<?>... others) {
        return future().join(others);
    }

    @Override
    default void onComplete(BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        future().onComplete(action);
    }

    @Override
    default CompletableFuture<T> toCompletableFuture() {
        return future().toCompletableFuture();
    }

    @Override
    default CompletableFuture<T> toCompletableFuture(Executor executor) {
        return future().toCompletableFuture(executor);
    }
}
