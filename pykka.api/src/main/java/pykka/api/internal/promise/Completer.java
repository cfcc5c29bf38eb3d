package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.deadlock.DeadlockDetector;

/** Who completes a promise, and may itself be waiting: an actor, or a plain thread while it runs a function of a future. */
public interface Completer {
    /** What it waits for now, if anything. Any thread. */
    @Nullable BlockingWait waiting();

    /** Publishes what it waits for; null: nothing. Only its own thread. Volatile. */
    void waiting(@Nullable BlockingWait wait);

    /** Parks until the wait is over. */
    void park(BlockingWait wait);

    /** What it handles, in words. */
    String describe();

    /** Publishes a wait, checks for a deadlock, and waits. */
    public default void await(BlockingWait wait) {
        BlockingWait before = waiting(); // there is one if a log back end waits while a deadlock is reported
        waiting(wait);
        try {
            DeadlockDetector.check(this, wait);
            park(wait);
        } finally {
            waiting(before);
        }
    }
}
