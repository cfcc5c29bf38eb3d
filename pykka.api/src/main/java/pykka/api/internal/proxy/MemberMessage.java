package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorProxy;
import pykka.api.internal.actor.ActorHooks;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.RefusedMessage;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;

/** The message of a call, read or write. The actor walks the path at each call, and no object met on the way is kept. */
final class MemberMessage extends Invocation {
    private static final Object[] NONE = {};

    final MemberCall call;
    final @Nullable Object[] arguments;

    MemberMessage(MemberCall call, @Nullable Object[] arguments) {
        this.call = call;
        this.arguments = arguments;
    }

    /** Rethrows what the member throws unchanged. */
    @Override
    public @Nullable Object invoke(Object actor) throws Exception {
        try {
            Object at = actor;
            MethodHandle[] steps = call.steps();
            for (int i = 0; i < steps.length; i++) {
                at = (Object) steps[i].invokeExact(at, NONE);
                if (at == null) {
                    throw new RefusedMessage(MemberErrors.of(ref(actor), call.path(), "the attribute "
                            + MemberErrors.quoted(call.path().get(i)) + " is null, so " + MemberErrors.quoted(call.name())
                            + " cannot be reached"));
                }
            }
            Object result = (Object) call.member().invokeExact(at, arguments);
            if (call.kind() == MemberKind.READ && isProxyToItself(ref(actor), result)) {
                ref(actor).warnOfProxyToItself(String.join(".", MemberPath.below(call.path(), call.name())));
                throw new RefusedMessage(MemberErrors.unknown(ref(actor), call.path(), call.name()));
            }
            return call.kind() == MemberKind.WRITE ? null : result; // a setter may return its actor
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw FutureOperations.<RuntimeException>asItIs(e);
        }
    }

    private static LocalActorRef<?> ref(Object actor) {
        return (LocalActorRef<?>) ActorHooks.ref(actor);
    }

    /** Whether a value is a proxy of this actor and this path: to follow it would never end. */
    private boolean isProxyToItself(LocalActorRef<?> ref, @Nullable Object value) {
        if (value instanceof ActorProxy proxy) {
            return proxy.actorRef() == ref && proxy.path().equals(call.path());
        }
        ProxyHandler typed = ProxyHandler.handler(value);
        return typed != null && typed.ref() == ref && typed.path().equals(call.path());
    }

    @Override
    public Class<?> described() {
        return switch (call.kind()) {
            case READ -> ProxyGetAttr.class;
            case WRITE -> ProxySetAttr.class;
            default -> ProxyCall.class;
        };
    }

    /** Names only, no values. */
    @Override
    public String toString() {
        return described().getSimpleName()
                + MemberPath.below(call.path(), call.name()).stream().map(MemberErrors::cut).toList();
    }
}
