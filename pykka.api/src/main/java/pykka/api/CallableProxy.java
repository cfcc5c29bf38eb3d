package pykka.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A method of an actor, or of a traversable attribute of one, to be called by a message. The original's {@code CallableProxy}.
 */
@ProviderType
public interface CallableProxy {
    /**
     * Calls the method and does not wait.
     *
     * @param args the arguments
     * @return a future, as of {@link ActorProxy#call}
     * @throws ActorMemberException if no method, or several, fit the arguments
     */
    Future<@Nullable Object> call(@Nullable Object @Nullable ... args);

    /**
     * Calls the method as a message that is told.
     *
     * @param args the arguments
     * @throws ActorMemberException if no method, or several, fit the arguments
     * @throws ActorDeadException if the actor is dead
     */
    void defer(@Nullable Object @Nullable ... args);

    /**
     * Calls the method with arguments by the names of its parameters, and does not wait. The class of the method must be compiled
     * with {@code -parameters}.
     *
     * @param kwargs the arguments that are not given in order; together each parameter must be given exactly once
     * @param args the first arguments, in order
     * @return a future, as of {@link ActorProxy#call}
     * @throws ActorMemberException if no method, or several, fit the arguments
     */
    Future<@Nullable Object> callWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args);

    /**
     * Calls the method with arguments by the names of its parameters, as a message that is told.
     *
     * @param kwargs the arguments that are not given in order; together each parameter must be given exactly once
     * @param args the first arguments, in order
     * @throws ActorMemberException if no method, or several, fit the arguments
     * @throws ActorDeadException if the actor is dead
     */
    void deferWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args);

    /**
     * Returns the proxy and the name of the method.
     *
     * @return as in {@code <CallableProxy add of <ActorProxy for ...>>}
     */
    @Override
    String toString();
}
