package pykka.api.internal.promise;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.mailbox.Retries;

/**
 * Completes a promise as a CompletionStage of the JDK is completed, without allocation. What the stage's completer has no stack
 * or memory for is left to another thread, and a chain of stages takes no more stack than a chain of promises.
 */
public final class StageListener<T extends @Nullable Object>
        implements BiConsumer<@Nullable Object, @Nullable Throwable>, Runnable, Retries.Retry {
    private final LocalPromise<T> promise = new LocalPromise<>();
    private @Nullable Object result;
    private @Nullable Throwable failure;

    /** A future that is completed as a stage is. */
    public static <T extends @Nullable Object> Future<T> from(CompletionStage<? extends T> stage) {
        StageListener<T> listener = new StageListener<>();
        stage.whenComplete(listener);
        return listener.promise;
    }

    /** The future that is completed when this is called. */
    public Future<T> future() {
        return promise;
    }

    @Override
    public void accept(@Nullable Object result, @Nullable Throwable failure) {
        this.result = result;
        this.failure = failure;
        try {
            run();
        } catch (Throwable e) {
            Retries.add(this); // the JDK would drop it
        }
    }

    @Override
    public void run() {
        if (failure == null) {
            promise.complete(result);
        } else {
            promise.fail(unwrapped(failure));
        }
    }

    @Override
    public boolean succeeds() {
        BatchExecutor.POOL.execute(this);
        return true;
    }

    /** Unwraps only the JDK's own CompletionException, whose getCause runs no foreign code. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getClass() == CompletionException.class ? ((CompletionException) failure).getCause() : null;
        return cause == null ? failure : cause;
    }
}
