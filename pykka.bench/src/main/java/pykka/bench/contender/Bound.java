package pykka.bench.contender;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Methods of peers whose classes are of a newer Java than ours, so that they cannot be compiled against. Kept in static final
 * fields and called by invokeExact, such a handle is compiled to the call that javac would have written.
 */
final class Bound {
    private Bound() {}

    static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A method, with its receiver as first argument, seen as the erased type given. */
    static MethodHandle method(Class<?> owner, String name, Class<?> result, Class<?>[] parameters, MethodType seenAs) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(owner, name, MethodType.methodType(result, parameters)).asType(seenAs);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static RuntimeException thrown(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException exception ? exception : new IllegalStateException(e);
    }
}
