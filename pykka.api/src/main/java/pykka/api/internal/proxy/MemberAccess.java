package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Creates method handles for members, with the lookup given to the proxy, the one of the actor's options, or the public one, in
 * that order. Access checks are never suppressed: the lookup is the credential. A handle takes the object and an array of
 * arguments.
 */
final class MemberAccess {
    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class, Object[].class);

    /**
     * The handles for members of a class, by the class of the lookup, kept weakly, then by its modes, the member and its use: a
     * caller with an equal lookup has the same right.
     */
    private static final ClassValue<Map<Class<?>, Map<List<Object>, MethodHandle>>> MADE = new ClassValue<>() {
        @Override
        protected Map<Class<?>, Map<List<Object>, MethodHandle>> computeValue(Class<?> type) {
            return Collections.synchronizedMap(new WeakHashMap<>());
        }
    };

    private final List<MethodHandles.Lookup> lookups = new ArrayList<>();

    MemberAccess(MethodHandles.@Nullable Lookup... lookups) {
        Arrays.stream(lookups).filter(lookup -> lookup != null).forEach(this.lookups::add);
        this.lookups.add(MethodHandles.publicLookup());
    }

    /** The last lookup is the public one. */
    List<MethodHandles.Lookup> lookups() {
        return lookups;
    }

    /** A handle that calls a method of a type; if spread, it takes that many arguments and collects the last ones in an array. */
    MethodHandle call(Class<?> type, Method method, boolean spread, int arguments) throws IllegalAccessException {
        return handle(type, List.of(method, spread ? arguments : -1), lookups, lookup -> {
            MethodHandle direct = unreflect(type, method, lookup);
            int fixed = method.getParameterCount() - 1;
            return spread ? direct.asCollector(direct.type().lastParameterType(), arguments - fixed) : direct;
        });
    }

    /** A handle that reads an attribute, by a field or a method without parameters. */
    MethodHandle read(Class<?> type, AccessibleObject reader) throws IllegalAccessException {
        return reader instanceof Method method ? call(type, method, false, 0)
                : handle(type, List.of(reader, "read"), lookups, lookup -> getter(type, (Field) reader, lookup));
    }

    MethodHandle write(Class<?> type, Field field) throws IllegalAccessException {
        return handle(type, List.of(field, "write"), lookups, lookup -> setter(type, field, lookup));
    }

    /**
     * A handle that calls a default method of an interface on a proxy of it; null if no lookup reaches it. The lookups are those
     * given and, for a public interface, the library's own, which reaches interfaces outside of named modules. The alternative,
     * InvocationHandler.invokeDefault, would leave the interface in a cache of the JDK, on Java 17 for good.
     */
    @Nullable MethodHandle special(Class<?> face, Method method) {
        Class<?> owner = method.getDeclaringClass();
        List<MethodHandles.Lookup> some = new ArrayList<>(lookups.subList(0, lookups.size() - 1));
        if (Modifier.isPublic(owner.getModifiers())) {
            some.add(MethodHandles.lookup());
        }
        try {
            return handle(face, List.of(method, "special"), some,
                    lookup -> MethodHandles.privateLookupIn(owner, lookup).unreflectSpecial(method, owner));
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    @FunctionalInterface
    private interface Maker {
        MethodHandle make(MethodHandles.Lookup lookup) throws ReflectiveOperationException;
    }

    private static MethodHandle handle(Class<?> type, List<Object> use, List<MethodHandles.Lookup> lookups, Maker maker)
            throws IllegalAccessException {
        for (MethodHandles.Lookup lookup : lookups) {
            Map<List<Object>, MethodHandle> made = lookup.previousLookupClass() != null ? new HashMap<>() // that limits its right
                    : MADE.get(type).computeIfAbsent(lookup.lookupClass(), key -> new ConcurrentHashMap<>());
            List<Object> key = List.of(lookup.lookupModes(), use);
            MethodHandle handle = made.get(key);
            if (handle != null) {
                return handle;
            }
            try {
                handle = generic(maker.make(lookup));
                made.put(key, handle);
                return handle;
            } catch (ReflectiveOperationException e) {
                // the next lookup may reach it
            }
        }
        throw new IllegalAccessException();
    }

    /** A handle of fixed arity: an array passed to a method of variable arity is passed on unchanged. */
    private static MethodHandle generic(MethodHandle handle) {
        return handle.asFixedArity().asSpreader(Object[].class, handle.type().parameterCount() - 1).asType(GENERIC);
    }

    /** The method, or its declaration in a supertype or interface, whichever the lookup reaches. */
    private static MethodHandle unreflect(Class<?> type, Method method, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        try {
            return lookup.unreflect(method);
        } catch (IllegalAccessException e) {
            MethodHandles.Lookup publics = publics(lookup);
            for (Class<?> parent : supertypes(type)) {
                for (Method same : parent.getMethods()) {
                    if (same.getName().equals(method.getName())
                            && Arrays.equals(same.getParameterTypes(), method.getParameterTypes())) {
                        try {
                            return publics.findVirtual(parent, same.getName(),
                                    MethodType.methodType(same.getReturnType(), same.getParameterTypes()));
                        } catch (IllegalAccessException | NoSuchMethodException next) {
                            // another supertype may be reachable
                        }
                    }
                }
            }
            throw e;
        }
    }

    private static MethodHandle getter(Class<?> type, Field field, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        try {
            return lookup.unreflectGetter(field);
        } catch (IllegalAccessException e) {
            return publics(lookup).findGetter(type, field.getName(), field.getType());
        }
    }

    private static MethodHandle setter(Class<?> type, Field field, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        try {
            return lookup.unreflectSetter(field);
        } catch (IllegalAccessException e) {
            return publics(lookup).findSetter(type, field.getName(), field.getType());
        }
    }

    /**
     * A lookup that finds public members only: by name in a class, because the superclass that declares one may not be public.
     */
    private static MethodHandles.Lookup publics(MethodHandles.Lookup lookup) {
        return lookup.dropLookupMode(MethodHandles.Lookup.PACKAGE);
    }

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
