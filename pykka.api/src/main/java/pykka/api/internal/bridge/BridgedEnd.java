package pykka.api.internal.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The CompletableFuture of an actor's end: a single one shared by all callers, so that it may be requested any number of times
 * while the actor lives. Only the actor can complete it; copies, and futures with a time limit, are new ones that callers can
 * complete.
 */
final class BridgedEnd<T extends @Nullable Object> extends BridgedFuture<T> {
    private final EndPromise end;

    BridgedEnd(BridgeCompleter bridge, EndPromise end) {
        super(bridge, false);
        this.end = end;
    }

    /** A dependent gets a bridge of its own, which knows what it waits for: all callers share the bridge of this future. */
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new BridgedFuture<>(new BridgeCompleter(end), false);
    }

    @SuppressWarnings("unchecked") // EndPromise is a Future<ActorEnd>, so T is ActorEnd
    private CompletableFuture<T> fresh() {
        return (CompletableFuture<T>) CompletableFutureBridge.fresh(end, null);
    }

    @Override
    public boolean complete(T value) {
        return false;
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return false;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return false;
    }

    @Override
    public void obtrudeValue(T value) {
        throw isTheActors();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw isTheActors();
    }

    private static UnsupportedOperationException isTheActors() {
        return new UnsupportedOperationException(
                "It tells of an actor's end: only the actor completes it. copy() can be completed");
    }

    @Override
    public CompletableFuture<T> copy() {
        return fresh();
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        return fresh().orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        return fresh().completeOnTimeout(value, timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        return fresh().completeAsync(supplier, executor);
    }
}
