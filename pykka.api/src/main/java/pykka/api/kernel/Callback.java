package pykka.api.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs something once when a promise is completed, on the thread that completes it: code that does not throw, and is quick, unless
 * it is foreign.
 */
final class Callback extends Wake {
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
        return new Callback(promise, action, false).linked(promise);
    }

    /** The same for what leads to code of users, as an executor does. */
    static Callback foreign(Promise<?> promise, Runnable action) {
        return new Callback(promise, action, true).linked(promise);
    }

    private Callback linked(Promise<?> promise) {
        promise.push(this);
        if (promise.settled()) {
            Promise.rouse(this);
            if (fired.get()) {
                promise.unlink(this);
            }
        }
        return this;
    }

    void forget() {
        Promise<?> on = promise;
        if (on != null) {
            on.unlink(this);
        }
    }

    @Override
    void wake() {
        Runnable run = action;
        if (run == null) {
            return;
        }
        if (fired.compareAndSet(false, true)) {
            run.run();
            drop();
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
