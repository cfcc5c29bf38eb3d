package pykka.api.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/** Runs something once when a promise is completed, on the thread that completes it: trusted, quick code that does not throw. */
final class Callback extends Wake {
    private final AtomicBoolean fired = new AtomicBoolean();
    private final Runnable action;

    private Callback(Runnable action) {
        this.action = action;
    }

    /** Runs it now if the promise is completed. */
    static Callback on(Promise<?> promise, Runnable action) {
        Callback callback = new Callback(action);
        promise.push(callback);
        if (promise.settled()) {
            promise.unlink(callback);
            callback.wake();
        }
        return callback;
    }

    @Override
    void wake() {
        if (fired.compareAndSet(false, true)) {
            action.run();
        }
    }
}
