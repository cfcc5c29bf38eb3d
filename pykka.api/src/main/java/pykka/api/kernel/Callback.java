package pykka.api.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs something once when a promise is completed, on the thread that completes it: code that does not throw, and is quick, unless
 * it is foreign.
 */
final class Callback extends Wake implements Runnable {
    private final AtomicBoolean fired = new AtomicBoolean();
    private final boolean foreign;
    private volatile @Nullable Runnable action;
    private volatile @Nullable Promise<?> promise;

    private Callback(Promise<?> promise, Runnable action, boolean foreign) {
        this.promise = promise;
        this.action = action;
        this.foreign = foreign;
    }

    /** Runs it now if the promise is completed. */
    static Callback on(Promise<?> promise, Runnable action) {
        Callback callback = of(promise, action, false);
        callback.link();
        return callback;
    }

    /**
     * One that is not linked yet.
     *
     * @param foreign whether the action leads to code of users, as an executor does
     */
    static Callback of(Promise<?> promise, Runnable action, boolean foreign) {
        return new Callback(promise, action, foreign);
    }

    /** Runs it now if the promise is completed. */
    void link() {
        Promise<?> on = promise;
        on.push(this);
        if (on.settled()) {
            Promise.rouse(this);
            if (fired.get()) {
                on.unlink(this);
            }
        }
    }

    void forget() {
        Promise<?> on = promise;
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
    boolean isOver() {
        return action == null;
    }

    @Override
    public void run() {
        wake();
    }

    @Override
    void wakeApart() {
        if (foreign) {
            Async.POOL.execute(this);
        } else {
            wake();
        }
    }

    @Override
    boolean isForeign() {
        return foreign;
    }

    @Override
    void drop() {
        action = null;
        promise = null;
    }
}
