package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Retries;

/**
 * Is told that a promise is completed: a waiting thread or a callback. A listener is a link in the stack of one promise and can
 * be pushed only once.
 */
public abstract class CompletionListener implements Retries.Retry {
    /** How many of the newest listeners are swept each time that one gives up. */
    static final int NEWEST = 16;

    volatile @Nullable CompletionListener next;
    /** False once the listener has given up and may be unlinked. */
    volatile boolean live = true;
    /** In the top of the stack: about how many listeners are linked. Racy: it only tells when a full sweep is worthwhile. */
    int depth;
    /** In the top of the stack: about how many of them have given up and are still linked. */
    int dead;

    /**
     * Called once or more after the promise is completed: by its completer, by a thread that finds the promise completed when it
     * links this, or by a retry.
     */
    public abstract void onCompletion();

    /** Whether this may run user code, which can take long: such listeners are called after all others. */
    public boolean isForeign() {
        return false;
    }

    /**
     * Whether a foreign listener has no user code to run at present, for example if only threads wait for its CompletableFuture.
     */
    public boolean isQuick() {
        return !isForeign();
    }

    /** Whether there is nothing left to do. */
    public boolean isOver() {
        return false;
    }

    /** As {@link #onCompletion}, but user code runs on another thread. */
    public void onCompletionApart() {
        onCompletion();
    }

    /** Clears the references of a listener that gave up, because it may stay linked for a while. */
    public void drop() {}

    @Override
    public final boolean succeeds() {
        if (live) {
            onCompletionApart();
        }
        return true;
    }
}
