package pykka.api.kernel;

import org.jspecify.annotations.Nullable;

/** Who completes a promise, and may itself be waiting: an actor, or a plain thread while it runs a function of a future. */
interface Owner {
    /** What it waits for now, if anything. */
    @Nullable Wait waiting();

    /** Publishes a wait, checks for a deadlock, and waits. */
    void await(Wait wait);

    /** Takes back a published wait. Only by the thread that published it. */
    void withdraw();

    /** What it handles, in words. */
    String describe();
}
