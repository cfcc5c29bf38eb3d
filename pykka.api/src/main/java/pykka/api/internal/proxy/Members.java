package pykka.api.internal.proxy;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import pykka.api.Traversable;
import pykka.api.internal.actor.ActorHooks;

/**
 * The members of a class that a proxy reaches: public, not static, not named with a leading underscore, and nothing that Object
 * or Actor declares. Read from the class, never from an object.
 */
final class Members {
    /** Methods by name; attributes by name as lists of accessors, the reader first. Values are of JDK types only. */
    private static final ClassValue<Map<String, List<AccessibleObject>>> TABLES = new ClassValue<>() {
        @Override
        protected Map<String, List<AccessibleObject>> computeValue(Class<?> type) {
            return table(type);
        }
    };
    private static final String METHOD = "method ";
    private static final String ATTRIBUTE = "attribute ";

    private final Class<?> type;
    private final Map<String, List<AccessibleObject>> table;

    private Members(Class<?> type) {
        this.type = type;
        table = TABLES.get(type);
    }

    static Members of(Class<?> type) {
        return new Members(type);
    }

    Class<?> type() {
        return type;
    }

    /** The methods of a name; empty if there is none. */
    List<Method> methods(String name) {
        List<AccessibleObject> found = table.get(METHOD + name);
        return found == null ? List.of() : found.stream().map(Method.class::cast).toList();
    }

    /** The attribute of a name, or null. */
    @Nullable Attribute attribute(String name) {
        List<AccessibleObject> accessors = table.get(ATTRIBUTE + name);
        return accessors == null ? null : new Attribute(name, accessors);
    }

    /** The names of all members, methods and attributes. */
    List<String> names() {
        return table.keySet().stream().map(key -> key.substring(key.indexOf(' ') + 1)).distinct().sorted().toList();
    }

    /** A field or a property. The accessors are a field, or methods: a getter without parameters, and setters. */
    record Attribute(String name, List<AccessibleObject> accessors) {
        /** The field or getter that reads the attribute; null if it is write-only. */
        @Nullable AccessibleObject reader() {
            AccessibleObject first = accessors.get(0);
            return first instanceof Method method && method.getParameterCount() > 0 ? null : first;
        }

        @Nullable Field field() {
            return accessors.get(0) instanceof Field field && !Modifier.isFinal(field.getModifiers()) ? field : null;
        }

        List<Method> setters() {
            return accessors.stream().filter(a -> a instanceof Method method && method.getParameterCount() == 1)
                    .map(Method.class::cast).toList();
        }

        /** The declared type, whose members can be reached below the attribute. */
        Class<?> type() {
            AccessibleObject first = accessors.get(0);
            if (first instanceof Field field) {
                return field.getType();
            }
            Method method = (Method) first;
            return method.getParameterCount() == 0 ? method.getReturnType() : method.getParameterTypes()[0];
        }

        boolean isTraversable() {
            AccessibleObject reader = reader();
            return reader != null
                    && (reader.isAnnotationPresent(Traversable.class) || type().isAnnotationPresent(Traversable.class));
        }
    }

    private static Map<String, List<AccessibleObject>> table(Class<?> type) {
        Map<String, List<AccessibleObject>> table = new TreeMap<>();
        Map<String, Method> bySignature = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (isMember(method, method.getName()) && !isInherited(method) && !isMade(method) && behind(method) == null) {
                bySignature.merge(method.getName() + Arrays.toString(method.getParameterTypes()), method, Members::narrower);
            }
        }
        for (Method method : bySignature.values()) {
            table.computeIfAbsent(METHOD + method.getName(), key -> new ArrayList<>()).add(method);
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getFields()) { // a hidden field follows the one that hides it, and is left out
                if (field.getDeclaringClass() == c && isMember(field, field.getName()) && !field.isSynthetic()) {
                    table.putIfAbsent(ATTRIBUTE + field.getName(), List.of(field));
                }
            }
        }
        properties(bySignature.values(), table);
        components(type, table);
        return Map.copyOf(table);
    }

    private static boolean isMember(Member member, String name) {
        return Modifier.isPublic(member.getModifiers()) && !Modifier.isStatic(member.getModifiers()) && !name.startsWith("_");
    }

    /** Whether a method is declared by Object or Actor, or overrides what they declare, even if that is not public. */
    private static boolean isInherited(Method method) {
        return isDeclared(Object.class, method)
                || ActorHooks.actorClass().isAssignableFrom(method.getDeclaringClass())
                && isDeclared(ActorHooks.actorClass(), method);
    }

    /** Whether a compiler generated the method, bridges excluded, or Groovy adds it to every class. */
    private static boolean isMade(Method method) {
        return method.isSynthetic() && !method.isBridge() || MemberAccess.supertypes(method.getDeclaringClass()).stream()
                .anyMatch(type -> type.getName().equals("groovy.lang.GroovyObject") && isDeclared(type, method));
    }

    private static boolean isDeclared(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(m -> isSame(m, method) && !Modifier.isStatic(m.getModifiers()));
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName()) && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    /**
     * The method of the same class that a bridge calls; null if the method is not a bridge, if it calls a less visible
     * superclass, or if the interface that declares it is not known.
     */
    static @Nullable Method behind(Method bridge) {
        return bridge.isBridge() ? Arrays.stream(bridge.getDeclaringClass().getDeclaredMethods())
                .filter(m -> !m.isBridge() && stands(m, bridge)).findFirst().orElse(null) : null;
    }

    /**
     * Whether the bridge calls the method: the parameters are the same and only the result is narrower, or they are the types to
     * which the class binds the parameters of the method that the bridge overrides.
     */
    private static boolean stands(Method method, Method bridge) {
        if (isSame(method, bridge)) {
            return true;
        }
        if (!method.getName().equals(bridge.getName())) {
            return false;
        }
        Map<TypeVariable<?>, Type> variables = JavaTypes.variables(bridge.getDeclaringClass());
        return MemberAccess.supertypes(bridge.getDeclaringClass()).stream().flatMap(type ->
                Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(m -> !m.isBridge() && isSame(m, bridge)
                        && Arrays.equals(JavaTypes.erase(m.getGenericParameterTypes(), variables), method.getParameterTypes()));
    }

    private static Method narrower(Method one, Method other) {
        return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
    }

    /** Adds bean properties, which take precedence over fields. */
    private static void properties(Iterable<Method> methods, Map<String, List<AccessibleObject>> table) {
        Map<String, List<AccessibleObject>> properties = new TreeMap<>();
        for (Method method : methods) {
            String name = property(method);
            if (name != null && !name.startsWith("_")) {
                List<AccessibleObject> accessors = properties.computeIfAbsent(name, key -> new ArrayList<>());
                if (method.getParameterCount() == 1) {
                    accessors.add(method);
                } else if (accessors.isEmpty() || ((Method) accessors.get(0)).getParameterCount() == 1) {
                    accessors.add(0, method);
                } else if (method.getName().startsWith("is")) {
                    accessors.set(0, method); // isX takes precedence over getX, as in java.beans
                }
            }
        }
        properties.forEach((name, accessors) -> table.put(ATTRIBUTE + name, accessors));
    }

    private static @Nullable String property(Method method) {
        String name = method.getName();
        boolean returns = method.getReturnType() != void.class;
        if (method.getParameterCount() == 0 && returns && name.startsWith("get")) {
            return decapitalized(name.substring(3));
        }
        if (method.getParameterCount() == 0 && name.startsWith("is")
                && JavaTypes.unboxed(method.getReturnType()) == boolean.class) {
            return decapitalized(name.substring(2));
        }
        return method.getParameterCount() == 1 && name.startsWith("set") ? decapitalized(name.substring(3)) : null;
    }

    /** As java.beans.Introspector, whose module this library does not require. */
    private static @Nullable String decapitalized(String name) {
        if (name.isEmpty()) {
            return null;
        }
        if (name.length() > 1 && Character.isUpperCase(name.charAt(0)) && Character.isUpperCase(name.charAt(1))) {
            return name;
        }
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** Adds the components of a record, which are read-only. */
    private static void components(Class<?> type, Map<String, List<AccessibleObject>> table) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.getName().startsWith("_")) {
                    table.put(ATTRIBUTE + component.getName(), List.of(component.getAccessor()));
                }
            }
        }
    }
}
