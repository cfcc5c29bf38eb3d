package pykka.api.internal.promise;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorFunction;
import pykka.api.Future;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.StackReserve;

/** The methods that all futures of the library share. An interface, because a promise already extends Envelope. */
interface Readable<T extends @Nullable Object> extends Future<T> {
    @Override
    default T get() {
        StackReserve.ensure();
        return FutureOperations.read(this, null);
    }

    @Override
    default T get(Duration timeout) {
        StackReserve.ensure();
        return FutureOperations.read(this, Deadline.after(timeout));
    }

    @Override
    default <X extends Throwable> T getOrThrow(Class<X> exception) throws X {
        Objects.requireNonNull(exception, "exception");
        try {
            return get();
        } catch (Throwable e) {
            throw FutureOperations.declared(e, exception);
        }
    }

    @Override
    default <X extends Throwable> T getOrThrow(Class<X> exception, Duration timeout) throws X {
        Objects.requireNonNull(exception, "exception");
        try {
            return get(timeout);
        } catch (Throwable e) {
            throw FutureOperations.declared(e, exception);
        }
    }

    @Override
    default <R extends @Nullable Object> Future<R> map(ActorFunction<? super T, ? extends R> function) {
        return FutureOperations.map(this, Objects.requireNonNull(function, "function"));
    }

    @Override
    default <E extends @Nullable Object> Future<List<E>> filter(Predicate<? super E> predicate) {
        return FutureOperations.filter(this, Objects.requireNonNull(predicate, "predicate"));
    }

    @Override
    default <E extends @Nullable Object> Future<E> reduce(BinaryOperator<E> function) {
        return FutureOperations.reduce(this, Objects.requireNonNull(function, "function"));
    }

    @Override
    default <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            BiFunction<? super R, ? super E, ? extends R> function, R initial) {
        return FutureOperations.reduce(this, Objects.requireNonNull(function, "function"), initial);
    }

    @Override
    default Future<List<@Nullable Object>> join(Future<?>... others) {
        return FutureOperations.join(this, others);
    }

    @Override
    default void onComplete(BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        StackReserve.ensure();
        FutureOperations.onComplete(this, Objects.requireNonNull(action, "action"));
    }

    @Override
    default CompletableFuture<T> toCompletableFuture() {
        StackReserve.ensure();
        return FutureBridge.get().convert(this, null);
    }

    @Override
    default CompletableFuture<T> toCompletableFuture(Executor executor) {
        StackReserve.ensure();
        return FutureBridge.get().convert(this, Objects.requireNonNull(executor, "executor"));
    }
}
