package pykka.api.kernel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/**
 * A CompletableFuture that is completed as the future is that a future gives. As with {@link Async}, no thread waits for it, and
 * it is never completed on the thread of an actor, which may be what completes an actor's stage.
 */
public final class Flattened {
    private final String name;
    private final CompletableFuture<?> outer;
    private final CompletableFuture<@Nullable Object> target;

    private Flattened(Future<?> future, String name) {
        this.name = name;
        outer = Async.convert(future, null);
        target = outer.newIncompleteFuture();
    }

    /** The name is that of the member that gives the future. */
    public static CompletableFuture<@Nullable Object> of(Future<?> future, String name) {
        Flattened flattened = new Flattened(future, name);
        flattened.start();
        return flattened.target;
    }

    private void start() {
        forget(outer);
        outer.whenComplete((value, failure) -> {
            if (failure != null) {
                target.completeExceptionally(failure);
                return;
            }
            try {
                follow(converted(value));
            } catch (Throwable e) {
                target.completeExceptionally(e); // a stage of the user's own
            }
        });
    }

    private void follow(CompletableFuture<?> inner) {
        forget(inner);
        inner.whenComplete((value, failure) -> {
            if (failure != null) {
                target.completeExceptionally(failure);
            } else {
                target.complete(value);
            }
        });
    }

    /** Nothing is kept for one that somebody else completes or cancels. */
    private void forget(CompletableFuture<?> followed) {
        target.whenComplete((value, failure) -> followed.cancel(false));
    }

    private CompletableFuture<?> converted(@Nullable Object value) {
        if (value instanceof Future<?> future) {
            return Async.convert(future, null);
        }
        if (!(value instanceof CompletionStage<?> stage)) {
            throw new NullPointerException("'" + Text.clean(name) + "' gave null: it must give a future");
        }
        Promise<@Nullable Object> promise = new Reply<>();
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                promise.complete(result);
            } else {
                promise.fail(unwrapped(failure));
            }
        });
        return Async.convert(promise, null);
    }

    /** Of what the JDK itself wraps, which says what it is without foreign code. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getClass() == CompletionException.class ? ((CompletionException) failure).getCause() : null;
        return cause == null ? failure : cause;
    }
}
