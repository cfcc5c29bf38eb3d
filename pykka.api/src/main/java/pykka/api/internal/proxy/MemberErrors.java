package pykka.api.internal.proxy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.util.SafeText;

/**
 * Creates the texts of proxies and all exceptions about members. Names and types are foreign text: they are escaped, and each
 * text is a single line.
 */
final class MemberErrors {
    private static final int LONGEST_NAME = 200;

    private MemberErrors() {}

    /** The text of a proxy, in the original's format. */
    static String text(LocalActorRef<?> ref, List<String> path) {
        return text("ActorProxy", ref, path);
    }

    static String text(String kind, LocalActorRef<?> ref, List<String> path) {
        String names = path.stream().map(name -> quoted(name)).collect(Collectors.joining(", "));
        return "<" + SafeText.clean(kind) + " for " + ref + ", attr_path=(" + names + (path.size() == 1 ? "," : "") + ")>";
    }

    static String quoted(String name) {
        return "'" + cut(name) + "'";
    }

    static String cut(String name) {
        return SafeText.line(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...");
    }

    static ActorMemberException of(String what) {
        return new ActorMemberException(SafeText.line(what));
    }

    static ActorMemberException of(LocalActorRef<?> ref, List<String> path, String what) {
        return of(text(ref, path) + ": " + what);
    }

    static ActorMemberException unknown(LocalActorRef<?> ref, List<String> path, String name) {
        return of(text(ref, path) + " has no attribute " + quoted(name));
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
