package pykka.api.inspect;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what actors do. Called on the thread where it happens, with no lock held; what it throws is ignored. It should be quick
 * and must not wait.
 */
@ConsumerType
public interface ActorListener {
    /**
     * An actor was started.
     *
     * @param urn its URN
     * @param className the simple name of its class
     */
    default void started(String urn, String className) {}

    /**
     * An actor has ended by a request to stop.
     *
     * @param urn its URN
     * @param className the simple name of its class
     */
    default void stopped(String urn, String className) {}

    /**
     * An actor has ended by a failure.
     *
     * @param urn its URN
     * @param className the simple name of its class
     * @param failure the class of what was thrown
     */
    default void failed(String urn, String className, String failure) {}

    /**
     * An actor has handled a message.
     *
     * @param urn its URN
     * @param className the simple name of its class
     * @param message the class of the message
     * @param nanos how long it took, in nanoseconds
     */
    default void handled(String urn, String className, String message, long nanos) {}

    /**
     * A wait with a time limit has come to nothing: that of an ask, a stop, a read of a future, or for a place in an inbox.
     *
     * @param who the actor that waited, or else the thread, in words
     * @param waitsFor the actor that it waited for, in words, or {@code a future without a completer}
     * @param nanos how long it has waited, in nanoseconds
     */
    default void timedOut(String who, String waitsFor, long nanos) {}

    /**
     * A deadlock was found.
     *
     * @param report the cycle, and the stack of each member
     */
    default void deadlock(String report) {}
}
