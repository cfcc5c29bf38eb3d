package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.bridge.CompletableFutureBridge;

/**
 * The invocation handler of a typed proxy. It refers to the actor by its reference, and weakly to the plan of the interface,
 * which is kept with the actor's class. The proxy class is defined in the interface's class loader and implements that interface
 * alone.
 */
final class ProxyHandler implements InvocationHandler {
    private static final Object[] NONE = {};

    private final LocalActorRef<?> ref;
    private final MethodHandles.@Nullable Lookup lookup;
    private final ProxyFace face;

    private ProxyHandler(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup lookup, ProxyFace face) {
        this.ref = ref;
        this.lookup = lookup;
        this.face = face;
    }

    static <P> P of(LocalActorRef<?> ref, List<String> path, Class<P> type, MethodHandles.@Nullable Lookup lookup) {
        ProxyFace face = MemberPath.whileAlive(ref, () -> face(ref, path, type, lookup));
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ProxyHandler(ref, lookup, face)));
    }

    /** What proxies of an interface at a path share. Throws an exception that lists all problems of the interface. */
    static ProxyFace face(LocalActorRef<?> ref, List<String> path, Class<?> type, MethodHandles.@Nullable Lookup lookup) {
        MemberAccess access = new MemberAccess(ref, lookup);
        ProxyPlan plan = access.rights().plan(type, path);
        if (plan == null) {
            plan = access.rights().remember(type, path, ProxyPlanner.plan(MemberPath.of(ref, path, access), type));
        }
        ProxyFace face = plan.face.get();
        if (face == null) {
            face = new ProxyFace(type, path, plan, access::special);
            plan.face = new WeakReference<>(face);
        }
        return face;
    }

    /** The handler of a typed proxy, or null. */
    static @Nullable ProxyHandler handler(@Nullable Object proxy) {
        return proxy instanceof Proxy && Proxy.getInvocationHandler(proxy) instanceof ProxyHandler handler ? handler : null;
    }

    LocalActorRef<?> ref() {
        return ref;
    }

    List<String> path() {
        return face.path;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return local(method, arguments);
        }
        MemberCall call = face.call(method);
        if (call == null) { // the actor is dead and its class unloaded
            if (!ReturnTypes.isFuture(method.getReturnType())) {
                ref.checkAlive();
            }
            return answer(method, false, ref.askAsync(null));
        }
        return switch (call.kind()) {
            case STOP -> answer(method, false, ref.stopAsync());
            case ACTOR_REF -> ref;
            case NESTED -> of(ref, call.path(), method.getReturnType(), lookup);
            case DEFER -> {
                ref.tell(message(call, arguments));
                yield null;
            }
            case CALL, READ, WRITE -> answer(method, call.flat(), ref.askAsync(message(call, arguments)));
            case DEFAULT -> {
                MethodHandle own = face.ofDefault(method);
                yield own != null ? (Object) own.invokeExact(proxy, arguments)
                        : InvocationHandler.invokeDefault(proxy, method, arguments);
            }
        };
    }

    private MemberMessage message(MemberCall call, @Nullable Object[] arguments) {
        if (call.checks() != null) {
            check(call, arguments);
        }
        return new MemberMessage(call, arguments);
    }

    private void check(MemberCall call, @Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            Class<?> wanted = call.checks()[i];
            Class<?> given = arguments[i] == null ? null : arguments[i].getClass();
            if (wanted != null && !JavaTypes.converts(given, wanted) && ref.isAlive()) {
                throw MemberErrors.of(ref, face.path, MemberErrors.quoted(call.name()) + " takes "
                        + JavaTypes.named(wanted) + ", and " + (given == null ? "null" : JavaTypes.named(given)) + " is none");
            }
        }
    }

    private static @Nullable Object answer(Method method, boolean flat, Future<?> future) {
        Class<?> returned = method.getReturnType();
        if (returned == Future.class) {
            return future;
        }
        return returned == void.class ? null : flat ? FlattenedStage.of(future, method.getName())
                : CompletableFutureBridge.owning(future);
    }

    private @Nullable Object local(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> isSame(handler(arguments[0]));
            case "hashCode" -> 31 * (31 * ref.hashCode() + face.path.hashCode()) + face.type.hashCode();
            default -> MemberErrors.text(face.type.getSimpleName(), ref, face.path);
        };
    }

    private boolean isSame(@Nullable ProxyHandler other) {
        return other != null && other.face.type == face.type && other.ref == ref
                && other.face.path.equals(face.path);
    }
}
