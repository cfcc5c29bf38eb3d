package pykka.api.inspect;

import org.jspecify.annotations.Nullable;

/**
 * An actor at one moment.
 *
 * @param urn the URN of the actor
 * @param className the simple name of its class
 * @param runtime the name of its runtime
 * @param owner the bundle that it belongs to, or null outside OSGi
 * @param state what it does
 * @param inboxLength how many messages wait, counted up to {@link Inspection#INBOX_LIMIT}
 * @param handling the class of the message that it handles, or null if none, or if the message was null
 * @param waitsFor what it waits for, in words, or null if it does not wait
 * @param waitsForUrn the URN of the actor that it waits for, or null if it waits for none
 * @param waitsMillis how long it has waited, in milliseconds, or -1 if it does not wait
 * @param timed whether that wait has a limit
 * @param threadName the name of the thread that runs it, or null if none does
 * @param threadId the id of that thread, or of the thread that the idle actor has for itself; -1 if there is none
 * @param messageNumber stands for the message that it handles: the same in two snapshots of an actor means that it is at the same
 *     one still, or at its end; 0 if it handles none
 */
public record ActorInfo(String urn, String className, String runtime, @Nullable String owner, State state, int inboxLength,
        @Nullable String handling, @Nullable String waitsFor, @Nullable String waitsForUrn, long waitsMillis, boolean timed,
        @Nullable String threadName, long threadId, int messageNumber) {
    /** What an actor does. */
    public enum State {
        /** It has nothing to do. */
        IDLE,
        /** It handles messages, or is about to. */
        RUNNING,
        /** Its code waits for a future, or for a place in an inbox. */
        WAITING,
        /** It takes no more messages and is about to have ended. */
        ENDING
    }
}
