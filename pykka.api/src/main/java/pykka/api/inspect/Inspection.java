package pykka.api.inspect;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.deadlock.WaitForGraph;
import pykka.api.internal.monitor.Snapshots;
import pykka.api.internal.monitor.TopActors;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.ListenerHub;

/** Looks at actors from outside. All methods may be called from any thread; none stops or slows an actor. */
public final class Inspection {
    /** How far the messages of a mailbox are counted. */
    public static final int INBOX_LIMIT = Snapshots.INBOX_LIMIT;

    private Inspection() {}

    /**
     * Returns all registered actors, as they are now.
     *
     * @return an unmodifiable list in the order of the starts
     */
    public static List<ActorInfo> actors() {
        FirstUse.prepare();
        return Snapshots.all();
    }

    /**
     * Returns an actor as it is now.
     *
     * @param ref the actor
     * @return what it does, or empty if it has ended
     */
    public static Optional<ActorInfo> actor(ActorRef<?> ref) {
        FirstUse.prepare();
        return Optional.ofNullable(Snapshots.of(Objects.requireNonNull(ref, "ref")));
    }

    /**
     * Returns the actors that some platform threads run now. Of virtual threads, and of threads that a runtime makes by itself
     * without {@link pykka.api.spi.ActorCarrier}, that is not known.
     *
     * @param threadIds the ids of the threads, as {@link Thread#getId()} returns them
     * @return an unmodifiable map by these ids, without those of threads that run no actor or have ended
     */
    public static Map<Long, ActorInfo> onThreads(long... threadIds) {
        FirstUse.prepare();
        return Snapshots.on(threadIds);
    }

    /**
     * Returns where the thread of an actor is, on virtual threads too.
     *
     * @param ref the actor
     * @return an unmodifiable list of its frames, the innermost first; empty if no thread runs the actor
     */
    public static List<StackTraceElement> stack(ActorRef<?> ref) {
        FirstUse.prepare();
        return Snapshots.stack(Objects.requireNonNull(ref, "ref"));
    }

    /**
     * Counts the registered actors, and shows those who wait or work longest. For any number of actors: only those shown cost
     * memory.
     *
     * @param most how many to show
     * @return the summary
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public static ActorSummary summary(int most) {
        FirstUse.prepare();
        if (most < 0) {
            throw new IllegalArgumentException("negative: " + most);
        }
        return TopActors.of(most);
    }

    /**
     * Finds deadlocks: cycles of actors and threads that wait for each other, for futures of actors, for places in their
     * mailboxes, and for the locks that are given. A wait with a time limit is no part of a deadlock. What is returned was so at
     * one moment. No thread is stopped, no lock is taken, and nothing is changed.
     *
     * @param locks which threads are blocked for locks, and by whom, all at one moment; asked anew several times; may answer
     *     nothing
     * @return an unmodifiable list, empty if there is none
     */
    public static List<Deadlock> deadlocks(Supplier<? extends Collection<Blocked>> locks) {
        FirstUse.prepare();
        return WaitForGraph.find(Objects.requireNonNull(locks, "locks"), Registry::forEachActor);
    }

    /**
     * Installs a listener. Actors that handle messages just now hear of it some messages later.
     *
     * @param listener the listener
     * @return closing it removes the listener; a call of the listener that has begun goes on
     */
    public static Registration listen(ActorListener listener) {
        FirstUse.prepare();
        return ListenerHub.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Tells the listeners of an actor that is at the same message for too long: for watchdogs.
     *
     * @param actor what the actor does
     * @param nanos how long it has been at the message, in nanoseconds
     */
    public static void tellStuck(ActorInfo actor, long nanos) {
        FirstUse.prepare();
        Objects.requireNonNull(actor, "actor");
        ListenerHub.tell(listener -> listener.stuck(actor, nanos));
    }

    /**
     * Returns what became of the messages of all actors since the JVM began. For tests: all zero unless the property
     * {@code pykka.count} was true when the library was loaded.
     *
     * @return the counts
     */
    public static Counts counts() {
        FirstUse.prepare();
        return Snapshots.total();
    }

    /**
     * Returns what became of the messages of one actor.
     *
     * @param ref the actor
     * @return the counts, or empty if it has ended or nothing is counted
     */
    public static Optional<Counts> counts(ActorRef<?> ref) {
        FirstUse.prepare();
        return Optional.ofNullable(Snapshots.counts(Objects.requireNonNull(ref, "ref")));
    }
}
