package pykka.api.internal.bridge;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.StackReserve;

/**
 * The CompletableFuture of a future, or a dependent of one. Who waits for it waits for what the future waits for, as a reader of
 * the future does: so deadlocks are found, and a pool has another thread run meanwhile. All else is the JDK's.
 */
public class BridgedFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    /** Of chains that are longer no deadlock is found. */
    private static final int MOST_STAGES = 10_000;

    private final BridgeCompleter relay;
    /** Completed by the relay; false for a dependent. */
    private final boolean first;
    /** Somebody else will end it at some time: then its waits are no part of a deadlock. */
    private volatile boolean limited;
    /** Completed after this. */
    private volatile @Nullable Over over;
    /** How many of these have been made. Written without order: one that is not counted is taken for code of users. */
    private int waits;

    public BridgedFuture(BridgeCompleter relay, boolean first) {
        this.relay = relay;
        this.first = first;
    }

    /** Tells a promise of the end of this. */
    private static final class Over implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        final LocalPromise<@Nullable Object> promise = new LocalPromise<>();
        /** How many dependents there were then, this one included. */
        int dependents;

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable failure) {
            promise.complete(null);
        }
    }

    /** What completes it; a second call fires what a first one has left for want of stack or memory. */
    @SuppressWarnings("unchecked") // the value of a Future<T>
    final void finish(@Nullable Object value) {
        super.complete((T) value);
    }

    /** As {@link #finish}. */
    public final void finishExceptionally(Throwable failure) {
        super.completeExceptionally(failure);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        BridgedFuture<U> dependent = new BridgedFuture<>(relay, false);
        dependent.limited = limited;
        return dependent;
    }

    @Override
    public T join() {
        boolean interrupted = false;
        try {
            while (!isDone()) {
                try {
                    await(null);
                } catch (ActorInterruptedException e) {
                    interrupted |= Thread.interrupted(); // as the JDK's: it goes on
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            await(null);
        } catch (ActorInterruptedException e) {
            // said by what follows
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (nanos > 0) {
            try {
                await(Deadline.after(Duration.ofNanos(nanos)));
            } catch (ActorTimeoutException | ActorInterruptedException e) {
                // said by what follows
            }
        }
        return super.get(0, TimeUnit.NANOSECONDS);
    }

    private void await(@Nullable Deadline deadline) {
        if (isDone()) {
            return;
        }
        StackReserve.ensure();
        LocalPromise<?> end = over();
        while (!isDone()) {
            LocalPromise<?> leaf = awaited();
            if (leaf == null) {
                BlockingWait.until(end, deadline);
            } else {
                BlockingWait.until(leaf, end, isAlone() ? relay.link() : null, deadline);
            }
        }
    }

    /**
     * What the future behind this waits for, through stages of others that lead to one another; null if that is not known, or not
     * what ends the wait.
     */
    private @Nullable LocalPromise<?> awaited() {
        BridgedFuture<?> now = this;
        boolean limits = false;
        for (int i = 0; i < MOST_STAGES; i++) {
            limits |= now.limited || now.relay.limited;
            BridgedFuture<?> next = now.relay.watched();
            if (next == null) {
                return limits ? null : now.relay.awaited();
            }
            now = next;
        }
        return null;
    }

    /** Whether code of users, or a dependent that leads to some, runs when this is completed. */
    final boolean hasDependents() {
        return getNumberOfDependents() > waits;
    }

    /** Whether nobody else waits for what this waits for, as far as can be seen. */
    private boolean isAlone() {
        BridgedFuture<?> root = relay.target();
        return getNumberOfDependents() <= 1 && (root == null || root.getNumberOfDependents() <= 1);
    }

    /**
     * Dependents are told the newest first, and one may take long, or wait for the very thread that waits here. So each wait is
     * newer than all that were there, as in the JDK; where none has come since the last wait, it is the same.
     */
    private LocalPromise<?> over() {
        Over now = over;
        if (now == null || now.dependents < getNumberOfDependents()) {
            Over made = new Over();
            whenComplete(made);
            waits++;
            made.dependents = getNumberOfDependents();
            over = now = made;
        }
        return now.promise;
    }

    @Override
    public boolean complete(T value) {
        StackReserve.ensure();
        return overBy(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        StackReserve.ensure();
        return overBy(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        StackReserve.ensure();
        return overBy(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        overBy(true);
    }

    @Override
    public void obtrudeException(Throwable failure) {
        super.obtrudeException(failure);
        overBy(true);
    }

    /** Nothing is kept for one that somebody else has completed. */
    private boolean overBy(boolean somebody) {
        if (somebody) {
            if (first) {
                relay.forget();
            } else {
                limit();
            }
        }
        return somebody;
    }

    /** For all with this relay: which of them depend on this one is not known. */
    private void limit() {
        limited = true;
        relay.limited = true;
    }

    /** It need not wait for this one. */
    private static <U extends @Nullable Object> CompletableFuture<U> either(CompletableFuture<U> dependent) {
        ((BridgedFuture<?>) dependent).limited = true;
        return dependent;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEither(
            CompletionStage<? extends T> other, Function<? super T, U> function) {
        return either(super.applyToEither(other, function));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> function) {
        return either(super.applyToEitherAsync(other, function));
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> applyToEitherAsync(
            CompletionStage<? extends T> other, Function<? super T, U> function, Executor executor) {
        return either(super.applyToEitherAsync(other, function, executor));
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEither(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return either(super.acceptEither(other, action));
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action) {
        return either(super.acceptEitherAsync(other, action));
    }

    @Override
    public CompletableFuture<@Nullable Void> acceptEitherAsync(
            CompletionStage<? extends T> other, Consumer<? super T> action, Executor executor) {
        return either(super.acceptEitherAsync(other, action, executor));
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEither(CompletionStage<?> other, Runnable action) {
        return either(super.runAfterEither(other, action));
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action) {
        return either(super.runAfterEitherAsync(other, action));
    }

    @Override
    public CompletableFuture<@Nullable Void> runAfterEitherAsync(CompletionStage<?> other, Runnable action, Executor executor) {
        return either(super.runAfterEitherAsync(other, action, executor));
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        limit();
        return super.orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        limit();
        return super.completeOnTimeout(value, timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        limit();
        super.completeAsync(supplier, executor);
        if (first) {
            whenComplete((value, failure) -> relay.forget());
        }
        return this;
    }
}
