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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pykka.api.Traversable;
import pykka.api.internal.actor.ActorHooks;

/**
 * The members of a class that a proxy reaches: public, not static, not named with a leading underscore, and nothing that Object
 * or Actor declares. Read from the class, never from an object.
 */
final class Members {
    private final Class<?> type;
    private final Map<String, List<Method>> methods = new HashMap<>();
    private final Map<String, Attribute> attributes = new HashMap<>();

    Members(Class<?> type) {
        this.type = type;
        Map<String, Method> bySignature = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (isMember(method, method.getName()) && !isInherited(method) && !isMade(method) && behind(method) == null) {
                bySignature.merge(method.getName() + Arrays.toString(method.getParameterTypes()), method, Members::narrower);
            }
        }
        for (Method method : bySignature.values()) {
            methods.computeIfAbsent(method.getName(), name -> new ArrayList<>()).add(method);
        }
        addFields();
        addProperties(bySignature.values());
        addComponents();
    }

    Class<?> type() {
        return type;
    }

    /** The methods of a name; empty if there is none. */
    List<Method> methods(String name) {
        return methods.getOrDefault(name, List.of());
    }

    /** The attribute of a name, or null. */
    @Nullable Attribute attribute(String name) {
        return attributes.get(name);
    }

    /** The names of all members, methods and attributes. */
    Set<String> names() {
        Set<String> names = new TreeSet<>(methods.keySet());
        names.addAll(attributes.keySet());
        return names;
    }

    /** What lookups have to reach: methods, and the readers of attributes. */
    List<AccessibleObject> ways() {
        List<AccessibleObject> ways = new ArrayList<>();
        methods.values().forEach(ways::addAll);
        attributes.values().stream().map(Attribute::reader).filter(reader -> reader != null).forEach(ways::add);
        return ways;
    }

    /**
     * A field or a property.
     *
     * @param reader the field or getter that reads it; null if it is write-only
     * @param field the field that is written; null if the attribute is a property, or read-only
     * @param type the declared type, whose members can be reached below the attribute
     */
    record Attribute(String name, @Nullable AccessibleObject reader, @Nullable Field field, List<Method> setters, Class<?> type) {
        static Attribute of(Field field) {
            return new Attribute(field.getName(), field, Modifier.isFinal(field.getModifiers()) ? null : field, List.of(),
                    field.getType());
        }

        static Attribute of(String name, @Nullable Method getter, List<Method> setters) {
            return new Attribute(name, getter, null, setters,
                    getter != null ? getter.getReturnType() : setters.get(0).getParameterTypes()[0]);
        }

        boolean isTraversable() {
            return reader != null
                    && (reader.isAnnotationPresent(Traversable.class) || type.isAnnotationPresent(Traversable.class));
        }
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
        return method.isSynthetic() && !method.isBridge() || JavaTypes.supertypes(method.getDeclaringClass()).stream()
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
        return JavaTypes.supertypes(bridge.getDeclaringClass()).stream().flatMap(type ->
                Arrays.stream(type.getDeclaredMethods()))
                .anyMatch(m -> !m.isBridge() && isSame(m, bridge)
                        && Arrays.equals(JavaTypes.erase(m.getGenericParameterTypes(), variables), method.getParameterTypes()));
    }

    private static Method narrower(Method one, Method other) {
        return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
    }

    private void addFields() {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getFields()) { // a hidden field follows the one that hides it, and is left out
                if (field.getDeclaringClass() == c && isMember(field, field.getName()) && !field.isSynthetic()) {
                    attributes.putIfAbsent(field.getName(), Attribute.of(field));
                }
            }
        }
    }

    /** Adds bean properties, which take precedence over fields. */
    private void addProperties(Iterable<Method> accessors) {
        Map<String, Method> getters = new HashMap<>();
        Map<String, List<Method>> setters = new HashMap<>();
        for (Method method : accessors) {
            String name = property(method);
            if (name == null || name.startsWith("_")) {
                continue;
            }
            if (method.getParameterCount() == 1) {
                setters.computeIfAbsent(name, key -> new ArrayList<>()).add(method);
            } else { // isX takes precedence over getX, as in java.beans
                getters.merge(name, method, (one, other) -> other.getName().startsWith("is") ? other : one);
            }
        }
        setters.forEach((name, all) -> attributes.put(name, Attribute.of(name, getters.remove(name), all)));
        getters.forEach((name, getter) -> attributes.put(name, Attribute.of(name, getter, List.of())));
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
    private void addComponents() {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                String name = component.getName();
                if (!name.startsWith("_")) {
                    attributes.put(name, Attribute.of(name, component.getAccessor(), List.of()));
                }
            }
        }
    }
}
