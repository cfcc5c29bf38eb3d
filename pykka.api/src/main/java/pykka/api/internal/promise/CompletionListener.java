package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Retries;

/** Somebody to be told that a promise is completed: a thread that waits, or a callback. A link in one promise's stack, once. */
public abstract class CompletionListener implements Retries.Retry {
    /** So many are looked at each time that one gives up. */
    static final int NEWEST = 16;

    volatile @Nullable CompletionListener next;
    /** False: gave up, and may be unlinked. */
    volatile boolean live = true;
    /** In the one on top of the stack: about how many there are. Racy: it only tells when sweeping is worthwhile. */
    int depth;
    /** The same for those that gave up and are still linked. */
    int dead;

    /** Called once or more, after the promise is completed, by whoever completed it. */
    public abstract void wake();

    /** Whether it runs code of users, which may take its time: called after all others. */
    public boolean isForeign() {
        return false;
    }

    /** Of one that may run code of users: whether there is none at the moment, as where a thread waits for a CompletableFuture. */
    public boolean isQuick() {
        return !isForeign();
    }

    /** Whether there is nothing left to do. */
    public boolean isOver() {
        return false;
    }

    /** As {@link #wake}, but code of users runs on another thread. */
    public void wakeApart() {
        wake();
    }

    /** It gave up, and may stay linked for a while: refers to nothing any more. */
    public void drop() {}

    @Override
    public final boolean succeeds() {
        if (live) {
            wakeApart();
        }
        return true;
    }
}
