package pykka.api.internal.proxy;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses among methods of one name as javac does (JLS 15.12.2): without boxing, then with it, then by variable arity. */
final class OverloadResolution {
    private enum Phase { STRICT, LOOSE, VARIABLE }

    /** The chosen method, and whether its last arguments go into an array. */
    record Choice(Method method, boolean spread) {
        /** The type of the parameter that takes an argument. */
        Class<?> parameter(int i) {
            return OverloadResolution.parameter(method, i, spread);
        }

        /** The arguments as the method declares them, the last ones in an array, because a handle collects no more than 250. */
        @Nullable Object[] arrange(@Nullable Object[] arguments) {
            if (!spread) {
                return arguments;
            }
            int fixed = method.getParameterCount() - 1;
            Object rest = Array.newInstance(parameter(fixed), arguments.length - fixed);
            for (int i = fixed; i < arguments.length; i++) {
                Array.set(rest, i - fixed, arguments[i]);
            }
            Object[] arranged = Arrays.copyOf(arguments, fixed + 1);
            arranged[fixed] = rest;
            return arranged;
        }
    }

    private OverloadResolution() {}

    /** The best methods: none, one, or several if the call is ambiguous. A null argument type is the null type. */
    static List<Choice> choose(List<Method> methods, @Nullable Class<?>[] arguments) {
        for (Phase phase : Phase.values()) {
            List<Method> applicable = new ArrayList<>();
            for (Method method : methods) {
                if (applies(phase, method, arguments)) {
                    applicable.add(method);
                }
            }
            if (!applicable.isEmpty()) {
                boolean spread = phase == Phase.VARIABLE;
                return mostSpecific(applicable, arguments.length, spread).stream()
                        .map(method -> new Choice(method, spread)).toList();
            }
        }
        return List.of();
    }

    private static boolean applies(Phase phase, Method method, @Nullable Class<?>[] arguments) {
        if (phase == Phase.VARIABLE ? !method.isVarArgs() || arguments.length < method.getParameterCount() - 1
                : arguments.length != method.getParameterCount()) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            Class<?> parameter = parameter(method, i, phase == Phase.VARIABLE);
            if (phase == Phase.STRICT ? !JavaTypes.isSubtype(arguments[i], parameter)
                    : !JavaTypes.converts(arguments[i], parameter)) {
                return false;
            }
        }
        return true;
    }

    private static Class<?> parameter(Method method, int i, boolean spread) {
        Class<?>[] parameters = method.getParameterTypes();
        return spread && i >= parameters.length - 1 ? parameters[parameters.length - 1].componentType() : parameters[i];
    }

    private static List<Method> mostSpecific(List<Method> applicable, int arguments, boolean spread) {
        if (applicable.size() == 1) {
            return applicable;
        }
        return applicable.stream()
                .filter(m -> applicable.stream().allMatch(n -> isAsSpecific(m, n, arguments, spread))).findFirst()
                .map(List::of).orElse(applicable);
    }

    private static boolean isAsSpecific(Method one, Method other, int arguments, boolean spread) {
        int count = spread ? Math.max(arguments, Math.max(one.getParameterCount(), other.getParameterCount())) : arguments;
        for (int i = 0; i < count; i++) {
            if (!JavaTypes.isSubtype(parameter(one, i, spread), parameter(other, i, spread))) {
                return false;
            }
        }
        return true;
    }
}
