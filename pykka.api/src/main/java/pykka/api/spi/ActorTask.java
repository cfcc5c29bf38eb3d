package pykka.api.spi;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/**
 * An actor as its runtime sees it: something to be run in turns. Implemented by the kernel alone.
 */
@ProviderType
public interface ActorTask {
    /** How a turn ended. */
    enum Turn {
        /** There is nothing to do until {@link ActorRuntime#wake}, which may have been called already. */
        IDLE,
        /** The limits of the turn were reached; run again, after others. */
        MORE,
        /** The actor has ended; never run it again. */
        ENDED
    }

    /**
     * Runs the actor on this thread, until it is idle, has ended, or a limit is reached. Never throws. Never two at a time: one
     * run for the start, and for each wake, and for each MORE.
     *
     * @param maxMessages how many messages to handle at most
     * @param maxNanos how many nanoseconds after the beginning no further message is begun; {@link Long#MAX_VALUE}: no limit
     * @return how it ended
     */
    default Turn run(int maxMessages, long maxNanos) {
        return run(maxMessages, maxNanos, null);
    }

    /**
     * Runs the actor on this thread. As {@link #run(int, long)}, but the thread may stay for a moment when there are no messages:
     * what comes in that moment is handled without a wake.
     *
     * @param maxMessages how many messages to handle at most
     * @param maxNanos how many nanoseconds after the beginning no further message is begun; {@link Long#MAX_VALUE}: no limit
     * @param linger called before the actor goes idle, on this thread, inside the turn, with what tells whether there are
     *     messages again; it returns true to have them looked for once more, and must neither throw nor block, as with
     *     {@link ActorThreads#spin}. Null: the actor goes idle at once
     * @return how it ended
     */
    Turn run(int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger);

    /**
     * Asks the turn that runs now to end after the message in hand, with {@link Turn#MORE}: others wait for the thread. Without
     * effect on an actor that has ended. If the turn is over already, the next one may end early. Called by any thread; does not
     * block.
     */
    void endTurn();

    /**
     * Tells whether a run is due: what a thread that belongs to the actor parks for after IDLE.
     *
     * @return true if so
     */
    boolean isRunnable();

    /**
     * Tells whether a message is queued: after MORE, whether the next run will find one. For the thread that ran the last turn,
     * before it passes the actor on.
     *
     * @return true if so
     */
    boolean hasNext();

    /**
     * Returns the name of the class of the next message, for tools. For a thread that may call {@link #run}, before it does.
     *
     * @return the name; null if no message is queued, or the next one is no message of a user
     */
    @Nullable String nextMessage();

    /**
     * Returns the reference of the actor.
     *
     * @return always the same
     */
    ActorRef<?> ref();

    /**
     * Returns what the runtime left with {@link #slot(Object)}.
     *
     * @return its own object, or null
     */
    @Nullable Object slot();

    /**
     * Leaves an object of the runtime with the actor: its thread, its link in a queue. Dropped at the end of the actor.
     *
     * @param own the object
     */
    void slot(@Nullable Object own);

    /**
     * Tells whether the JVM may end while the actor lives.
     *
     * @return true if so
     */
    boolean daemon();

    /**
     * Returns a name for a thread of this actor: its class and a number that no other actor has.
     *
     * @return a new name at each call
     */
    String threadName();

    /**
     * Returns the options of the actor.
     *
     * @return the options of the start over those of its class
     */
    ActorOptions options();

    /**
     * Ends the actor on the calling thread because the runtime cannot run it any more: its asks get ActorDeadException, it ends
     * by {@code onFailure}. Takes the place of a run that is due; not to be called inside {@link ActorRuntime#wake}.
     *
     * @param why the reason, which is logged
     */
    void abandon(Throwable why);
}
