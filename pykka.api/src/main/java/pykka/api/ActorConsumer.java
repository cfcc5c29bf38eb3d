package pykka.api;

import org.jspecify.annotations.Nullable;

/**
 * Code without a result to run in an actor: {@link ActorRef#run}, {@link ActorRef#defer}. It may throw.
 *
 * @param <T> the actor
 */
@FunctionalInterface
public interface ActorConsumer<T extends @Nullable Object> {
    /**
     * Does the work.
     *
     * @param actor the actor
     * @throws Exception becomes the failure of the future of {@code run}; after {@code defer} it ends the actor
     */
    void accept(T actor) throws Exception;
}
