package pykka.api.internal.promise;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.bridge.CompletableFutureBridge;

/**
 * Runs something once when a promise is completed, on the thread that completes it: code that does not throw, and is quick, unless
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

    /** Runs it now if the promise is completed. */
    public static CompletionCallback on(LocalPromise<?> promise, Runnable action) {
        CompletionCallback callback = of(promise, action, false);
        callback.link();
        return callback;
    }

    /**
     * One that is not linked yet.
     *
     * @param foreign whether the action leads to code of users, as an executor does
     */
    public static CompletionCallback of(LocalPromise<?> promise, Runnable action, boolean foreign) {
        return new CompletionCallback(promise, action, foreign);
    }

    /** Runs it now if the promise is completed. */
    public void link() {
        LocalPromise<?> on = promise;
        on.push(this);
        if (on.settled()) {
            LocalPromise.rouse(this);
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
    public void wake() {
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
                    fired.set(false); // without memory or stack: it is tried again
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
        wake();
    }

    @Override
    public void wakeApart() {
        if (foreign) {
            BatchExecutor.POOL.execute(this);
        } else {
            wake();
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
