package pykka.api.internal.promise;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action once when a promise is completed, on the completer's thread. The action must be fast and must not throw, unless
 * it is foreign.
 */
public final class CompletionCallback extends CompletionListener implements Runnable {
    private final AtomicBoolean fired = new AtomicBoolean();
    private final boolean foreign;
    private volatile @Nullable Runnable action;
    private volatile @Nullable LocalPromise<?> promise;

    private CompletionCallback(LocalPromise<?> promise, Runnable action, boolean foreign) {
        this.promise = promise;
        this.action = action;
        this.foreign = foreign;
    }

    /** Links a new callback; runs the action now if the promise is completed. */
    public static CompletionCallback on(LocalPromise<?> promise, Runnable action) {
        CompletionCallback callback = of(promise, action, false);
        callback.link();
        return callback;
    }

    /**
     * A callback that is not linked yet.
     *
     * @param foreign whether the action may run user code, as an executor does
     */
    public static CompletionCallback of(LocalPromise<?> promise, Runnable action, boolean foreign) {
        return new CompletionCallback(promise, action, foreign);
    }

    /** Links the callback; runs the action now if the promise is completed. */
    public void link() {
        LocalPromise<?> on = promise;
        on.push(this);
        if (on.settled()) {
            Notification.call(this);
            if (fired.get()) {
                on.unlink(this);
            }
        }
    }

    public void forget() {
        LocalPromise<?> on = promise;
        if (on != null) {
            on.unlink(this);
        }
    }

    @Override
    public void onCompletion() {
        Runnable run = action;
        if (run == null) {
            return;
        }
        if (fired.compareAndSet(false, true)) {
            boolean done = false;
            try {
                run.run();
                done = true;
            } finally {
                if (!done) {
                    fired.set(false); // no memory or stack: the action is retried
                }
            }
            drop();
        }
    }

    @Override
    public boolean isOver() {
        return action == null;
    }

    @Override
    public void run() {
        onCompletion();
    }

    @Override
    public void onCompletionApart() {
        if (foreign) {
            BatchExecutor.POOL.execute(this);
        } else {
            onCompletion();
        }
    }

    @Override
    public boolean isForeign() {
        return foreign;
    }

    @Override
    public void drop() {
        action = null;
        promise = null;
    }
}
