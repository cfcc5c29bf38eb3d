package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.ProxyFactory;
import pykka.api.internal.actor.RefusedMessage;
import pykka.api.internal.util.SafeText;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.api.spi.RemoteProxy;

/**
 * The entry point of this package for references and actors. Proxy messages that users create and send themselves reach the same
 * members as a dynamic proxy.
 */
public final class ProxiesOfActors implements ProxyFactory {
    public static ActorRef<?> refOf(Object proxy) {
        InvocationHandler handler = Proxy.isProxyClass(proxy.getClass()) ? Proxy.getInvocationHandler(proxy) : null;
        if (handler instanceof RemoteProxy remote) {
            return remote.actorRef();
        }
        if (!(handler instanceof ProxyHandler ours)) {
            throw new IllegalArgumentException(SafeText.clean(proxy.getClass().getName())
                    + " is not a proxy made by ActorRef.proxy(Class)");
        }
        return ours.ref();
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
        return message instanceof Record
                && (message instanceof ProxyCall || message instanceof ProxyGetAttr || message instanceof ProxySetAttr);
    }

    @Override
    public @Nullable Object handle(ActorRef<?> actorRef, Object actor, Object message) throws Exception {
        LocalActorRef<?> ref = (LocalActorRef<?>) actorRef;
        if (message instanceof ProxyCall call && call.attrPath().equals(List.of("stop")) && call.args().isEmpty()
                && call.kwargs().isEmpty()) {
            ref.stopAsync();
            return null;
        }
        if (message instanceof ProxyGetAttr get && get.attrPath().equals(List.of("actorRef"))) {
            return ref;
        }
        return resolve(ref, message).invoke(actor);
    }

    private static MemberMessage resolve(LocalActorRef<?> ref, Object message) {
        try {
            if (message instanceof ProxyCall call) {
                return resolve(ref, call.attrPath(), MemberKind.CALL, call.args().toArray(), call.kwargs());
            }
            if (message instanceof ProxyGetAttr get) {
                return resolve(ref, get.attrPath(), MemberKind.READ, new Object[0], Map.of());
            }
            ProxySetAttr set = (ProxySetAttr) message;
            return resolve(ref, set.attrPath(), MemberKind.WRITE, new Object[] {set.value()}, Map.of());
        } catch (ActorMemberException e) {
            throw new RefusedMessage(e);
        }
    }

    private static MemberMessage resolve(LocalActorRef<?> ref, List<String> path, MemberKind kind, @Nullable Object[] arguments,
            Map<String, ?> named) {
        if (path.isEmpty()) {
            throw MemberErrors.of(ref, path, "the path is empty: it must end with the name of a member");
        }
        int last = path.size() - 1;
        return MemberPath.of(ref, path.subList(0, last), new MemberAccess(ref, null))
                .message(kind, path.get(last), arguments, named);
    }
}
