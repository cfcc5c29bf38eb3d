package pykka.api.internal.proxy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.util.SafeText;

/** Creates all exceptions about members. Names and types are foreign text: they are escaped, and each text is a single line. */
final class MemberErrors {
    private MemberErrors() {}

    static ActorMemberException of(String what) {
        return new ActorMemberException(SafeText.line(what));
    }

    static ActorMemberException of(LocalActorRef<?> ref, List<String> path, String what) {
        return of(MemberPath.text(ref, path) + ": " + what);
    }

    static ActorMemberException unknown(LocalActorRef<?> ref, List<String> path, String name) {
        return of(MemberPath.text(ref, path) + " has no attribute '" + MemberPath.cut(name) + "'");
    }

    /** The exception for an interface that cannot be a proxy: each problem is on a line of its own. */
    static ActorMemberException all(Class<?> face, Class<?> type, List<String> problems) {
        return new ActorMemberException(SafeText.line(face.getName() + " cannot be a proxy of " + type.getName() + ":")
                + problems.stream().map(problem -> "\n  " + SafeText.line(problem)).collect(Collectors.joining()));
    }

    static String types(@Nullable Class<?>[] types) {
        return Arrays.stream(types).map(type -> type == null ? "null" : type.getTypeName()).collect(Collectors.joining(", "));
    }

    static String signatures(List<Method> methods) {
        return methods.stream().map(m -> m.getName() + "(" + types(m.getParameterTypes()) + ")").sorted()
                .collect(Collectors.joining(", "));
    }
}
