package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;

/** What references and actors need of proxies, which stand above them. */
public interface ProxyFactory {
    /** A proxy by names. Throws ActorDeadException if the actor is dead. */
    ActorProxy dynamic(ActorRef<?> ref, MethodHandles.@Nullable Lookup lookup);

    /** A proxy of an interface. */
    <P> P typed(ActorRef<?> ref, Class<P> type, MethodHandles.@Nullable Lookup lookup);

    /** Whether a message is one of those that stand for a call, a read or a write. */
    boolean takes(@Nullable Object message);

    /** Carries one of these out, on the actor. */
    @Nullable Object handle(ActorRef<?> ref, Object actor, Object message) throws Exception;
}
