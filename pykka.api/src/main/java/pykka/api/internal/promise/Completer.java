package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.inspect.ActorName;
import pykka.api.spi.Simulation;

/** The party that completes a promise and may itself be waiting: an actor, or a plain thread that runs a function of a future. */
public interface Completer {
    /** The wait that the completer is in; null if there is none. May be called from any thread. */
    @Nullable BlockingWait waiting();

    /** Publishes the wait, null for none, by a volatile write. Called only from the completer's own thread. */
    void waiting(@Nullable BlockingWait wait);

    /** Parks until the wait is over. */
    void park(BlockingWait wait);

    /** What the completer is handling, in words. */
    String describe();

    /** The URN of an actor; null for any other completer. */
    default @Nullable String urn() {
        return null;
    }

    /** The name of an actor, for listeners; null for any other completer. */
    default @Nullable ActorName name() {
        return null;
    }

    /** The thread that runs the completer now; null if unknown. May be called from any thread; the result is a snapshot. */
    default @Nullable Thread running() {
        return null;
    }

    /** The thread that runs this completer and nothing else; null if there is no such thread. */
    default @Nullable Thread ownThread() {
        return null;
    }

    /** Why this completer must not wait; null if it may. */
    default @Nullable String waitRefusal() {
        return null;
    }

    /** The thread that alone can run this completer, and runs other code too; null if there is none, or it is unknown. */
    default @Nullable Thread soleThread() {
        return null;
    }

    /** The simulation that runs this completer; null outside of tests. */
    default @Nullable Simulation simulation() {
        return null;
    }

    /** The wait without whose end the completer cannot go on: its own, or that of its sole thread. A snapshot. */
    default @Nullable BlockingWait heldUpBy() {
        return waiting();
    }

    /** Counts, for the contract suite, a promise that this is to complete (1), or has completed (-1). */
    default void pending(int change) {}

    /** Called when an ask to this completer has been withdrawn. */
    default void withdrew() {}
}
