package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.util.List;
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
public final class MemberMessage extends Invocation {
    private final List<String> path;
    private final Object[] entry;
    private final @Nullable Object[] arguments;

    /** The entry, of which a message reads four elements: kind, name, handle of the member, handles of the path to it. */
    MemberMessage(List<String> path, Object[] entry, @Nullable Object[] arguments) {
        this.path = path;
        this.entry = entry;
        this.arguments = arguments;
    }

    MemberMessage(MemberPath place, String name, MemberKind kind, MethodHandle member, @Nullable Object[] arguments) {
        this(place.path(), new Object[] {kind.ordinal(), name, member, place.steps()}, arguments);
    }

    /** Whether the message passes these arguments on unchanged. */
    boolean sends(@Nullable Object[] given) {
        return arguments == given || given.length == 0 && arguments.length == 0;
    }

    Object[] entry() {
        return entry;
    }

    private String name() {
        return (String) entry[1];
    }

    /** Rethrows what the member throws unchanged. */
    @Override
    public @Nullable Object invoke(Object actor) throws Exception {
        try {
            Object at = actor;
            MethodHandle[] steps = (MethodHandle[]) entry[3];
            for (int i = 0; i < steps.length; i++) {
                at = (Object) steps[i].invokeExact(at, NONE);
                if (at == null) {
                    throw new RefusedMessage(MemberErrors.of(ref(actor), path, "the attribute '" + MemberPath.cut(path.get(i))
                            + "' is null, so '" + MemberPath.cut(name()) + "' cannot be reached"));
                }
            }
            Object result = (Object) ((MethodHandle) entry[2]).invokeExact(at, arguments);
            MemberKind kind = MemberKind.of(entry);
            if (kind == MemberKind.READ && isProxyToItself(ref(actor), result)) {
                ref(actor).warnOfProxyToItself(String.join(".", MemberPath.below(path, name())));
                throw new RefusedMessage(MemberErrors.unknown(ref(actor), path, name()));
            }
            return kind == MemberKind.WRITE ? null : result; // a setter may return its actor
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw FutureOperations.<RuntimeException>asItIs(e);
        }
    }

    private static LocalActorRef<?> ref(Object actor) {
        return (LocalActorRef<?>) ActorHooks.ref(actor);
    }

    private static final Object[] NONE = {};

    /** Whether a value is a proxy of this actor and this path: to follow it would never end. */
    private boolean isProxyToItself(LocalActorRef<?> ref, @Nullable Object value) {
        if (value instanceof ActorProxy proxy) {
            return proxy.actorRef() == ref && proxy.path().equals(path);
        }
        ProxyHandler typed = ProxyHandler.handler(value);
        return typed != null && typed.ref() == ref && typed.path().equals(path);
    }

    @Override
    public Class<?> described() {
        return switch (MemberKind.of(entry)) {
            case READ -> ProxyGetAttr.class;
            case WRITE -> ProxySetAttr.class;
            default -> ProxyCall.class;
        };
    }

    /** Names only, no values. */
    @Override
    public String toString() {
        return described().getSimpleName() + MemberPath.below(path, name()).stream().map(MemberPath::cut).toList();
    }
}
