package pykka.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an actor has ended: what {@link ActorRef#whenStopped()} gives. It holds text only, so that keeping one keeps nothing else
 * in memory. The original does not tell.
 *
 * @param reason what ended the actor
 * @param failure a copy of what was thrown, by text, with its causes and the first 50 frames of each, but not of its class, which
 *     may go with its bundle; null if nothing was thrown, or if there was no memory for a copy. {@code onFailure} is given what
 *     was thrown itself
 */
public record ActorEnd(Reason reason, @Nullable Throwable failure) {
    /** What ends actors. There may be more of them in later versions. */
    public enum Reason {
        /** It was stopped: by itself, by another, by {@code stopAll}, or because an error of another actor ends all. */
        STOPPED,
        /** {@code onStart} or a message that was told threw; or any message threw an error that ends all actors. */
        FAILED,
        /** It was stopped because its {@link ActorGroup} was closed. */
        GROUP_CLOSED,
        /** It was stopped because its OSGi bundle, that of its class or runtime, or the framework stops. */
        BUNDLE_STOPPED,
        /** It was stopped because the JVM exits: see {@link ActorRegistry#stopAllAtExit}. */
        JVM_EXIT,
        /** It had not ended in time when its bundle or another group stopped, and came back later. */
        CUT_OFF,
        /** {@code Actor.start} could not start it, and has thrown why. */
        NOT_STARTED,
        /** It is on another node, which has left or cannot be reached; whether it still runs there is not known. */
        NODE_LEFT
    }

    /**
     * Makes a description of an end.
     *
     * @param reason what ended the actor
     * @param failure what was thrown; null if nothing was
     */
    public ActorEnd {
        Objects.requireNonNull(reason, "reason");
    }
}
