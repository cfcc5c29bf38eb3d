package pykka.api.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.Future;
import pykka.api.kernel.Ref;

/**
 * The handler of a typed proxy. It knows its actor by the reference, and the plan of its interface weakly: that is kept with the
 * actor's class. The proxy is of the interface's own class loader, and of that interface alone.
 */
public final class TypedProxy implements InvocationHandler {
    private static final Object[] NONE = {};

    private final Ref<?> ref;
    private final List<String> path;
    private final Class<?> face;
    private final MethodHandles.@Nullable Lookup lookup;
    private final WeakReference<Object[]> plan;
    private final Map<Method, MethodHandle> defaults = new HashMap<>();

    private TypedProxy(Ref<?> ref, List<String> path, Class<?> face, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.path = path;
        this.face = face;
        this.lookup = lookup;
        Place place = Place.of(ref, path, lookup);
        plan = new WeakReference<>(TypedPlan.of(place, face));
        for (Method method : TypedPlan.methods(face).keySet()) {
            if (method.isDefault()) {
                bind(method, place.access());
            }
        }
    }

    public static <P> P of(Ref<?> ref, List<String> path, Class<P> face, MethodHandles.@Nullable Lookup lookup) {
        TypedProxy handler = new TypedProxy(ref, path, face, lookup);
        return face.cast(Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, handler));
    }

    /** The handler of a typed proxy, or null. */
    public static @Nullable TypedProxy handler(@Nullable Object proxy) {
        return proxy instanceof Proxy && Proxy.getInvocationHandler(proxy) instanceof TypedProxy handler ? handler : null;
    }

    public Ref<?> ref() {
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
        MethodHandle own = defaults.get(method);
        if (own != null) {
            return (Object) own.invokeExact(proxy, arguments);
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        Object[] entries = plan.get();
        if (entries == null) {
            return answer(method, ref.askAsync(null)); // dead, and its class gone
        }
        Object[] entry = (Object[]) entries[TypedPlan.methods(face).get(method)];
        return switch (TypedPlan.Kind.of(entry)) {
            case STOP -> answer(method, ref.stopAsync());
            case ACTOR_REF -> ref;
            case NESTED -> of(ref, Place.below(path, (String) entry[1]), method.getReturnType(), lookup);
            case DEFER -> {
                ref.tell(message(entry, MemberCall.Kind.CALL, arguments));
                yield null;
            }
            case CALL -> answer(method, ref.askAsync(message(entry, MemberCall.Kind.CALL, arguments)));
            case READ -> answer(method, ref.askAsync(message(entry, MemberCall.Kind.READ, arguments)));
            case WRITE -> answer(method, ref.askAsync(message(entry, MemberCall.Kind.WRITE, arguments)));
            case DEFAULT -> throw new AssertionError(method);
        };
    }

    private MemberCall message(Object[] entry, MemberCall.Kind kind, @Nullable Object[] arguments) {
        return new MemberCall(ref, path, (String) entry[1], kind, (MethodHandle[]) entry[3], (MethodHandle) entry[2], arguments);
    }

    private @Nullable Object answer(Method method, Future<?> future) {
        Class<?> returned = method.getReturnType();
        if (returned == Future.class) {
            return future;
        }
        if (returned == void.class) {
            ref.checkAlive(); // a stop that nobody waits for; or the actor is dead
            return null;
        }
        return future.toCompletableFuture();
    }

    private @Nullable Object local(Method method, @Nullable Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> isSame(handler(arguments[0]));
            case "hashCode" -> 31 * (31 * ref.hashCode() + path.hashCode()) + face.hashCode();
            default -> "<" + face.getSimpleName() + " for " + ref + ", attr_path=" + Place.text(ref, path)
                    .replaceFirst("^.*attr_path=", "");
        };
    }

    private boolean isSame(@Nullable TypedProxy other) {
        return other != null && other.face == face && other.ref == ref && other.path.equals(path);
    }

    /** A default method runs in the caller, with the rights of a lookup, or as the JDK lets anybody call it. */
    private void bind(Method method, Access access) {
        Class<?> owner = method.getDeclaringClass();
        List<MethodHandles.Lookup> lookups = access.lookups();
        for (MethodHandles.Lookup each : lookups.subList(0, lookups.size() - 1)) {
            try {
                MethodHandle direct = MethodHandles.privateLookupIn(owner, each).unreflectSpecial(method, owner);
                defaults.put(method, Access.generic(direct));
                return;
            } catch (IllegalAccessException e) {
                // perhaps another one
            }
        }
        if (!Modifier.isPublic(owner.getModifiers())
                || !owner.getModule().isExported(owner.getPackageName(), TypedProxy.class.getModule())) {
            throw new ActorMemberException(face.getName() + " cannot be a proxy:\n  its default method " + method.getName()
                    + " cannot be called: make " + owner.getName() + " public and export its package, or give"
                    + " MethodHandles.lookup() to proxy(...)");
        }
    }
}
