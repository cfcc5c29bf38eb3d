package pykka.cluster.internal.ref;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A method of an interface, by names, as it is said to the other node. */
public record RemoteMethod(Class<?> type, String signature) {
    /** Describes a method. */
    public static RemoteMethod of(Class<?> type, Method method) {
        return new RemoteMethod(type, signature(method));
    }

    /** Returns name and parameter types, as in {@code add(int,java.lang.String)}. */
    public static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }
}
