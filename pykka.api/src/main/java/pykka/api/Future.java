package pykka.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.bridge.CompletableFutureBridge;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.util.StackReserve;

/**
 * A handle to a value that is there, or will be. The original's {@code Future}.
 *
 * <p>There are two kinds. A <em>promise</em> is completed once, by whoever is first: a reply to an ask, or what {@link #create}
 * makes. A <em>derived</em> future (of {@link #map}, {@link #filter}, {@link #reduce}, {@link #join}) is computed once, in the
 * thread of its first reader, with no lock held; value or failure is kept for all later readers. If that thread is interrupted
 * while the function waits, the exception goes to this reader alone, and the next one runs the function again.
 *
 * <p>All methods may be called from any thread. Those with a {@link Duration} take zero or negative as "do not wait" and a huge
 * one as "for ever"; a time is one deadline for all that is waited for, to which comes what a function takes that this reader
 * runs itself.
 *
 * @param <T> the type of the value, which may be null
 */
@ProviderType
public interface Future<T extends @Nullable Object> {
    /**
     * Makes a promise that nobody has completed yet.
     *
     * @param <T> the type of the value
     * @return a new future
     */
    static <T extends @Nullable Object> Future<T> create() {
        return FutureOperations.create();
    }

    /**
     * Makes a future that has a value.
     *
     * @param value the value, which may be null
     * @param <T> the type of the value
     * @return a new future
     */
    static <T extends @Nullable Object> Future<T> of(T value) {
        return FutureOperations.of(value);
    }

    /**
     * Makes a future that has failed.
     *
     * @param failure what {@code get} throws
     * @param <T> the type of the value there might have been
     * @return a new future
     */
    static <T extends @Nullable Object> Future<T> failed(Throwable failure) {
        return FutureOperations.failed(Objects.requireNonNull(failure, "failure"));
    }

    /**
     * Waits for the value, perhaps forever.
     *
     * <p>If the future has failed, the very Throwable that was set is thrown, be it checked or not, and shared by all readers;
     * {@link #getOrThrow(Class)} lets the compiler know a checked one.
     *
     * @return the value, which may be null
     * @throws ActorDeadlockException if an actor waits for itself, or the wait closes a cycle of waiting actors
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the future stays usable
     */
    T get();

    /**
     * Waits for the value for a limited time. As {@link #get()}.
     *
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @return the value, which may be null
     * @throws ActorTimeoutException if there is no value in time; the future stays usable
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the future stays usable
     */
    T get(Duration timeout);

    /**
     * As {@link #get()}, for a caller that wants to catch a checked exception.
     *
     * @param exception a class of exceptions that {@code get} may throw
     * @param <X> that class
     * @return the value, which may be null
     * @throws X if the future has failed with it; anything else is thrown as it is, too
     */
    default <X extends Throwable> T getOrThrow(Class<X> exception) throws X {
        Objects.requireNonNull(exception, "exception");
        return get();
    }

    /**
     * As {@link #get(Duration)}, for a caller that wants to catch a checked exception.
     *
     * @param exception a class of exceptions that {@code get} may throw
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @param <X> that class
     * @return the value, which may be null
     * @throws X if the future has failed with it; anything else is thrown as it is, too
     * @throws ActorTimeoutException if there is no value in time
     */
    default <X extends Throwable> T getOrThrow(Class<X> exception, Duration timeout) throws X {
        Objects.requireNonNull(exception, "exception");
        return get(timeout);
    }

    /**
     * Tells whether {@code get} would wait for nobody.
     *
     * @return true if so; a function of this future may still have to be run, and as long as that is so a failure that would
     *     only come out of it is not foreseen
     */
    boolean isDone();

    /**
     * Completes this promise with a value, which is not copied.
     *
     * @param value the value, which may be null
     * @throws IllegalStateException if the future is completed already, is derived, or belongs to the library
     */
    void set(T value);

    /**
     * Completes this promise with a failure.
     *
     * @param failure what {@code get} throws
     * @throws IllegalStateException if the future is completed already, is derived, or belongs to the library
     */
    void setException(Throwable failure);

    /**
     * Completes this promise with a function that its first reader will run. Readers that wait already are served by it.
     *
     * @param hook produces the value, once
     * @throws IllegalStateException if the future is completed already, is derived, or belongs to the library
     */
    void setGetHook(GetHook<? extends T> hook);

    /**
     * Returns a future for what a function makes of the value.
     *
     * @param function is given the value; not called if this future fails
     * @param <R> the type of the result
     * @return a derived future
     */
    default <R extends @Nullable Object> Future<R> map(ActorFunction<? super T, ? extends R> function) {
        return FutureOperations.map(this, Objects.requireNonNull(function, "function"));
    }

    /**
     * Returns a future for the items that match. The value may be an {@link Iterable}, an iterator, a stream or an array.
     *
     * @param predicate is given each item
     * @param <E> the type of the items, which is not checked
     * @return a derived future; if the value has no items it fails with a ClassCastException {@code <class> is not iterable}
     */
    default <E extends @Nullable Object> Future<List<E>> filter(Predicate<? super E> predicate) {
        return FutureOperations.filter(this, Objects.requireNonNull(predicate, "predicate"));
    }

    /**
     * As {@link #filter(Predicate)}, with the type of the items known.
     *
     * @param items a future of items
     * @param predicate is given each item
     * @param <E> the type of the items
     * @return a derived future
     */
    static <E extends @Nullable Object> Future<List<E>> filter(
            Future<? extends Iterable<? extends E>> items, Predicate<? super E> predicate) {
        return items.filter(predicate);
    }

    /**
     * Returns a future for the items combined from the left.
     *
     * @param function is given what there is so far and the next item
     * @param <E> the type of the items, which is not checked
     * @return a derived future; without any item it fails with a {@link java.util.NoSuchElementException}, and as
     *     {@link #filter(Predicate)} if the value has no items
     */
    default <E extends @Nullable Object> Future<E> reduce(BinaryOperator<E> function) {
        return FutureOperations.reduce(this, Objects.requireNonNull(function, "function"));
    }

    /**
     * Returns a future for the items combined from the left, beginning with a value.
     *
     * @param function is given what there is so far and the next item
     * @param initial where to begin, and the result if there are no items
     * @param <E> the type of the items, which is not checked
     * @param <R> the type of the result
     * @return a derived future; fails as {@link #filter(Predicate)} if the value has no items
     */
    default <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            BiFunction<? super R, ? super E, ? extends R> function, R initial) {
        return FutureOperations.reduce(this, Objects.requireNonNull(function, "function"), initial);
    }

    /**
     * As {@link #reduce(BinaryOperator)}, with the type of the items known.
     *
     * @param items a future of items
     * @param function is given what there is so far and the next item
     * @param <E> the type of the items
     * @return a derived future
     */
    static <E extends @Nullable Object> Future<E> reduce(
            Future<? extends Iterable<? extends E>> items, BinaryOperator<E> function) {
        return items.reduce(function);
    }

    /**
     * As {@link #reduce(BiFunction, Object)}, with the type of the items known.
     *
     * @param items a future of items
     * @param function is given what there is so far and the next item
     * @param initial where to begin, and the result if there are no items
     * @param <E> the type of the items
     * @param <R> the type of the result
     * @return a derived future
     */
    static <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            Future<? extends Iterable<? extends E>> items, BiFunction<? super R, ? super E, ? extends R> function,
            R initial) {
        return items.reduce(function, initial);
    }

    /**
     * Returns a future for the values of this future and others, in that order.
     *
     * @param others more futures
     * @return a derived future of an unmodifiable list; it fails as the first one in order that fails
     */
    default Future<List<@Nullable Object>> join(Future<?>... others) {
        return FutureOperations.join(this, others);
    }

    /**
     * Returns a future for the values of many, in their order.
     *
     * @param futures the futures; copied
     * @param <T> the type of the values
     * @return a derived future of an unmodifiable list; it fails as the first one in order that fails
     */
    static <T extends @Nullable Object> Future<List<T>> joinAll(Iterable<? extends Future<? extends T>> futures) {
        return FutureOperations.joinAll(futures);
    }

    /**
     * Waits for the values of many futures, perhaps forever. The original's {@code get_all}.
     *
     * @param futures the futures
     * @param <T> the type of the values
     * @return an unmodifiable list of the values, in the order of the futures
     * @throws ActorDeadlockException as {@link #get()}; so is everything else that one of the futures throws
     */
    static <T extends @Nullable Object> List<T> getAll(Iterable<? extends Future<? extends T>> futures) {
        return joinAll(futures).get();
    }

    /**
     * Waits for the values of many futures for a limited time, which is one deadline for all.
     *
     * @param futures the futures
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @param <T> the type of the values
     * @return an unmodifiable list of the values, in the order of the futures
     * @throws ActorTimeoutException if a value is not there in time
     */
    static <T extends @Nullable Object> List<T> getAll(
            Iterable<? extends Future<? extends T>> futures, Duration timeout) {
        return joinAll(futures).get(timeout);
    }

    /**
     * Returns a CompletableFuture for the value: completed already if {@link #isDone()}, else completed by the thread that completes
     * this one, after all that wait for this one have been woken; so its dependents run there, perhaps on the thread of an actor in
     * the turn of the message that it answers, unless they were added by a method that ends in {@code Async}. Of several
     * CompletableFutures of this future that have dependents, so is the first; the others are completed by the default executor of
     * CompletableFuture. So is that of a derived future, where its function runs, and of what an actor's end answers. No thread
     * waits for it. Completing or cancelling it changes nothing here.
     *
     * <p>Its {@code join} and {@code get}, and those of its dependents, wait as {@link #get()} does, and may throw an
     * {@link ActorDeadlockException} as it is; all else is as in the JDK.
     *
     * @return a new object at each call, except for {@link ActorRef#whenStopped()}: that has one for all, which nobody else can
     *     complete; {@code copy()} of it can be
     */
    default CompletableFuture<T> toCompletableFuture() {
        StackReserve.ensure();
        return CompletableFutureBridge.convert(this, null);
    }

    /**
     * As {@link #toCompletableFuture()}, with an executor on which the functions of this future run and the CompletableFuture
     * is completed, unless {@link #isDone()}: then the caller does both.
     *
     * @param executor the executor, which is called by the thread that completes this future, perhaps an actor's; if it throws, the
     *     CompletableFuture fails with that
     * @return a new object at each call
     */
    default CompletableFuture<T> toCompletableFuture(Executor executor) {
        StackReserve.ensure();
        return CompletableFutureBridge.convert(this, Objects.requireNonNull(executor, "executor"));
    }
}
