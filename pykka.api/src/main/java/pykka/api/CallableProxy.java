package pykka.api;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.proxy.MemberKind;
import pykka.api.internal.util.SafeText;

/** A method of an actor, or of a traversable attribute of one, to be called by a message. The original's {@code CallableProxy}. */
@ProviderType
public final class CallableProxy {
    private final ActorProxy proxy;
    private final String name;

    CallableProxy(ActorProxy proxy, String name) {
        this.proxy = proxy;
        this.name = name;
    }

    /**
     * Calls the method and does not wait.
     *
     * @param args the arguments
     * @return a future, as of {@link ActorProxy#call}
     * @throws ActorMemberException if no method, or several, fit the arguments
     */
    public Future<@Nullable Object> call(@Nullable Object @Nullable ... args) {
        return callWith(Map.of(), args);
    }

    /**
     * Calls the method as a message that is told.
     *
     * @param args the arguments
     * @throws ActorMemberException if no method, or several, fit the arguments
     * @throws ActorDeadException if the actor is dead
     */
    public void defer(@Nullable Object @Nullable ... args) {
        deferWith(Map.of(), args);
    }

    /**
     * Calls the method with arguments by the names of its parameters, and does not wait. The class of the method must be compiled
     * with {@code -parameters}.
     *
     * @param kwargs the arguments that are not given in order; together each parameter must be given exactly once
     * @param args the first arguments, in order
     * @return a future, as of {@link ActorProxy#call}
     * @throws ActorMemberException if no method, or several, fit the arguments
     */
    @SuppressWarnings("unchecked") // the future of a Boolean is one of an object: nobody can set it
    public Future<@Nullable Object> callWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            return (Future<@Nullable Object>) (Future<?>) proxy.actorRef().stopAsync();
        }
        return proxy.ask(kind(kwargs), name, given, place -> place.call(name, given, kwargs));
    }

    /**
     * Calls the method with arguments by the names of its parameters, as a message that is told.
     *
     * @param kwargs the arguments that are not given in order; together each parameter must be given exactly once
     * @param args the first arguments, in order
     * @throws ActorMemberException if no method, or several, fit the arguments
     * @throws ActorDeadException if the actor is dead
     */
    public void deferWith(Map<String, ?> kwargs, @Nullable Object @Nullable ... args) {
        Objects.requireNonNull(kwargs, "kwargs");
        Object[] given = arguments(args);
        if (proxy.isStop(name) && given.length == 0 && kwargs.isEmpty()) {
            proxy.actorRef().stopAsync();
        } else {
            proxy.tell(kind(kwargs), name, given, place -> place.call(name, given, kwargs));
        }
    }

    /** Only arguments in order make the call known by their classes. */
    private static @Nullable MemberKind kind(Map<String, ?> kwargs) {
        return kwargs.isEmpty() ? MemberKind.CALL : null;
    }

    /** A copy; Java gives null for a lone null argument. */
    private static @Nullable Object[] arguments(@Nullable Object @Nullable [] args) {
        return args == null ? new Object[] {null} : Arrays.copyOf(args, args.length, Object[].class);
    }

    /**
     * Returns the proxy and the name of the method.
     *
     * @return as in {@code <CallableProxy add of <ActorProxy for ...>>}
     */
    @Override
    public String toString() {
        return "<CallableProxy " + SafeText.clean(name) + " of " + proxy + ">";
    }
}
