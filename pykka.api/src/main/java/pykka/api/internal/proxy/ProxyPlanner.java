package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.internal.proxy.Members.Attribute;

/** Finds what each method of a proxy interface does. Used for one plan, because it refers to the interface. */
final class ProxyPlanner {
    private final MemberPath place;
    private final Class<?> face;
    private final Map<TypeVariable<?>, Type> variables;
    private final ReturnTypes answers;
    private final List<String> problems;
    private final Set<List<Class<?>>> seen;

    private ProxyPlanner(MemberPath place, Class<?> face, List<String> problems, Set<List<Class<?>>> seen) {
        this.place = place;
        this.face = face;
        this.problems = problems;
        this.seen = seen;
        variables = JavaTypes.variables(face);
        answers = new ReturnTypes(variables, JavaTypes.variables(place.type()));
    }

    static ProxyPlan plan(MemberPath place, Class<?> face) {
        List<String> problems = new ArrayList<>();
        MemberCall[] calls = new ProxyPlanner(place, face, problems, new HashSet<>()).calls();
        if (!problems.isEmpty()) {
            throw MemberErrors.all(face, place.type(), problems);
        }
        return new ProxyPlan(calls);
    }

    private MemberCall[] calls() {
        seen.add(List.of(face, place.type()));
        List<Method> methods = ProxyFace.methods(face);
        MemberCall[] calls = new MemberCall[methods.size()];
        if (!face.isInterface() || face.isAnnotation() || face.isSealed() || face.isHidden()
                || face.getTypeParameters().length > 0) {
            problems.add(face.getName() + " must be an interface, not generic, not sealed, not hidden, no annotation");
            return calls;
        }
        for (int i = 0; i < calls.length; i++) {
            Method method = methods.get(i);
            try {
                calls[i] = call(method, method.getParameterTypes());
            } catch (ActorMemberException e) {
                problems.add((place.path().isEmpty() ? "" : face.getSimpleName() + ": ") + signature(method) + ": "
                        + e.getMessage());
            }
        }
        return calls;
    }

    /** What a method does; given are the types that every argument has: for a bridge, those of its own parameters. */
    private MemberCall call(Method method, Class<?>[] given) {
        String name = method.getName();
        MemberCall own = ProxyFace.ofItself(method, place.path());
        if (own != null) {
            switch (own.kind()) {
                case STOP -> answers.check(method, Boolean.class);
                case ACTOR_REF -> check(method.getReturnType().isAssignableFrom(ActorRef.class), "it must return ActorRef<?>");
                default -> check(!method.isDefault() || isReachable(method), "its default method " + name
                        + " cannot be called: make " + method.getDeclaringClass().getName()
                        + " public and export its package, or give MethodHandles.lookup() to proxy(...)");
            }
            return own;
        }
        Method behind = Members.behind(method);
        if (behind != null) {
            return call(behind, given);
        }
        if (method.getParameterCount() == 0 && isNested(method.getReturnType()) && place.isTraversable(name)) {
            MemberPath below = place.at(name);
            if (!seen.contains(List.of(method.getReturnType(), below.type()))) {
                new ProxyPlanner(below, method.getReturnType(), problems, seen).calls();
            }
            return new MemberCall(MemberKind.NESTED, below.path(), name);
        }
        List<Method> methods = place.members().methods(name);
        if (!methods.isEmpty()) {
            Class<?>[] types = parameters(method);
            OverloadResolution.Choice choice = place.choose(name, methods, types);
            boolean flat = answers.check(method, choice.method().getGenericReturnType());
            Class<?>[] wanted = new Class<?>[types.length];
            Arrays.setAll(wanted, choice::parameter);
            return call(method.getReturnType() == void.class ? MemberKind.DEFER : MemberKind.CALL, name,
                    place.handle(choice, types.length), checks(given, wanted), flat);
        }
        check(place.members().attribute(name) != null, place.unknown(name).getMessage()
                + ": give the actor a public method or attribute of that name, or make this a default method");
        Attribute attribute = place.attribute(name);
        if (method.getParameterCount() == 1) {
            if (method.getReturnType() == void.class) {
                throw MemberErrors.of("a write must return Future<Void>: a void method is told, and a value that is refused"
                        + " would end the actor");
            }
            answers.check(method, void.class);
            Class<?> type = parameters(method)[0];
            MethodHandle writer = place.writer(attribute, type);
            return call(MemberKind.WRITE, name, writer, checks(given, place.written(attribute, type)), false);
        }
        if (method.getParameterCount() > 1) {
            throw MemberErrors.of("'" + name + "' is an attribute: no parameter reads it, one writes it");
        }
        check(method.getReturnType() != void.class, "a read must return a Future");
        check(!isNested(method.getReturnType()), "the attribute '" + name
                + "' is not traversable: mark it, or its type, with @Traversable; or return a Future of it");
        boolean flat = answers.check(method, type(attribute));
        return call(MemberKind.READ, name, place.reader(place.readable(name)), null, flat);
    }

    private MemberCall call(MemberKind kind, String name, MethodHandle member, Class<?> @Nullable [] checks, boolean flat) {
        return new MemberCall(kind, place.path(), name, member, place.steps(), checks, flat);
    }

    /**
     * The types for which arguments must be checked at each call, because the interface's method accepts what the member does
     * not: null for a primitive parameter, or any object for a type variable. Null if no argument needs a check.
     */
    private static Class<?> @Nullable [] checks(Class<?>[] given, Class<?>... wanted) {
        Class<?>[] checks = new Class<?>[given.length];
        boolean any = false;
        for (int i = 0; i < given.length; i++) {
            if (!given[i].isPrimitive() && !wanted[i].isAssignableFrom(given[i])) {
                checks[i] = wanted[i];
                any = true;
            }
        }
        return any ? checks : null;
    }

    /** Whether a default method can be called: by a lookup, or else by the JDK's own check for calls without one. */
    private boolean isReachable(Method method) {
        Class<?> owner = method.getDeclaringClass();
        return place.access().special(method) != null || Modifier.isPublic(owner.getModifiers())
                && owner.getModule().isExported(owner.getPackageName(), ProxyPlanner.class.getModule());
    }

    private static void check(boolean fits, String problem) {
        if (!fits) {
            throw MemberErrors.of(problem);
        }
    }

    private static Type type(Attribute attribute) {
        return attribute.reader() instanceof Method getter ? getter.getGenericReturnType()
                : attribute.reader() instanceof java.lang.reflect.Field field ? field.getGenericType() : attribute.type();
    }

    private Class<?>[] parameters(Method method) {
        return JavaTypes.erase(method.getGenericParameterTypes(), variables);
    }

    private static boolean isNested(Class<?> type) {
        return type.isInterface() && !ReturnTypes.isFuture(type) && type != java.util.concurrent.Future.class;
    }

    private static @Nullable String signature(Method method) {
        return method.getReturnType().getSimpleName() + " " + method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", ", "(", ")"));
    }
}
