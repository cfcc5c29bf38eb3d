package pykka.api.kernel;

import org.jspecify.annotations.Nullable;

/** Somebody to be told that a promise is completed: a thread that waits, or a callback. A link in the promise's stack. */
abstract class Wake implements Retries.Retry {
    volatile @Nullable Wake next;
    /** False: gave up, and may be unlinked. */
    volatile boolean live = true;

    /** Called once or more, after the promise is completed, by whoever completed it. */
    abstract void wake();

    @Override
    public final boolean succeeds() {
        if (live) {
            wake();
        }
        return true;
    }
}
