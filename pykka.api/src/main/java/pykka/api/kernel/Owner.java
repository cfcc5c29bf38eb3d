package pykka.api.kernel;

import org.jspecify.annotations.Nullable;

/** Who completes a promise, and may itself be waiting: an actor, or a plain thread while it runs a function of a future. */
public interface Owner {
    /** What it waits for now, if anything. Any thread. */
    @Nullable Wait waiting();

    /** Publishes what it waits for; null: nothing. Only its own thread. Volatile. */
    void waiting(@Nullable Wait wait);

    /** Parks until the wait is over. */
    void park(Wait wait);

    /** What it handles, in words. */
    String describe();

    /** Publishes a wait, checks for a deadlock, and waits. */
    default void await(Wait wait) {
        Wait before = waiting(); // there is one if a log back end waits while a deadlock is reported
        waiting(wait);
        try {
            Deadlocks.check(this, wait);
            park(wait);
        } finally {
            waiting(before);
        }
    }
}
