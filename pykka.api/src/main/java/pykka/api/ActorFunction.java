package pykka.api;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw: code to run in an actor ({@link ActorRef#call}), or on the value of a future
 * ({@link Future#map}).
 *
 * @param <T> what it is given: the actor, or the value of the future
 * @param <R> what it returns
 */
@FunctionalInterface
public interface ActorFunction<T extends @Nullable Object, R extends @Nullable Object> {
    /**
     * Computes the result.
     *
     * @param argument the actor, or the value
     * @return the result, which may be null
     * @throws Exception becomes the failure of the future
     */
    R apply(T argument) throws Exception;
}
