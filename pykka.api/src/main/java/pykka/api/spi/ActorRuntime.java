package pykka.api.spi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Gives actors threads. Implemented by runtimes, with a public constructor without parameters, and called by the kernel from
 * any thread.
 */
@ConsumerType
public interface ActorRuntime {
    /**
     * Returns the name by which options and the property {@code pykka.runtime} select this runtime.
     *
     * @return the name, always the same
     */
    String name();

    /**
     * Returns the rank among runtimes where none is selected; the highest wins. {@code pooled} has 100, {@code threading} 50,
     * {@code virtual} 10.
     *
     * @return the rank, always the same
     */
    int priority();

    /**
     * Returns why this runtime cannot run on this JVM.
     *
     * @return the reason, as in {@code needs JDK 21 or newer, this is 17}; empty if it can
     */
    default Optional<String> unavailableReason() {
        return Optional.empty();
    }

    /**
     * Allots a thread, or a place, to a new actor, and leads to the first {@link ActorTask#run}.
     *
     * @param task the actor
     * @throws RuntimeException if that is not possible; nothing has happened then, and the starter gets it as it is. The same
     *     holds for an Error
     */
    void start(ActorTask task);

    /**
     * Makes an idle actor run: called once when it becomes runnable, on the sender's thread, and leads to one
     * {@link ActorTask#run}. It must not block, throw, or call user code. After a RuntimeException the actor is abandoned. After
     * an Error, for want of memory perhaps, it is called again, soon from another thread, until it returns: so it must throw
     * before it has any effect, or have the same effect once more.
     *
     * @param task the actor
     */
    void wake(ActorTask task);

    /**
     * Waits, in the turn of one of this runtime's actors, on the thread that runs it. A runtime with few threads compensates
     * here.
     *
     * @param task the actor
     * @param waiter the wait; done when this returns
     * @throws pykka.api.ActorStarvationException before parking, if there can be no more waiting actors
     */
    default void await(ActorTask task, Waiter waiter) {
        waiter.park();
    }

    /**
     * Returns why no actor of this runtime may wait in its hooks, its messages and its proxies' calls, whatever the wait is for.
     * The kernel then refuses each wait before anything is sent, with or without a limit, even if the answer would come at once.
     * Called on the thread of an actor; must not block.
     *
     * @return the reason and the remedy, as the end of a sentence; null if actors may wait
     */
    default @Nullable String waitRefusal() {
        return null;
    }

    /**
     * Returns the thread that alone can run the actors of this runtime, where it runs the code of others, too, as the event
     * thread of a user interface does. While such code waits, no actor of this runtime goes on: the kernel takes that into
     * account when it looks for deadlocks. Called by any thread; must not block.
     *
     * @return the thread; null if there is no such thread, or it is not known
     */
    default @Nullable Thread soleThread() {
        return null;
    }

    /**
     * Returns what a runtime of tests is to the kernel: see {@link Simulation}. Called by any thread; must not block.
     *
     * @return always the same; null if actors of this runtime run by themselves
     */
    default @Nullable Simulation simulation() {
        return null;
    }

    /**
     * Tells whether the threads of actors that are not daemons keep the JVM alive by themselves. For other runtimes the kernel
     * does it.
     *
     * @return true if so
     */
    default boolean holdsJvm() {
        return false;
    }

    /**
     * Ends all threads of this runtime. Called by the code that made the object, after its last actor has ended; may be called
     * again.
     */
    default void close() {}
}
