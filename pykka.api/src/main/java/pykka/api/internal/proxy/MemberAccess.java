package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.LocalActorRef;

/**
 * Creates method handles for members, with the lookup given to the proxy, the one of the actor's options, or the public one, in
 * that order. Access checks are never suppressed: the lookup is the credential. A handle takes the object and an array of
 * arguments.
 */
final class MemberAccess {
    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final MethodHandles.@Nullable Lookup given;
    private final MethodHandles.@Nullable Lookup own;
    private final ActorClass.Rights rights;

    MemberAccess(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup given) {
        this.given = given;
        own = ref.lookup();
        rights = ActorClass.rights(ref, given, own);
    }

    ActorClass.Rights rights() {
        return rights;
    }

    /** A handle that calls a method of a type; if spread, it takes that many arguments and collects the last ones in an array. */
    MethodHandle call(Class<?> type, Method method, boolean spread, int arguments) throws IllegalAccessException {
        return handle(new ActorClass.Use(type, method, false, spread ? arguments : -1), lookup -> {
            MethodHandle direct = unreflect(type, method, lookup);
            int fixed = method.getParameterCount() - 1;
            return spread ? direct.asCollector(direct.type().lastParameterType(), arguments - fixed) : direct;
        });
    }

    /** A handle that reads an attribute, by a field or a method without parameters. */
    MethodHandle read(Class<?> type, AccessibleObject reader) throws IllegalAccessException {
        return reader instanceof Method method ? call(type, method, false, 0)
                : handle(new ActorClass.Use(type, reader, false, -1), lookup -> getter(type, (Field) reader, lookup));
    }

    MethodHandle write(Class<?> type, Field field) throws IllegalAccessException {
        return handle(new ActorClass.Use(type, field, true, -1), lookup -> setter(type, field, lookup));
    }

    @FunctionalInterface
    private interface Maker {
        MethodHandle make(MethodHandles.Lookup lookup) throws ReflectiveOperationException;
    }

    private MethodHandle handle(ActorClass.Use use, Maker maker) throws IllegalAccessException {
        MethodHandle known = rights.handles.get(use);
        return known != null ? known : ActorClass.first(rights.handles, use, make(MethodHandles.publicLookup(), maker));
    }

    /** Tries the lookup given to the proxy, the actor's own, and at last this one. */
    private MethodHandle make(MethodHandles.@Nullable Lookup last, Maker maker) throws IllegalAccessException {
        for (MethodHandles.Lookup lookup : new MethodHandles.@Nullable Lookup[] {given, own, last}) {
            if (lookup != null) {
                try {
                    return generic(maker.make(lookup));
                } catch (ReflectiveOperationException e) {
                    // the next lookup may reach it
                }
            }
        }
        throw new IllegalAccessException();
    }

    /**
     * A handle that calls a default method of an interface on a proxy of it; null if no lookup reaches it. The lookups are those
     * given and, for a public interface, the library's own, which reaches interfaces outside of named modules. The alternative,
     * InvocationHandler.invokeDefault, would leave the interface in a cache of the JDK, on Java 17 for good.
     */
    @Nullable MethodHandle special(Method method) {
        Class<?> owner = method.getDeclaringClass();
        try {
            return make(Modifier.isPublic(owner.getModifiers()) ? MethodHandles.lookup() : null,
                    lookup -> MethodHandles.privateLookupIn(owner, lookup).unreflectSpecial(method, owner));
        } catch (IllegalAccessException e) {
            return null;
        }
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
            for (Class<?> parent : JavaTypes.supertypes(type)) {
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
}
