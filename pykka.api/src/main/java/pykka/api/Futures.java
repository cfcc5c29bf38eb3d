package pykka.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.StageListener;
import pykka.api.internal.util.FirstUse;

/** Makes futures of values, of stages and of other futures. All methods may be called from any thread. */
public final class Futures {
    private Futures() {}

    /**
     * Makes a future that has a value. Does not block.
     *
     * @param value the value, which may be null
     * @param <T> the type of the value
     * @return a new future
     */
    public static <T extends @Nullable Object> Future<T> of(T value) {
        FirstUse.prepare();
        return FutureOperations.of(value);
    }

    /**
     * Makes a future that has failed. Does not block.
     *
     * @param failure what {@code get} throws
     * @param <T> the type of the value there might have been
     * @return a new future
     */
    public static <T extends @Nullable Object> Future<T> failed(Throwable failure) {
        FirstUse.prepare();
        return FutureOperations.failed(Objects.requireNonNull(failure, "failure"));
    }

    /**
     * Makes a future that is completed as a stage of the JDK is, by the thread that completes the stage. Does not block.
     *
     * @param stage the stage; of a CompletionException that the JDK made, the cause is the failure
     * @param <T> the type of the value
     * @return a new future
     */
    public static <T extends @Nullable Object> Future<T> from(CompletionStage<? extends T> stage) {
        FirstUse.prepare();
        return StageListener.from(Objects.requireNonNull(stage, "stage"));
    }

    /**
     * As {@link Future#filter(Predicate)}, with the type of the items known. Does not block.
     *
     * @param items a future of items
     * @param predicate is given each item
     * @param <E> the type of the items
     * @return a derived future
     */
    public static <E extends @Nullable Object> Future<List<E>> filter(
            Future<? extends Iterable<? extends E>> items, Predicate<? super E> predicate) {
        return items.filter(predicate);
    }

    /**
     * As {@link Future#reduce(BinaryOperator)}, with the type of the items known. Does not block.
     *
     * @param items a future of items
     * @param function is given what there is so far and the next item
     * @param <E> the type of the items
     * @return a derived future
     */
    public static <E extends @Nullable Object> Future<E> reduce(
            Future<? extends Iterable<? extends E>> items, BinaryOperator<E> function) {
        return items.reduce(function);
    }

    /**
     * As {@link Future#reduce(BiFunction, Object)}, with the type of the items known. Does not block.
     *
     * @param items a future of items
     * @param function is given what there is so far and the next item
     * @param initial where to begin, and the result if there are no items
     * @param <E> the type of the items
     * @param <R> the type of the result
     * @return a derived future
     */
    public static <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            Future<? extends Iterable<? extends E>> items, BiFunction<? super R, ? super E, ? extends R> function,
            R initial) {
        return items.reduce(function, initial);
    }

    /**
     * Returns a future for the values of many, in their order. Does not block.
     *
     * @param futures the futures; copied
     * @param <T> the type of the values
     * @return a derived future of an unmodifiable list; it fails as the first one in order that fails
     * @throws IllegalArgumentException if one of them is not of this library
     */
    public static <T extends @Nullable Object> Future<List<T>> joinAll(Iterable<? extends Future<? extends T>> futures) {
        return FutureOperations.joinAll(futures);
    }

    /**
     * Waits for the values of many futures, perhaps forever. The original's {@code get_all}.
     *
     * @param futures the futures
     * @param <T> the type of the values
     * @return an unmodifiable list of the values, in the order of the futures
     * @throws IllegalArgumentException if one of them is not of this library
     * @throws ActorDeadlockException as {@link Future#get()}; so is everything else that one of the futures throws
     */
    public static <T extends @Nullable Object> List<T> getAll(Iterable<? extends Future<? extends T>> futures) {
        return joinAll(futures).get();
    }

    /**
     * Waits for the values of many futures for a limited time, which is one deadline for all.
     *
     * @param futures the futures
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @param <T> the type of the values
     * @return an unmodifiable list of the values, in the order of the futures
     * @throws IllegalArgumentException if one of them is not of this library
     * @throws ActorTimeoutException if a value is not there in time
     */
    public static <T extends @Nullable Object> List<T> getAll(
            Iterable<? extends Future<? extends T>> futures, Duration timeout) {
        return joinAll(futures).get(timeout);
    }
}
