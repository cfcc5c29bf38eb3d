package pykka.api.proxy;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorMemberException;
import pykka.api.ActorProxy;
import pykka.api.kernel.Invocation;
import pykka.api.kernel.Ref;
import pykka.api.kernel.Refusal;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;

/** A call, read or write on its way to the actor. The path is walked there, at each call; nothing that it meets is kept. */
public final class MemberCall extends Invocation {
    /** What is done with the member. */
    public enum Kind { CALL, READ, WRITE }

    private final Ref<?> ref;
    private final List<String> path;
    private final String name;
    private final Kind kind;
    private final MethodHandle[] steps;
    private final MethodHandle member;
    private final @Nullable Object[] arguments;

    MemberCall(Place place, String name, Kind kind, MethodHandle member, @Nullable Object[] arguments) {
        this(place.ref(), place.path(), name, kind, place.steps(), member, arguments);
    }

    MemberCall(Ref<?> ref, List<String> path, String name, Kind kind, MethodHandle[] steps, MethodHandle member,
            @Nullable Object[] arguments) {
        this.ref = ref;
        this.path = path;
        this.name = name;
        this.kind = kind;
        this.steps = steps;
        this.member = member;
        this.arguments = arguments;
    }

    /** Whether it sends these arguments as they are. */
    boolean sends(@Nullable Object[] given) {
        return arguments == given || given.length == 0 && arguments.length == 0;
    }

    /** All that was found out: the handle of the member, and those of the way to it. */
    Object[] handles() {
        return new Object[] {member, steps};
    }

    /** What the member throws is thrown as it is. */
    @Override
    public @Nullable Object invoke(Actor actor) throws Exception {
        try {
            Object at = actor;
            for (int i = 0; i < steps.length; i++) {
                at = (Object) steps[i].invokeExact(at, NONE);
                if (at == null) {
                    throw new Refusal(new ActorMemberException(Place.text(ref, path) + ": the attribute '"
                            + Place.cut(path.get(i)) + "' is null, so '" + Place.cut(name) + "' cannot be reached"));
                }
            }
            Object result = (Object) member.invokeExact(at, arguments);
            if (kind == Kind.READ && isProxyToItself(result)) {
                ref.warnOfProxyToItself(String.join(".", Place.below(path, name)));
                throw new Refusal(new ActorMemberException(
                        Place.text(ref, path) + " has no attribute '" + Place.cut(name) + "'"));
            }
            return kind == Kind.WRITE ? null : result; // a setter may return its actor
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw MemberCall.<RuntimeException>asItIs(e);
        }
    }

    private static final Object[] NONE = {};

    @SuppressWarnings("unchecked") // erased
    private static <X extends Throwable> RuntimeException asItIs(Throwable failure) throws X {
        throw (X) failure;
    }

    /** A proxy of this actor and this path: who follows it would come back for ever. */
    private boolean isProxyToItself(@Nullable Object value) {
        if (value instanceof ActorProxy proxy) {
            return proxy.actorRef() == ref && proxy.path().equals(path);
        }
        TypedProxy typed = TypedProxy.handler(value);
        return typed != null && typed.ref() == ref && typed.path().equals(path);
    }

    @Override
    public Class<?> described() {
        return switch (kind) {
            case CALL -> ProxyCall.class;
            case READ -> ProxyGetAttr.class;
            case WRITE -> ProxySetAttr.class;
        };
    }

    /** Names only, no values. */
    @Override
    public String toString() {
        return described().getSimpleName() + Place.below(path, name);
    }
}
