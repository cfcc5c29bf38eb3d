package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.ProxyFactory;
import pykka.api.internal.util.SafeText;

/** The entry point of this package for references and actors. */
public final class ProxiesOfActors implements ProxyFactory {
    public static ActorRef<?> refOf(Object proxy) {
        ProxyHandler handler = ProxyHandler.handler(proxy);
        if (handler == null) {
            throw new IllegalArgumentException(SafeText.clean(proxy.getClass().getName())
                    + " is not a proxy made by ActorRef.proxy(Class)");
        }
        return handler.ref();
    }

    @Override
    public ActorProxy dynamic(ActorRef<?> ref, MethodHandles.@Nullable Lookup lookup) {
        return DynamicProxy.of((LocalActorRef<?>) ref, lookup);
    }

    @Override
    public <P> P typed(ActorRef<?> ref, Class<P> type, MethodHandles.@Nullable Lookup lookup) {
        return ProxyHandler.of((LocalActorRef<?>) ref, List.of(), type, lookup);
    }

    @Override
    public boolean takes(@Nullable Object message) {
        return RawMessageHandler.is(message);
    }

    @Override
    public @Nullable Object handle(ActorRef<?> ref, Object actor, Object message) throws Exception {
        return RawMessageHandler.handle((LocalActorRef<?>) ref, actor, message);
    }
}
