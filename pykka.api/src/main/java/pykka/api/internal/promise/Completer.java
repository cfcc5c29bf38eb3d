package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;

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

    /** The URN, if it is an actor. */
    default @Nullable String urn() {
        return null;
    }

    /** The thread that runs it now, if that is known. Any thread: a snapshot. */
    default @Nullable Thread running() {
        return null;
    }

    /** The thread that runs nothing else, if it has one. */
    default @Nullable Thread ownThread() {
        return null;
    }

    /** Counts a promise that it is to complete (1), or has completed (-1), where the contract suite counts. */
    default void pending(int change) {}

    /** An ask that it was to answer was withdrawn. */
    default void withdrew() {}
}
