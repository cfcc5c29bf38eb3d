package pykka.api.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/** Completes a CompletableFuture from a future, without a thread that waits, and never on the thread of an actor. */
public final class Async<T extends @Nullable Object> {
    private static final Executor POOL = new CompletableFuture<>().defaultExecutor();

    private final Future<T> source;
    private final Reading reading;
    private final @Nullable Executor executor;
    private final CompletableFuture<T> target = new CompletableFuture<>();
    /** What the pool is given: made, and linked, before anything is registered. */
    private final Runnable task;

    private Async(Future<T> source, @Nullable Executor executor) {
        this.source = source;
        this.reading = new Reading(source);
        this.executor = executor;
        task = executor == null ? this::advance : this::scheduleOnExecutor;
    }

    public static <T extends @Nullable Object> CompletableFuture<T> convert(
            Future<T> source, @Nullable Executor executor) {
        Async<T> async = new Async<>(source, executor);
        if (source.isDone()) {
            async.advance(); // get would wait for nobody
        } else if (source instanceof Promise<?> promise) {
            async.on(promise);
        } else {
            async.schedule();
        }
        return async.target;
    }

    /** Goes on when a promise is completed, or forgets it when somebody completes or cancels the CompletableFuture before. */
    private void on(Promise<?> promise) {
        Callback callback = Callback.on(promise, this::schedule);
        target.whenComplete((value, failure) -> promise.unlink(callback));
    }

    /** Called by whoever completes a promise. A user's executor may run at once what it is given, so it is called in the pool. */
    private void schedule() {
        try {
            POOL.execute(task);
        } catch (Throwable e) {
            target.completeExceptionally(e);
        }
    }

    private void scheduleOnExecutor() {
        try {
            executor.execute(this::advance);
        } catch (Throwable e) {
            target.completeExceptionally(e);
        }
    }

    private void advance() {
        T value;
        try {
            Promise<?> undone = reading.advance(null);
            if (undone != null) {
                on(undone);
                return;
            }
            value = Futures.read(source, null);
        } catch (Throwable e) {
            target.completeExceptionally(e);
            return;
        }
        target.complete(value);
    }
}
