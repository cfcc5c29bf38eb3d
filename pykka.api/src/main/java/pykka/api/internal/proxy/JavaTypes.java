package pykka.api.internal.proxy;

import java.lang.invoke.MethodType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversions of the Java language between types, and the resolution of type variables in a class that binds them. */
final class JavaTypes {
    private static final String WIDENING = "BSIJFD"; // byte, short, int, long, float, double

    private JavaTypes() {}

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    /** The primitive type of a wrapper class; any other class unchanged. */
    static Class<?> unboxed(Class<?> type) {
        return MethodType.methodType(type).unwrap().returnType();
    }

    /** Subtyping, which among primitives is widening (JLS 4.10). Null is the null type. */
    static boolean isSubtype(@Nullable Class<?> from, Class<?> to) {
        if (from == null) {
            return !to.isPrimitive();
        }
        if (from.isPrimitive() && to.isPrimitive()) {
            return widens(from, to);
        }
        return !from.isPrimitive() && !to.isPrimitive() && to.isAssignableFrom(from);
    }

    private static boolean widens(Class<?> from, Class<?> to) {
        if (from == to) {
            return true;
        }
        int target = WIDENING.indexOf(to.descriptorString());
        if (from == char.class) {
            return target >= WIDENING.indexOf('I');
        }
        int source = WIDENING.indexOf(from.descriptorString());
        return source >= 0 && target > source;
    }

    /** Loose invocation and assignment: with boxing and unboxing (JLS 5.3). */
    static boolean converts(@Nullable Class<?> from, Class<?> to) {
        if (from == null || from.isPrimitive() == to.isPrimitive()) {
            return isSubtype(from, to);
        }
        return from.isPrimitive() ? to.isAssignableFrom(boxed(from)) : widens(unboxed(from), to);
    }

    /** The types to which a class binds the variables of its generic supertypes. */
    static Map<TypeVariable<?>, Type> variables(Class<?> type) {
        Map<TypeVariable<?>, Type> known = new HashMap<>();
        Deque<Class<?>> todo = new ArrayDeque<>();
        todo.add(type);
        while (!todo.isEmpty()) {
            Class<?> next = todo.poll();
            add(next.getGenericSuperclass(), known, todo);
            for (Type parent : next.getGenericInterfaces()) {
                add(parent, known, todo);
            }
        }
        return known;
    }

    private static void add(@Nullable Type parent, Map<TypeVariable<?>, Type> known, Deque<Class<?>> todo) {
        if (parent instanceof Class<?> raw) {
            todo.add(raw);
        } else if (parent instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                known.putIfAbsent(raw.getTypeParameters()[i], generic.getActualTypeArguments()[i]);
            }
            todo.add(raw);
        }
    }

    /** Follows the bindings of a type variable as far as they are known; any other type unchanged. */
    static Type resolve(Type type, Map<TypeVariable<?>, Type> known) {
        Type now = type;
        for (Type next; now instanceof TypeVariable<?> && (next = known.get(now)) != null;) {
            now = next;
        }
        return now;
    }

    /** The name of a type with its article: an int, a java.lang.String. */
    static String named(Class<?> type) {
        String name = type.getTypeName();
        return ("aeio".indexOf(Character.toLowerCase(name.charAt(0))) < 0 ? "a " : "an ") + name;
    }

    /** The type to which a type binds the parameter of a generic supertype; null if unknown. */
    static @Nullable Class<?> argument(Type type, Class<?> generic, Map<TypeVariable<?>, Type> known) {
        Class<?> raw = erase(type, known);
        Map<TypeVariable<?>, Type> all = new HashMap<>(known);
        all.putAll(variables(raw));
        Type now = resolve(type, known);
        if (now instanceof TypeVariable<?> variable) {
            now = variable.getBounds()[0];
        }
        if (now instanceof ParameterizedType exact) {
            for (int i = 0; i < raw.getTypeParameters().length; i++) {
                all.put(raw.getTypeParameters()[i], exact.getActualTypeArguments()[i]);
            }
        }
        Type argument = resolve(generic.getTypeParameters()[0], all);
        return argument instanceof TypeVariable ? null : boxed(erase(argument, all));
    }

    static Class<?>[] erase(Type[] types, Map<TypeVariable<?>, Type> known) {
        return Arrays.stream(types).map(type -> erase(type, known)).toArray(Class<?>[]::new);
    }

    static Class<?> erase(Type type, Map<TypeVariable<?>, Type> known) {
        Type now = resolve(type, known);
        if (now instanceof Class<?> raw) {
            return raw;
        }
        if (now instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (now instanceof GenericArrayType array) {
            return erase(array.getGenericComponentType(), known).arrayType();
        }
        if (now instanceof WildcardType wildcard) {
            return erase(wildcard.getUpperBounds()[0], known);
        }
        return erase(((TypeVariable<?>) now).getBounds()[0], known);
    }

    /** A class, its superclasses, and all their interfaces. */
    static Set<Class<?>> supertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            all.add(c);
            addInterfaces(c, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> to) {
        for (Class<?> parent : type.getInterfaces()) {
            if (to.add(parent)) {
                addInterfaces(parent, to);
            }
        }
    }
}
