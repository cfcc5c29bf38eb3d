package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The interface's half of what typed proxies of one interface and path share. Only they refer to it strongly. */
final class ProxyFace {
    final Class<?> type;
    final List<String> path;
    private final WeakReference<ProxyPlan> plan;
    private final Map<Method, Integer> numbers = new HashMap<>();
    private final Map<Method, MethodHandle> defaults = new HashMap<>();
    /**
     * The numbers by the identity of the Method objects that the proxy class passes, faster than by equality. Copied on write.
     */
    private volatile Map<Method, Integer> passed = new IdentityHashMap<>();

    ProxyFace(Class<?> type, List<String> path, ProxyPlan plan, Function<Method, @Nullable MethodHandle> special) {
        this.type = type;
        this.path = path;
        this.plan = new WeakReference<>(plan);
        for (Method method : methods(type)) {
            MemberKind kind = plan.calls[numbers.size()].kind();
            numbers.put(method, numbers.size());
            MethodHandle own = method.isDefault() && kind == MemberKind.DEFAULT ? special.apply(method) : null;
            if (own != null) {
                defaults.put(method, own);
            }
        }
    }

    /** The methods of an interface, always in the same order. */
    static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getMethods()).filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString)).toList();
    }

    /** What a method does; null if that depended on the actor's class, which is no longer loaded. */
    @Nullable MemberCall call(Method method) {
        ProxyPlan now = plan.get();
        return now != null ? now.calls[number(method)] : ofItself(method, path);
    }

    /** What a method does that does not depend on the actor's class; null if it does. */
    static @Nullable MemberCall ofItself(Method method, List<String> path) {
        String name = method.getName();
        MemberKind kind = isDefault(method) || isOfObject(method) ? MemberKind.DEFAULT
                : !path.isEmpty() || method.getParameterCount() > 0 ? null
                : name.equals("stop") ? MemberKind.STOP
                : name.equals("actorRef") ? MemberKind.ACTOR_REF : null;
        return kind == null ? null : new MemberCall(kind, path, name);
    }

    /** Whether a method is a default method; a bridge is one only if it calls one. */
    private static boolean isDefault(Method method) {
        Method behind = Members.behind(method);
        return behind == null ? method.isDefault() : behind.isDefault();
    }

    /** Whether the proxy itself implements the method, because Object declares it. */
    private static boolean isOfObject(Method method) {
        return Arrays.stream(Object.class.getMethods()).anyMatch(m -> m.getName().equals(method.getName())
                && Arrays.equals(m.getParameterTypes(), method.getParameterTypes()));
    }

    private int number(Method method) {
        Integer number = passed.get(method);
        if (number == null) {
            number = numbers.get(method);
            if (passed.size() < numbers.size()) { // or a caller passes copies
                Map<Method, Integer> more = new IdentityHashMap<>(passed);
                more.put(method, number);
                passed = more;
            }
        }
        return number;
    }

    /** The handle of a default method; null if no lookup reached it. */
    @Nullable MethodHandle ofDefault(Method method) {
        return defaults.get(method);
    }
}
