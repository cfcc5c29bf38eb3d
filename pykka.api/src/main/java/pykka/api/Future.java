package pykka.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A value that is there, or will be, to be read; what completes it is a {@link Promise}, or the library. The original's
 * {@code Future}, whose {@code Future} is both.
 *
 * <p>A <em>derived</em> future (of {@link #map}, {@link #filter}, {@link #reduce}, {@link #join}) is computed once, in the
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
     * @throws X if the future has failed with an exception of that class
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class; what is not checked is
     *     thrown as it is
     */
    <X extends Throwable> T getOrThrow(Class<X> exception) throws X;

    /**
     * As {@link #get(Duration)}, for a caller that wants to catch a checked exception.
     *
     * @param exception a class of exceptions that {@code get} may throw
     * @param timeout how long to wait; zero or negative: do not wait; huge: for ever
     * @param <X> that class
     * @return the value, which may be null
     * @throws X if the future has failed with an exception of that class
     * @throws java.lang.reflect.UndeclaredThrowableException around a checked exception of another class; what is not checked is
     *     thrown as it is
     * @throws ActorTimeoutException if there is no value in time
     */
    <X extends Throwable> T getOrThrow(Class<X> exception, Duration timeout) throws X;

    /**
     * Returns whether {@code get} would return without blocking.
     *
     * @return true if so; a function of this future may still have to be run, and as long as that is so a failure that would
     *     only come out of it is not foreseen
     */
    boolean isDone();

    /**
     * Cancels an ask that its actor has not begun to handle: the message is never handled, and all readers of this future, those
     * that wait for it included, get a {@link java.util.concurrent.CancellationException}. Does not block.
     *
     * @return true if this call has cancelled the ask; false if the actor has begun with it, so that the answer comes, if the
     *     future is done or cancelled already, or if it is not that of an ask: a derived one, a {@link Promise}, one of an
     *     actor's end
     */
    boolean cancel();

    /**
     * Returns a future whose first reader runs a function on the value: without a reader the function never runs.
     *
     * @param function is given the value; not called if this future fails
     * @param <R> the type of the result
     * @return a derived future
     */
    <R extends @Nullable Object> Future<R> map(ActorFunction<? super T, ? extends R> function);

    /**
     * Returns a future whose first reader keeps the items that match: without a reader nothing runs. The value may be an
     * {@link Iterable}, an iterator, a stream or an array.
     *
     * @param predicate is given each item
     * @param <E> the type of the items, which is not checked
     * @return a derived future; if the value has no items it fails with a ClassCastException {@code <class> is not iterable}
     */
    <E extends @Nullable Object> Future<List<E>> filter(Predicate<? super E> predicate);

    /**
     * Returns a future whose first reader combines the items from the left: without a reader nothing runs.
     *
     * @param function is given what there is so far and the next item
     * @param <E> the type of the items, which is not checked
     * @return a derived future; without any item it fails with a {@link java.util.NoSuchElementException}, and as
     *     {@link #filter(Predicate)} if the value has no items
     */
    <E extends @Nullable Object> Future<E> reduce(BinaryOperator<E> function);

    /**
     * Returns a future whose first reader combines the items from the left, beginning with a value: without a reader nothing
     * runs. The function comes first, as in the original's {@code reduce(func, initial)}; in that of streams the value does.
     *
     * @param function is given what there is so far and the next item
     * @param initial where to begin, and the result if there are no items
     * @param <E> the type of the items, which is not checked
     * @param <R> the type of the result
     * @return a derived future; fails as {@link #filter(Predicate)} if the value has no items
     */
    <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            BiFunction<? super R, ? super E, ? extends R> function, R initial);

    /**
     * Returns a future for the values of this future and others, in that order.
     *
     * @param others more futures
     * @return a derived future of an unmodifiable list; it fails as the first one in order that fails
     */
    Future<List<@Nullable Object>> join(Future<?>... others);

    /**
     * Calls a function when the value, or the failure, is known. Unlike {@link #map} it needs no reader: functions of this future
     * run for it, on the default executor of CompletableFuture. The function is called once, by this thread if the future is
     * known already, else as a dependent of {@link #toCompletableFuture()} would be.
     *
     * @param action is given the value and null, or null and the failure; what it throws is logged
     */
    void onComplete(BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action);

    /**
     * Returns a CompletableFuture for the value: completed already if {@link #isDone()}, else completed by the thread that
     * completes this one, after all that wait for this one have been woken; so its dependents run there, perhaps on the thread of
     * an actor in the turn of the message that it answers, unless they were added by a method that ends in {@code Async}. Of
     * several CompletableFutures of this future that have dependents, so is the first; the others are completed by the default
     * executor of CompletableFuture. So is that of a derived future, where its function runs, and of what an actor's end answers.
     * No thread waits for it. Completing or cancelling it changes nothing here; that of a typed proxy, behind which there is no
     * other future, cancels the ask when it is cancelled.
     *
     * <p>Its {@code join} and {@code get}, and those of its dependents, wait as {@link #get()} does, and may throw an
     * {@link ActorDeadlockException} as it is; all else is as in the JDK.
     *
     * @return a new object at each call, except for {@link ActorRef#whenStopped()}: that has one for all, which no caller can
     *     complete; {@code copy()} of it can be
     */
    CompletableFuture<T> toCompletableFuture();

    /**
     * As {@link #toCompletableFuture()}, with an executor on which the functions of this future run and the CompletableFuture
     * is completed, unless {@link #isDone()}: then the caller does both.
     *
     * @param executor the executor, which is called by the thread that completes this future, perhaps an actor's; if it throws,
     *     the CompletableFuture fails with that
     * @return a new object at each call
     */
    CompletableFuture<T> toCompletableFuture(Executor executor);
}
