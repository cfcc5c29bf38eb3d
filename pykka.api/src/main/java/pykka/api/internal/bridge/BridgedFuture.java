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
 * The CompletableFuture of a future, or a dependent of one. A thread that waits for it waits for what the future waits for, as a
 * reader of the future does: so deadlocks are found, and a pool compensates for the blocked thread. All else is the JDK's.
 */
public class BridgedFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    /** No deadlock is found through chains that are longer. */
    private static final int MOST_STAGES = 10_000;

    private final BridgeCompleter bridge;
    /** Whether the bridge completes this future; false for a dependent. */
    private final boolean first;
    /** Whether something else, such as a timeout, will complete this future: then waits for it are no part of a deadlock. */
    private volatile boolean limited;
    /** The latest dependent that ends waits for this future. */
    private volatile @Nullable Over over;
    /** How many such dependents have been made. Racy: one that is not counted is taken for user code. */
    private int waits;

    public BridgedFuture(BridgeCompleter bridge, boolean first) {
        this.bridge = bridge;
        this.first = first;
    }

    /** A dependent that completes a promise when this future is completed, to end a wait. */
    private static final class Over implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        final LocalPromise<@Nullable Object> promise = new LocalPromise<>();
        /** How many dependents there were after this one was added. */
        int dependents;

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable failure) {
            promise.complete(null);
        }
    }

    /** Called by the bridge. A second call runs the dependents that a first one left for lack of stack or memory. */
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
        BridgedFuture<U> dependent = new BridgedFuture<>(bridge, false);
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
                    interrupted |= Thread.interrupted(); // join() of the JDK goes on waiting, too
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
            // super.get() throws the JDK's exception
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
                // super.get() throws the JDK's exception
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
                BlockingWait.until(leaf, end, isAlone() ? bridge.link() : null, deadline);
            }
        }
    }

    /**
     * The promise that the future behind this waits for, found through flattened stages of other futures; null if it is unknown,
     * or if something else may end the wait.
     */
    private @Nullable LocalPromise<?> awaited() {
        BridgedFuture<?> now = this;
        boolean limits = false;
        for (int i = 0; i < MOST_STAGES; i++) {
            limits |= now.limited || now.bridge.limited;
            BridgedFuture<?> next = now.bridge.watched();
            if (next == null) {
                return limits ? null : now.bridge.awaited();
            }
            now = next;
        }
        return null;
    }

    /** Whether user code, or a dependent that may lead to some, runs when this future is completed. */
    final boolean hasDependents() {
        return getNumberOfDependents() > waits;
    }

    /** Whether no other dependent is known to wait for what this future waits for. */
    private boolean isAlone() {
        BridgedFuture<?> root = bridge.target();
        return getNumberOfDependents() <= 1 && (root == null || root.getNumberOfDependents() <= 1);
    }

    /**
     * The promise that ends a wait for this future. Dependents run newest first, and one of them may take long, or may wait for
     * the very thread that waits here. So each wait adds its own dependent, newer than all others, as the JDK does; it reuses the
     * latest one if no dependent was added since.
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
        if (first) {
            bridge.cancelSource(); // if that succeeds, it cancels this, too
        }
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

    /** Releases the source if the call, and not the bridge, completed this future. */
    private boolean overBy(boolean byAnother) {
        if (byAnother) {
            if (first) {
                bridge.forget();
            } else {
                limit();
            }
        }
        return byAnother;
    }

    /** Marks all futures with this bridge, because it is not known which of them depend on this one. */
    private void limit() {
        limited = true;
        bridge.limited = true;
    }

    /** Marks a dependent that another stage may complete first. */
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
            whenComplete((value, failure) -> bridge.forget());
        }
        return this;
    }
}
