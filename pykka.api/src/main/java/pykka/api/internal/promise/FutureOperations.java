package pykka.api.internal.promise;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorFunction;
import pykka.api.Future;
import pykka.api.internal.context.Carriers;
import pykka.api.internal.context.OpenContexts;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ForwardingFuture;

/** The operations of futures: creates completed and derived futures, and reads futures. */
public final class FutureOperations {
    private FutureOperations() {}

    public static <T extends @Nullable Object> Future<T> of(T value) {
        LocalPromise<T> reply = new LocalPromise<>();
        reply.complete(value);
        return reply;
    }

    public static <T extends @Nullable Object> Future<T> failed(Throwable failure) {
        LocalPromise<T> reply = new LocalPromise<>();
        reply.fail(failure);
        return reply;
    }

    @SuppressWarnings("unchecked") // the value of a Future<T>
    public static <T extends @Nullable Object, R extends @Nullable Object> Future<R> map(
            Future<T> source, ActorFunction<? super T, ? extends R> function) {
        return new LazyFuture<>((values, deadline) -> function.apply((T) values[0]), source);
    }

    @SuppressWarnings("unchecked") // as the caller says
    public static <E extends @Nullable Object> Future<List<E>> filter(Future<?> source, Predicate<? super E> predicate) {
        return new LazyFuture<>((values, deadline) -> {
            List<E> kept = new ArrayList<>();
            for (Iterator<?> items = Items.of(values[0]); items.hasNext();) {
                E item = (E) items.next();
                if (predicate.test(item)) {
                    kept.add(item);
                }
            }
            return Collections.unmodifiableList(kept);
        }, source);
    }

    @SuppressWarnings("unchecked") // as the caller says
    public static <E extends @Nullable Object> Future<E> reduce(Future<?> source, BinaryOperator<E> function) {
        return new LazyFuture<>((values, deadline) -> {
            Iterator<?> items = Items.of(values[0]);
            if (!items.hasNext()) {
                throw new NoSuchElementException("reduce() of nothing without an initial value: give one");
            }
            E result = (E) items.next();
            while (items.hasNext()) {
                result = function.apply(result, (E) items.next());
            }
            return result;
        }, source);
    }

    @SuppressWarnings("unchecked") // as the caller says
    public static <E extends @Nullable Object, R extends @Nullable Object> Future<R> reduce(
            Future<?> source, BiFunction<? super R, ? super E, ? extends R> function, R initial) {
        return new LazyFuture<>((values, deadline) -> {
            R result = initial;
            for (Iterator<?> items = Items.of(values[0]); items.hasNext();) {
                result = function.apply(result, (E) items.next());
            }
            return result;
        }, source);
    }

    public static Future<List<@Nullable Object>> join(Future<?> first, Future<?>[] others) {
        Future<?>[] sources = new Future<?>[1 + others.length];
        sources[0] = first;
        System.arraycopy(others, 0, sources, 1, others.length);
        return joinAll(Arrays.asList(sources));
    }

    public static <T extends @Nullable Object> Future<List<T>> joinAll(Iterable<? extends Future<? extends T>> futures) {
        List<Future<?>> sources = new ArrayList<>();
        for (Future<?> future : futures) {
            sources.add(ours(future));
        }
        return new LazyFuture<>((values, deadline) -> Collections.unmodifiableList(Arrays.asList(values)),
                sources.toArray(new Future<?>[0]));
    }

    /** Returns a future of this library unchanged, and of a ForwardingFuture the library's future behind it. */
    public static Future<?> ours(@Nullable Future<?> future) {
        Objects.requireNonNull(future, "a future is null");
        if (future instanceof Readable) {
            return future;
        }
        if (future instanceof ForwardingFuture<?> forwarding) {
            return ours(forwarding.future());
        }
        throw new IllegalArgumentException(SafeText.clean(future.getClass().getName())
                + " is not a future of this library: use Promise.create()");
    }

    /** Waits for a future, and returns its value or throws its failure unchanged. */
    @SuppressWarnings("unchecked") // the value of a Future<T>
    public static <T extends @Nullable Object> T read(Future<T> future, @Nullable Deadline deadline) {
        if (future instanceof LocalPromise<?> promise) {
            BlockingWait.until(promise, deadline);
        }
        if (!known(future)) {
            FutureReader reading = new FutureReader(future);
            for (LocalPromise<?> undone; (undone = reading.advance(deadline)) != null;) {
                BlockingWait.until(undone, deadline);
            }
        }
        Throwable failure = failure(future);
        if (failure != null) {
            ThrownFailures.add(failure);
            throw FutureOperations.<RuntimeException>asItIs(failure);
        }
        return (T) value(future);
    }

    /** Calls the action when the future is completed. There is no reader, so functions of derived futures run on the pool. */
    static <T extends @Nullable Object> void onComplete(
            Future<T> future, BiConsumer<? super @Nullable T, ? super @Nullable Throwable> action) {
        Object call = Carriers.around(action, false);
        FutureBridge.get().convert(future, null).whenComplete((value, failure) -> {
            OpenContexts contexts = call == action ? null : OpenContexts.of(null, call); // else it would load more classes
            Throwable thrown = null;
            try {
                action.accept(value, failure);
            } catch (Throwable e) {
                thrown = e;
                Log.unhandled("onComplete", e);
            }
            if (contexts != null) {
                contexts.close(thrown);
            }
        });
    }

    /**
     * Returns the failure if a method that declares this class may throw it. Throws another unchecked failure unchanged, and
     * another checked one wrapped in an UndeclaredThrowableException.
     */
    public static <X extends Throwable> X declared(Throwable failure, Class<X> declared) {
        if (declared.isInstance(failure)) {
            return declared.cast(failure);
        }
        if (failure instanceof RuntimeException || failure instanceof Error) {
            throw FutureOperations.<RuntimeException>asItIs(failure);
        }
        throw new UndeclaredThrowableException(failure);
    }

    /** Throws any Throwable, checked or not: {@code throw FutureOperations.<RuntimeException>asItIs(e)}. */
    @SuppressWarnings("unchecked") // erased
    public static <X extends Throwable> RuntimeException asItIs(Throwable failure) throws X {
        throw (X) failure;
    }

    /** The lazy future that yields the result: the future itself, or the get hook that completed it; null for other promises. */
    static @Nullable LazyFuture<?> derived(Future<?> future) {
        return future instanceof LazyFuture<?> derived ? derived : ((LocalPromise<?>) future).hook();
    }

    /** Whether the value or failure is available without running a function and without waiting. */
    public static boolean known(Future<?> future) {
        LazyFuture<?> derived = derived(future);
        return derived != null ? derived.computed() : ((LocalPromise<?>) future).settled();
    }

    /** The promise that a reader has to wait for first; null if there is none, or if only running a function would tell. */
    public static @Nullable LocalPromise<?> awaited(Future<?> future) {
        Future<?> now = future;
        for (;;) { // not recursive: chains may have any length
            LazyFuture<?> derived = derived(now);
            if (derived == null) {
                return ((LocalPromise<?>) now).settled() ? null : (LocalPromise<?>) now;
            }
            LocalPromise<?> running = derived.running();
            Future<?>[] sources = derived.sources();
            if (running != null || derived.computed() || sources == null) {
                return running;
            }
            int next = nextUnknown(sources, 0);
            if (next == sources.length) {
                return null;
            }
            now = sources[next];
        }
    }

    /**
     * The index, not below {@code from}, of the first source that is not known; the number of sources if there is none that a
     * reader has to wait for, because all are known or one before has failed, which decides.
     */
    static int nextUnknown(Future<?>[] sources, int from) {
        for (int i = from; i < sources.length; i++) {
            if (!known(sources[i])) {
                return i;
            }
            if (failure(sources[i]) != null) {
                break;
            }
        }
        return sources.length;
    }

    /** The failure of a known future. */
    public static @Nullable Throwable failure(Future<?> future) {
        LazyFuture<?> derived = derived(future);
        return derived != null ? derived.failure() : ((LocalPromise<?>) future).failure();
    }

    /** The value of a known future. */
    public static @Nullable Object value(Future<?> future) {
        LazyFuture<?> derived = derived(future);
        return derived != null ? derived.value() : ((LocalPromise<?>) future).value();
    }
}
