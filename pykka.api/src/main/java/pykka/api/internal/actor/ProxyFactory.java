package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;

/** What references and actors need of proxies, whose package stands above this one. */
public interface ProxyFactory {
    /** Returns a proxy that finds members by name. Throws ActorDeadException if the actor is dead. */
    ActorProxy dynamic(ActorRef<?> ref, MethodHandles.@Nullable Lookup lookup);

    /** Returns a proxy that implements an interface. */
    <P> P typed(ActorRef<?> ref, Class<P> type, MethodHandles.@Nullable Lookup lookup);

    /** Returns whether a message stands for a call, a read or a write of a member. */
    boolean takes(@Nullable Object message);

    /** Carries out such a message, on the actor's thread. */
    @Nullable Object handle(ActorRef<?> ref, Object actor, Object message) throws Exception;
}
