package pykka.api.proxy;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorProxy;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.RefusedMessage;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;

/** A call, read or write on its way to the actor. The path is walked there, at each call; nothing that it meets is kept. */
public final class MemberCall extends Invocation {
    private final List<String> path;
    private final Object[] entry;
    private final @Nullable Object[] arguments;

    /** An entry is what TypedPlan keeps: kind, name, handle of the member, handles of the way to it. */
    MemberCall(List<String> path, Object[] entry, @Nullable Object[] arguments) {
        this.path = path;
        this.entry = entry;
        this.arguments = arguments;
    }

    MemberCall(Place place, String name, Kind kind, MethodHandle member, @Nullable Object[] arguments) {
        this(place.path(), new Object[] {kind.ordinal(), name, member, place.steps()}, arguments);
    }

    /** Whether it sends these arguments as they are. */
    boolean sends(@Nullable Object[] given) {
        return arguments == given || given.length == 0 && arguments.length == 0;
    }

    Object[] entry() {
        return entry;
    }

    private String name() {
        return (String) entry[1];
    }

    /** What the member throws is thrown as it is. */
    @Override
    public @Nullable Object invoke(Actor actor) throws Exception {
        try {
            Object at = actor;
            MethodHandle[] steps = (MethodHandle[]) entry[3];
            for (int i = 0; i < steps.length; i++) {
                at = (Object) steps[i].invokeExact(at, NONE);
                if (at == null) {
                    throw new RefusedMessage(MemberProblem.of(LocalActorRef.of(actor), path, "the attribute '" + Place.cut(path.get(i))
                            + "' is null, so '" + Place.cut(name()) + "' cannot be reached"));
                }
            }
            Object result = (Object) ((MethodHandle) entry[2]).invokeExact(at, arguments);
            Kind kind = Kind.of(entry);
            if (kind == Kind.READ && isProxyToItself(LocalActorRef.of(actor), result)) {
                LocalActorRef.of(actor).warnOfProxyToItself(String.join(".", Place.below(path, name())));
                throw new RefusedMessage(MemberProblem.unknown(LocalActorRef.of(actor), path, name()));
            }
            return kind == Kind.WRITE ? null : result; // a setter may return its actor
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw FutureOperations.<RuntimeException>asItIs(e);
        }
    }

    private static final Object[] NONE = {};

    /** A proxy of this actor and this path: who follows it would come back for ever. */
    private boolean isProxyToItself(LocalActorRef<?> ref, @Nullable Object value) {
        if (value instanceof ActorProxy proxy) {
            return proxy.actorRef() == ref && proxy.path().equals(path);
        }
        TypedProxy typed = TypedProxy.handler(value);
        return typed != null && typed.ref() == ref && typed.path().equals(path);
    }

    @Override
    public Class<?> described() {
        return switch (Kind.of(entry)) {
            case READ -> ProxyGetAttr.class;
            case WRITE -> ProxySetAttr.class;
            default -> ProxyCall.class;
        };
    }

    /** Names only, no values. */
    @Override
    public String toString() {
        return described().getSimpleName() + Place.below(path, name()).stream().map(Place::cut).toList();
    }
}
