package pykka.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why an actor has ended: what {@link ActorRef#whenStopped()} gives. It holds text only, so that keeping one keeps nothing else
 * in memory. The original does not tell.
 *
 * @param reason what ended the actor
 * @param failure a copy of what was thrown, by text, with its causes and the first 50 frames of each, but not of its class, which
 *     may go with its bundle; null if nothing was thrown, or if there was no memory for a copy. {@code onFailure} is given what was
 *     thrown itself
 */
public record ActorEnd(Reason reason, @Nullable Throwable failure) {
    /** What ends actors. There may be more of them in later versions. */
    public enum Reason {
        /** It handled a request to stop, its own or that of another. */
        STOPPED,
        /** A message that was told threw, or an error ends all actors. */
        FAILED,
        /** It had not ended in time when its bundle or another group stopped, and came back later. */
        CUT_OFF,
        /** {@code Actor.start} could not start it, and has thrown why. */
        NOT_STARTED
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
