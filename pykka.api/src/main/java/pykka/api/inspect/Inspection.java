package pykka.api.inspect;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import pykka.api.ActorRef;
import pykka.api.kernel.Listeners;
import pykka.api.kernel.Snapshot;

/** Looks at actors from outside. All methods may be called from any thread; none stops or slows an actor. */
public final class Inspection {
    /** How far the messages of an inbox are counted. */
    public static final int INBOX_LIMIT = 10_000;

    private Inspection() {}

    /**
     * Returns all registered actors, as they are now.
     *
     * @return an unmodifiable list in the order of the starts
     */
    public static List<ActorInfo> actors() {
        return Snapshot.all();
    }

    /**
     * Returns an actor as it is now.
     *
     * @param ref the actor
     * @return what it does, or empty if it has ended
     */
    public static Optional<ActorInfo> actor(ActorRef<?> ref) {
        return Optional.ofNullable(Snapshot.of(Objects.requireNonNull(ref, "ref")));
    }

    /**
     * Installs a listener. Actors that are in the middle of a turn hear of it with the next one.
     *
     * @param listener the listener
     * @return closing it removes the listener
     */
    public static AutoCloseable listen(ActorListener listener) {
        return Listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Returns what became of the messages of all actors since the JVM began. For tests: all zero unless the property
     * {@code pykka.count} was true when the library was loaded.
     *
     * @return the counts
     */
    public static Counts counts() {
        return Snapshot.total();
    }

    /**
     * Returns what became of the messages of one actor.
     *
     * @param ref the actor
     * @return the counts, or empty if it has ended or nothing is counted
     */
    public static Optional<Counts> counts(ActorRef<?> ref) {
        return Optional.ofNullable(Snapshot.counts(Objects.requireNonNull(ref, "ref")));
    }
}
