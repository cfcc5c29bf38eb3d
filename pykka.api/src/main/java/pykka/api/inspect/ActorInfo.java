package pykka.api.inspect;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An actor at one moment: strings and numbers, which keep neither the actor nor its thread. Immutable. Later versions may add
 * methods, and states: a switch over {@link State} needs a default.
 */
@ProviderType
public interface ActorInfo {
    /** What an actor does. */
    enum State {
        /** It has nothing to do. */
        IDLE,
        /** It handles messages, or is about to. */
        RUNNING,
        /** Its code waits for a future, or for a place in an inbox. */
        WAITING,
        /** It takes no more messages and is about to have ended. */
        ENDING
    }

    /**
     * Returns the URN of the actor.
     *
     * @return as in {@code urn:uuid:...}
     */
    String urn();

    /**
     * Returns the simple name of its class.
     *
     * @return the name
     */
    String className();

    /**
     * Returns the name of its runtime.
     *
     * @return the name
     */
    String runtime();

    /**
     * Returns the bundle that it belongs to.
     *
     * @return the bundle, in words; empty outside OSGi
     */
    Optional<String> owner();

    /**
     * Returns the group that it is in.
     *
     * @return the name of the innermost {@link pykka.api.ActorGroup}; empty if it is in none
     */
    Optional<String> group();

    /**
     * Returns what it does.
     *
     * @return its state
     */
    State state();

    /**
     * Returns how many messages wait.
     *
     * @return the number, counted up to {@link Inspection#INBOX_LIMIT}
     */
    int inboxLength();

    /**
     * Returns how many messages may wait.
     *
     * @return the number; empty if the inbox has no bound
     */
    OptionalInt inboxCapacity();

    /**
     * Returns how many messages were refused because its inbox was full.
     *
     * @return the number since the actor was started
     */
    long refused();

    /**
     * Returns the class of the message that it handles.
     *
     * @return the name of the class; empty if it handles none
     */
    Optional<String> handling();

    /**
     * Returns a number that stands for the message that it handles: the same in two looks at an actor means that it is at the
     * same one still, or at its end.
     *
     * @return the number; empty if it handles none
     */
    OptionalInt messageNumber();

    /**
     * Returns what it waits for.
     *
     * @return an actor, or else a future, in words; empty if it does not wait
     */
    Optional<String> waitsFor();

    /**
     * Returns which actor it waits for.
     *
     * @return the URN of that actor; empty if it waits for none
     */
    Optional<String> waitsForUrn();

    /**
     * Returns how long it has waited.
     *
     * @return the time; empty if it does not wait
     */
    Optional<Duration> waitTime();

    /**
     * Returns whether its wait has a time limit.
     *
     * @return true if so; false if it does not wait
     */
    boolean timed();

    /**
     * Returns the name of the thread that runs it.
     *
     * @return the name; empty if no thread does
     */
    Optional<String> threadName();

    /**
     * Returns the id of the thread that runs it, or that the idle actor has for itself.
     *
     * @return what {@link Thread#getId()} of that thread returns; empty if there is none
     */
    OptionalLong threadId();

    /**
     * Tells most of this in one line, which can be printed as it is.
     *
     * @return as in {@code Greeter (urn:uuid:...) on pooled: RUNNING, 2 messages wait, handles java.lang.String}
     */
    @Override
    String toString();
}
