package pykka.api;

import java.util.Objects;

/**
 * The message that an actor gets when one that it watches has ended: see {@link Actor#watch}. Akka's {@code Terminated}; the
 * original has none.
 *
 * @param ref the actor that has ended
 * @param end why it has ended
 */
public record ActorStopped(ActorRef<?> ref, ActorEnd end) {
    /**
     * Makes such a message, as tests may.
     *
     * @param ref the actor that has ended
     * @param end why it has ended
     */
    public ActorStopped {
        Objects.requireNonNull(ref, "ref");
        Objects.requireNonNull(end, "end");
    }
}
