package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.internal.proxy.Members.Attribute;

/**
 * Finds what each method of a proxy interface does. A plan is made once and kept with the class of the actor: an array in the
 * order of {@link #methods}, of JDK types alone, that refers to nothing of the interface.
 */
final class ProxyPlan {
    private static final ClassValue<Map<Method, Integer>> METHODS = new ClassValue<>() {
        @Override
        protected Map<Method, Integer> computeValue(Class<?> type) {
            Map<Method, Integer> methods = new HashMap<>();
            for (Method method : type.getMethods()) {
                if (!Modifier.isStatic(method.getModifiers())) {
                    methods.put(method, methods.size());
                }
            }
            return methods;
        }
    };

    /** Plans by interface and by class of the lookup, both kept weakly, then by path and text of the lookups. */
    private static final ClassValue<Map<Class<?>, Map<Class<?>, Map<List<Object>, Object[]>>>> PLANS = new ClassValue<>() {
        @Override
        protected Map<Class<?>, Map<Class<?>, Map<List<Object>, Object[]>>> computeValue(Class<?> type) {
            return Collections.synchronizedMap(new WeakHashMap<>());
        }
    };

    private final MemberPath place;
    private final Class<?> face;
    private final Map<TypeVariable<?>, Type> variables;
    private final ReturnTypes answers;
    private final List<String> problems;
    private final Set<List<Class<?>>> seen;

    private ProxyPlan(MemberPath place, Class<?> face, List<String> problems, Set<List<Class<?>>> seen) {
        this.place = place;
        this.face = face;
        this.problems = problems;
        this.seen = seen;
        variables = JavaTypes.variables(face);
        answers = new ReturnTypes(variables, JavaTypes.variables(place.type()));
    }

    /** The methods of an interface, numbered. */
    static Map<Method, Integer> methods(Class<?> face) {
        return METHODS.get(face);
    }

    /** The plan of an interface at a path; if the interface does not fit, throws an exception that lists all problems. */
    static Object[] of(MemberPath place, Class<?> face) {
        List<MethodHandles.Lookup> lookups = place.access().lookups();
        List<Object> key = new ArrayList<>(place.path());
        lookups.forEach(lookup -> key.add(lookup.toString())); // includes the modes
        Map<List<Object>, Object[]> plans = PLANS.get(place.ref().actorClass())
                .computeIfAbsent(face, f -> Collections.synchronizedMap(new WeakHashMap<>()))
                .computeIfAbsent(lookups.get(0).lookupClass(), c -> new ConcurrentHashMap<>());
        Object[] plan = plans.get(key);
        if (plan == null) {
            List<String> problems = new ArrayList<>();
            plan = new ProxyPlan(place, face, problems, new HashSet<>()).build();
            if (!problems.isEmpty()) {
                throw MemberErrors.all(face, place.type(), problems);
            }
            Object[] first = plans.putIfAbsent(key, plan);
            return first == null ? plan : first; // only the plan in the map stays reachable: proxies refer to it weakly
        }
        return plan;
    }

    private Object[] build() {
        seen.add(List.of(face, place.type()));
        Object[] plan = new Object[methods(face).size()];
        if (!face.isInterface() || face.isAnnotation() || face.isSealed() || face.isHidden()
                || face.getTypeParameters().length > 0) {
            problems.add(face.getName() + " must be an interface, not generic, not sealed, not hidden, no annotation");
            return plan;
        }
        methods(face).forEach((method, i) -> {
            try {
                plan[i] = entry(method, method.getParameterTypes());
            } catch (ActorMemberException e) {
                problems.add((place.path().isEmpty() ? "" : face.getSimpleName() + ": ") + signature(method) + ": "
                        + e.getMessage());
            }
        });
        return plan;
    }

    /** The entry of a method that does not depend on the actor's class; null if it does. */
    static Object @Nullable [] ofItself(Method method, boolean root) {
        String name = method.getName();
        MemberKind kind = isDefault(method) || isOfObject(method) ? MemberKind.DEFAULT
                : !root || method.getParameterCount() > 0 ? null
                : name.equals("stop") ? MemberKind.STOP
                : name.equals("actorRef") ? MemberKind.ACTOR_REF : null;
        return kind == null ? null : new Object[] {kind.ordinal()};
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

    /** The entry of a method; given are the types that every argument has: for a bridge, those of its own parameters. */
    private Object[] entry(Method method, Class<?>[] given) {
        String name = method.getName();
        Object[] own = ofItself(method, place.path().isEmpty());
        if (own != null) {
            switch (MemberKind.of(own)) {
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
            return entry(behind, given);
        }
        if (method.getParameterCount() == 0 && isNested(method.getReturnType()) && place.isTraversable(name)) {
            MemberPath below = place.at(name);
            if (!seen.contains(List.of(method.getReturnType(), below.type()))) {
                new ProxyPlan(below, method.getReturnType(), problems, seen).build();
            }
            return new Object[] {MemberKind.NESTED.ordinal(), name};
        }
        if (place.hasMethod(name)) {
            Class<?>[] types = parameters(method);
            OverloadResolution.Choice choice = place.choose(name, place.methods(name), types);
            boolean flat = answers.check(method, choice.method().getGenericReturnType());
            Class<?>[] wanted = new Class<?>[types.length];
            Arrays.setAll(wanted, choice::parameter);
            return entry(method.getReturnType() == void.class ? MemberKind.DEFER : MemberKind.CALL, name,
                    place.handle(choice, types.length), checks(given, wanted), flat);
        }
        check(place.hasAttribute(name), place.unknown(name).getMessage()
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
            return entry(MemberKind.WRITE, name, writer, checks(given, place.written(attribute, type)), false);
        }
        if (method.getParameterCount() > 1) {
            throw MemberErrors.of("'" + name + "' is an attribute: no parameter reads it, one writes it");
        }
        check(method.getReturnType() != void.class, "a read must return a Future");
        check(!isNested(method.getReturnType()), "the attribute '" + name
                + "' is not traversable: mark it, or its type, with @Traversable; or return a Future of it");
        boolean flat = answers.check(method, type(attribute));
        return entry(MemberKind.READ, name, place.reader(place.readable(name)), null, flat);
    }

    private Object[] entry(MemberKind kind, String name, MethodHandle member, Class<?> @Nullable [] checks, boolean flat) {
        return new Object[] {kind.ordinal(), name, member, place.steps(), checks, flat};
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
        return place.access().special(face, method) != null || Modifier.isPublic(owner.getModifiers())
                && owner.getModule().isExported(owner.getPackageName(), ProxyPlan.class.getModule());
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
