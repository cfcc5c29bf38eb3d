package pykka.api.inspect;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.ActorEnd;

/**
 * A message that its actor does not handle: what {@link ActorListener#deadLetter} is told. A message that was taken back, such as
 * an ask that was cancelled, is none; nor is what a timer sends that was cancelled, or the notice of a watch. Immutable. Later
 * versions may add methods, and causes: a switch over {@link Cause} needs a default.
 */
@ProviderType
public interface DeadLetter {
    /** Why a message is not handled. */
    enum Cause {
        /** It was in the inbox when the actor ended. */
        DROPPED,
        /** It was sent to an actor that has ended, or is not started: its sender got an {@link pykka.api.ActorDeadException}. */
        DEAD,
        /** The inbox was full: its sender got an {@link pykka.api.ActorInboxFullException}, or has broadcast it. */
        INBOX_FULL,
        /** It was told by {@code tellAfter}, and the actor ended before it was time. */
        TIMER
    }

    /**
     * Returns the actor that it was for.
     *
     * @return its name
     */
    ActorName actor();

    /**
     * Returns the class of the message.
     *
     * @return the name of the class, that of a lambda if it was one, or {@code null} as a text
     */
    String message();

    /**
     * Returns why it is not handled.
     *
     * @return the cause
     */
    Cause cause();

    /**
     * Returns why the actor has ended.
     *
     * @return the reason; empty if the actor has not ended, or if it is not known yet
     */
    Optional<ActorEnd.Reason> end();

    /**
     * Returns whether an answer was expected.
     *
     * @return true if it was an ask, whose future has failed or is about to; false if it was told
     */
    boolean asked();

    /**
     * Returns the message, to a listener that {@linkplain ActorListener#wantsContent() wants} it.
     *
     * @return the message; empty if it was null, or code to be run, such as a lambda or the call of a typed proxy, and for all
     *     other listeners
     */
    Optional<Object> content();

    /**
     * Tells all but the content in one line, which can be printed as it is.
     *
     * @return as in {@code java.lang.String told to Greeter (urn:uuid:...): DROPPED, STOPPED}
     */
    @Override
    String toString();
}
