package pykka.api.inspect;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.ActorEnd;

/**
 * Hears what actors do. Called on the thread where it happens, that of the actor or of a sender, with no lock held, and by
 * several threads at once. It should be quick and must not wait. What it throws is logged, once for each registration, and
 * changes nothing else.
 */
@ConsumerType
public interface ActorListener {
    /**
     * Returns whether {@link #handled} is to tell how long messages were in inboxes. If a listener wants that, each send reads
     * the clock, and 8 bytes more are allocated for each message. Read once, when the listener is installed.
     *
     * @return true if so; false unless overridden
     */
    default boolean wantsInboxTime() {
        return false;
    }

    /**
     * Returns whether {@link DeadLetter#content()} is to return the message. Read once, when the listener is installed.
     *
     * @return true if so; false unless overridden
     */
    default boolean wantsContent() {
        return false;
    }

    /**
     * An actor was started, and is about to run {@code onStart}.
     *
     * @param actor the actor
     */
    default void started(ActorName actor) {}

    /**
     * An actor that was started has ended. Its hooks have run, and those that wait for the end are told next.
     *
     * @param actor the actor
     * @param reason why it has ended
     * @param failure the class of what was thrown; null if it was not ended by a failure
     */
    default void ended(ActorName actor, ActorEnd.Reason reason, @Nullable String failure) {}

    /**
     * An actor has handled a message. The answer, if it was asked, is given next.
     *
     * @param actor the actor
     * @param message the class of the message
     * @param waited how long the message was in the inbox, in nanoseconds; -1 if that is not known: no
     *     listener {@linkplain #wantsInboxTime() wanted} it when the message was sent, or it is the notice of a watch
     * @param nanos how long it took to handle it, in nanoseconds
     * @param failure the class of what the handler threw; null if it returned
     */
    default void handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure) {}

    /**
     * A message is not handled. What a listener sends in vain on the thread that tells it a dead letter, before this method
     * returns, is told to no listener.
     *
     * @param letter the message by its class, the actor, and the cause
     */
    default void deadLetter(DeadLetter letter) {}

    /**
     * A wait with a time limit has come to nothing: that of an ask, a stop, a read of a future, or for a place in an inbox.
     *
     * @param who the actor that waited, or else the thread, in words
     * @param waitsFor the actor that it waited for; null if no actor completes what it waited for
     * @param nanos how long it has waited, in nanoseconds
     */
    default void timedOut(String who, @Nullable ActorName waitsFor, long nanos) {}

    /**
     * An actor that had failed was started again by {@link pykka.api.Restarting}.
     *
     * @param actor the new actor
     * @param restarts how many restarts there were within the window, this one included
     */
    default void restarted(ActorName actor, int restarts) {}

    /**
     * A watchdog has found an actor that is at the same message for too long. Called once for each message.
     *
     * @param actor what the actor does
     * @param nanos how long it has been at the message, in nanoseconds
     */
    default void stuck(ActorInfo actor, long nanos) {}

    /**
     * A deadlock was found.
     *
     * @param report the cycle, and the stack of each member
     */
    default void deadlock(String report) {}
}
