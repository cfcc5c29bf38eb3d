package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.bridge.CompletableFutureBridge;

/**
 * The invocation handler of a typed proxy. It refers to the actor by its reference, and weakly to the plan of the interface,
 * which is kept with the actor's class. The proxy class is defined in the interface's class loader and implements that interface
 * alone.
 */
public final class ProxyHandler implements InvocationHandler {
    private static final Object[] NONE = {};

    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final Class<?> face;
    private final MethodHandles.@Nullable Lookup lookup;
    private final WeakReference<Object[]> plan;
    private final Map<Method, MethodHandle> defaults = new HashMap<>();
    /**
     * Plan indices by the identity of the Method objects that the proxy class passes, faster than by equality. Copied on write.
     */
    private volatile Map<Method, Integer> numbers = new IdentityHashMap<>();

    private ProxyHandler(LocalActorRef<?> ref, List<String> path, Class<?> face, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.path = path;
        this.face = face;
        this.lookup = lookup;
        MemberPath place = MemberPath.of(ref, path, lookup);
        Object[] entries = ProxyPlan.of(place, face);
        plan = new WeakReference<>(entries);
        ProxyPlan.methods(face).forEach((method, i) -> {
            if (MemberKind.of((Object[]) entries[i]) == MemberKind.DEFAULT && method.isDefault()) {
                MethodHandle bound = place.access().special(face, method);
                if (bound != null) {
                    defaults.put(method, bound);
                }
            }
        });
    }

    public static <P> P of(LocalActorRef<?> ref, List<String> path, Class<P> face, MethodHandles.@Nullable Lookup lookup) {
        ProxyHandler handler = MemberPath.whileAlive(ref, () -> new ProxyHandler(ref, path, face, lookup));
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, handler));
    }

    /** The handler of a typed proxy, or null. */
    public static @Nullable ProxyHandler handler(@Nullable Object proxy) {
        return proxy instanceof Proxy && Proxy.getInvocationHandler(proxy) instanceof ProxyHandler handler ? handler : null;
    }

    public LocalActorRef<?> ref() {
        return ref;
    }

    List<String> path() {
        return path;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        Object[] arguments = given == null ? NONE : given;
        if (method.getDeclaringClass() == Object.class) {
            return local(method, arguments);
        }
        Object[] entries = plan.get();
        Object[] entry = entries != null ? (Object[]) entries[number(method)]
                : ProxyPlan.ofItself(method, path.isEmpty());
        if (entry == null) { // the actor is dead and its class unloaded
            if (!ReturnTypes.isFuture(method.getReturnType())) {
                ref.checkAlive();
            }
            return answer(method, false, ref.askAsync(null));
        }
        return switch (MemberKind.of(entry)) {
            case STOP -> answer(method, false, ref.stopAsync());
            case ACTOR_REF -> ref;
            case NESTED -> of(ref, MemberPath.below(path, (String) entry[1]), method.getReturnType(), lookup);
            case DEFER -> {
                ref.tell(message(entry, arguments));
                yield null;
            }
            case CALL, READ, WRITE -> answer(method, (Boolean) entry[5], ref.askAsync(message(entry, arguments)));
            case DEFAULT -> {
                MethodHandle own = defaults.get(method);
                yield own != null ? (Object) own.invokeExact(proxy, arguments)
                        : InvocationHandler.invokeDefault(proxy, method, arguments);
            }
        };
    }

    private int number(Method method) {
        Integer number = numbers.get(method);
        if (number == null) {
            number = ProxyPlan.methods(face).get(method);
            Map<Method, Integer> more = new IdentityHashMap<>(numbers);
            more.put(method, number);
            numbers = more;
        }
        return number;
    }

    private MemberMessage message(Object[] entry, @Nullable Object[] arguments) {
        Class<?>[] checks = (Class<?>[]) entry[4];
        if (checks != null) {
            check(entry, checks, arguments);
        }
        return new MemberMessage(path, entry, arguments);
    }

    private void check(Object[] entry, @Nullable Class<?>[] checks, @Nullable Object[] arguments) {
        for (int i = 0; i < checks.length; i++) {
            Class<?> given = arguments[i] == null ? null : arguments[i].getClass();
            if (checks[i] != null && !JavaTypes.converts(given, checks[i]) && ref.isAlive()) {
                throw MemberErrors.of(ref, path, "'" + MemberPath.cut((String) entry[1]) + "' takes "
                        + JavaTypes.named(checks[i]) + ", and " + (given == null ? "null" : JavaTypes.named(given)) + " is none");
            }
        }
    }

    private static @Nullable Object answer(Method method, boolean flat, Future<?> future) {
        Class<?> returned = method.getReturnType();
        if (returned == Future.class) {
            return future;
        }
        return returned == void.class ? null : flat ? FlattenedStage.of(future, method.getName())
                : CompletableFutureBridge.of(future, null);
    }

    private @Nullable Object local(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> isSame(handler(arguments[0]));
            case "hashCode" -> 31 * (31 * ref.hashCode() + path.hashCode()) + face.hashCode();
            default -> MemberPath.text(face.getSimpleName(), ref, path);
        };
    }

    private boolean isSame(@Nullable ProxyHandler other) {
        return other != null && other.face == face && other.ref == ref && other.path.equals(path);
    }
}
