package pykka.api.internal.proxy;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;

/** Checks what the methods of a proxy interface return: nothing, or a future of the member's result. */
final class ReturnTypes {
    private final Map<TypeVariable<?>, Type> faces;
    private final Map<TypeVariable<?>, Type> actors;

    ReturnTypes(Map<TypeVariable<?>, Type> faces, Map<TypeVariable<?>, Type> actors) {
        this.faces = faces;
        this.actors = actors;
    }

    static boolean isFuture(Class<?> type) {
        return type == Future.class || type == CompletionStage.class || type == CompletableFuture.class;
    }

    private static boolean isToCome(Class<?> type) {
        return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
    }

    /**
     * Throws if the return type of a method does not fit. Returns whether the value is flattened: the member returns a future,
     * and the method a stage of the JDK that is not a stage of a future. For a {@code Future} nothing is flattened, as in the
     * original.
     */
    boolean check(Method method, Type given) {
        Class<?> returned = method.getReturnType();
        if (returned == void.class) {
            return false;
        }
        Class<?> value = JavaTypes.boxed(JavaTypes.erase(given, actors));
        if (returned == java.util.concurrent.Future.class) {
            throw MemberErrors.of("java.util.concurrent.Future is refused: return pykka.api.Future, CompletionStage"
                    + " or CompletableFuture");
        }
        if (!isFuture(returned)) {
            throw MemberErrors.of("it must return Future<" + value.getSimpleName()
                    + "> or void: a blocking return type would hide a wait");
        }
        Class<?> wanted = wanted(method);
        if (returned != Future.class && isToCome(value) && (wanted == null || !isToCome(wanted))) {
            Class<?> inner = inner(given, value);
            if (wanted != null && inner != null && !wanted.isAssignableFrom(inner)) {
                throw MemberErrors.of(gives(JavaTypes.named(value) + " of " + JavaTypes.named(inner), returned, inner));
            }
            return true;
        }
        if (wanted != null && !wanted.isAssignableFrom(value)) {
            throw MemberErrors.of(gives(JavaTypes.named(value), returned, value)
                    + (isToCome(value) ? "; a future in a future is not flattened, except to a CompletionStage" : ""));
        }
        return false;
    }

    private static String gives(String what, Class<?> returned, Class<?> value) {
        return "the actor gives " + what + ", so it must return " + returned.getSimpleName() + "<" + value.getSimpleName() + ">";
    }

    /** The value type of the method's future; null if it may be any. */
    private @Nullable Class<?> wanted(Method method) {
        Type wanted = method.getGenericReturnType() instanceof ParameterizedType generic
                ? JavaTypes.resolve(generic.getActualTypeArguments()[0], faces) : null;
        return wanted == null || wanted instanceof TypeVariable ? null : JavaTypes.erase(wanted, faces);
    }

    /** The value type of the member's future; null if it may be any. */
    private @Nullable Class<?> inner(Type given, Class<?> value) {
        Class<?> generic = Future.class.isAssignableFrom(value) ? Future.class : CompletionStage.class;
        return JavaTypes.argument(given, generic, actors);
    }
}
