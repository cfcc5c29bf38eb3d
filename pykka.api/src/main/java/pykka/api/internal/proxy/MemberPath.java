package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorMemberException;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.proxy.Members.Attribute;

/**
 * Resolves members of an actor or of a traversable attribute below it, where a proxy looks for them. An instance is made for one
 * use, because it refers to classes of users. Names and types are checked here: in the caller's thread, or, for raw messages, on
 * the actor.
 */
final class MemberPath {
    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final MemberAccess access;
    private final Members members;
    private final MethodHandle[] steps;

    private MemberPath(LocalActorRef<?> ref, List<String> path, MemberAccess access, Class<?> type, MethodHandle[] steps) {
        this.ref = ref;
        this.path = path;
        this.access = access;
        members = access.rights().members(type);
        this.steps = steps;
    }

    /** Resolves a path; throws ActorMemberException if it leads nowhere. */
    static MemberPath of(LocalActorRef<?> ref, List<String> path, MemberAccess access) {
        MemberPath place = new MemberPath(ref, List.of(), access, ref.actorClass(), new MethodHandle[0]);
        for (String name : path) {
            place = place.at(name);
        }
        return place;
    }

    /** Runs the action; if the actor terminates concurrently, ActorDeadException takes precedence over ActorMemberException. */
    static <T> T whileAlive(LocalActorRef<?> ref, Supplier<T> action) {
        ref.checkAlive();
        try {
            return action.get();
        } catch (ActorMemberException e) {
            ref.checkAlive(); // a dead actor's lookup is gone, which may have caused the exception
            throw e;
        }
    }

    /** The path to a traversable attribute. */
    MemberPath at(String name) {
        Attribute attribute = attribute(name);
        if (!attribute.isTraversable()) {
            throw problem("the attribute " + MemberErrors.quoted(name)
                    + " is not traversable: mark it, or its type, with @Traversable");
        }
        MethodHandle[] more = Arrays.copyOf(steps, steps.length + 1);
        more[steps.length] = reader(attribute);
        return new MemberPath(ref, below(path, name), access, attribute.type(), more);
    }

    static List<String> below(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }

    Class<?> type() {
        return members.type();
    }

    MemberAccess access() {
        return access;
    }

    // ---- messages

    /** The message of a call, read or write. Only a call has named arguments; the argument of a write is the value. */
    MemberMessage message(MemberKind kind, String name, @Nullable Object[] arguments, Map<String, ?> named) {
        return switch (kind) {
            case READ -> new MemberMessage(call(kind, name, reader(readable(name))), arguments);
            case WRITE -> new MemberMessage(call(kind, name, writer(attribute(name), types(arguments)[0])), arguments);
            default -> named.isEmpty() ? call(name, methods(name), arguments) : call(name, arguments, named);
        };
    }

    private MemberCall call(MemberKind kind, String name, MethodHandle member) {
        return new MemberCall(kind, path, name, member, steps, null, false);
    }

    /** A call with positional arguments, followed by arguments by parameter name. */
    private MemberMessage call(String name, @Nullable Object[] arguments, Map<String, ?> named) {
        List<Method> methods = methods(name);
        Map<Method, Object[]> fitting = new LinkedHashMap<>();
        for (Method method : methods) {
            Object[] all = bind(method, arguments, named);
            if (all != null) {
                fitting.put(method, all);
            }
        }
        List<Method> unnamed = methods.stream()
                .filter(m -> Arrays.stream(m.getParameters()).anyMatch(p -> !p.isNamePresent())).toList();
        if (fitting.isEmpty() && !unnamed.isEmpty()) {
            throw problem(MemberErrors.signatures(unnamed) + " has no names of parameters: compile "
                    + unnamed.get(0).getDeclaringClass().getName() + " with javac -parameters");
        }
        List<MemberMessage> calls = new ArrayList<>();
        for (Map.Entry<Method, Object[]> fit : fitting.entrySet()) {
            if (!OverloadResolution.choose(List.of(fit.getKey()), types(fit.getValue())).isEmpty()) {
                calls.add(call(name, List.of(fit.getKey()), fit.getValue()));
            }
        }
        if (calls.size() == 1) {
            return calls.get(0);
        }
        String given = "(" + MemberErrors.types(types(arguments)) + (arguments.length > 0 ? ", " : "") + named.keySet().stream()
                .map(n -> MemberErrors.cut(String.valueOf(n))).sorted().map(n -> n + "=").collect(Collectors.joining(", ")) + ")";
        throw problem(MemberErrors.quoted(name) + given + (calls.isEmpty() ? " fits none of " : " is ambiguous: ")
                + MemberErrors.signatures(methods));
    }

    /** Binds each parameter exactly once; null if that is not possible. */
    private static @Nullable Object @Nullable [] bind(Method method, @Nullable Object[] arguments, Map<String, ?> named) {
        Parameter[] parameters = method.getParameters();
        if (parameters.length != arguments.length + named.size()) {
            return null;
        }
        Object[] all = Arrays.copyOf(arguments, parameters.length);
        for (int i = arguments.length; i < parameters.length; i++) {
            if (!parameters[i].isNamePresent() || !named.containsKey(parameters[i].getName())) {
                return null;
            }
            all[i] = named.get(parameters[i].getName());
        }
        return all;
    }

    /** A call with positional arguments; their classes are the types for overload resolution. */
    private MemberMessage call(String name, List<Method> methods, @Nullable Object[] arguments) {
        OverloadResolution.Choice choice = choose(name, methods, types(arguments));
        MethodHandle member = handle(new OverloadResolution.Choice(choice.method(), false), 0);
        return new MemberMessage(call(MemberKind.CALL, name, member), choice.arrange(arguments));
    }

    /** The one method for these argument types; throws if there is none, or more than one. */
    OverloadResolution.Choice choose(String name, List<Method> methods, @Nullable Class<?>[] types) {
        List<OverloadResolution.Choice> best = OverloadResolution.choose(methods, types);
        if (best.size() == 1) {
            return best.get(0);
        }
        String given = MemberErrors.quoted(name) + "(" + MemberErrors.types(types) + ")";
        throw problem(best.isEmpty() ? given + " fits none of " + MemberErrors.signatures(methods)
                : given + " is ambiguous: "
                + MemberErrors.signatures(best.stream().map(OverloadResolution.Choice::method).toList()));
    }

    MethodHandle handle(OverloadResolution.Choice choice, int arguments) {
        try {
            return access.call(type(), choice.method(), choice.spread(), arguments);
        } catch (IllegalAccessException e) {
            throw unreachable(choice.method().getDeclaringClass());
        }
    }

    /** An attribute whose value may be handed out; throws if it is traversable, because such a value stays on the actor. */
    Attribute readable(String name) {
        Attribute attribute = attribute(name);
        if (attribute.isTraversable()) {
            throw problem("the attribute " + MemberErrors.quoted(name) + " is traversable and is not handed out: use at(\""
                    + MemberErrors.cut(name) + "\"), or in an interface a method that returns an interface");
        }
        return attribute;
    }

    MethodHandle reader(Attribute attribute) {
        if (attribute.reader() == null) {
            throw problem("the attribute " + MemberErrors.quoted(attribute.name()) + " cannot be read: it has a setter only;"
                    + " give it a public getter");
        }
        try {
            return access.read(type(), attribute.reader());
        } catch (IllegalAccessException e) {
            throw unreachable(type());
        }
    }

    /** The type to which a value of the given class is converted when it is written. */
    Class<?> written(Attribute attribute, Class<?> value) {
        Field field = attribute.field();
        return field != null ? field.getType()
                : choose(attribute.name(), attribute.setters(), new Class<?>[] {value}).parameter(0);
    }

    MethodHandle writer(Attribute attribute, @Nullable Class<?> value) {
        Field field = attribute.field();
        List<Method> setters = attribute.setters();
        if (field == null && setters.isEmpty()) {
            throw problem("the attribute " + MemberErrors.quoted(attribute.name()) + " is read-only: give it a public setter");
        }
        try {
            if (field == null) {
                return handle(choose(attribute.name(), setters, new Class<?>[] {value}), 1);
            }
            if (!JavaTypes.converts(value, field.getType())) {
                throw problem("the attribute " + MemberErrors.quoted(attribute.name()) + " is "
                        + JavaTypes.named(field.getType()) + ": " + (value == null ? "null" : JavaTypes.named(value))
                        + " cannot be assigned");
            }
            return access.write(type(), field);
        } catch (IllegalAccessException e) {
            throw unreachable(type());
        }
    }

    // ---- names

    Members members() {
        return members;
    }

    boolean isTraversable(String name) {
        Attribute attribute = members.attribute(name);
        return attribute != null && attribute.isTraversable();
    }

    List<Method> methods(String name) {
        List<Method> methods = members.methods(name);
        if (methods.isEmpty()) {
            throw members.attribute(name) == null ? unknown(name)
                    : problem(MemberErrors.quoted(name) + " is an attribute, not a method: use get or set");
        }
        return methods;
    }

    Attribute attribute(String name) {
        Attribute attribute = members.attribute(name);
        if (attribute == null) {
            throw members.methods(name).isEmpty() ? unknown(name)
                    : problem(MemberErrors.quoted(name) + " is a method, not an attribute: use call or defer");
        }
        return attribute;
    }

    /** The names of all members, dotted below traversable attributes. A type that is already on the path is not entered again. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>();
        addNames(members, "", List.of(type()), names);
        return List.copyOf(names);
    }

    private void addNames(Members members, String prefix, List<Class<?>> way, TreeSet<String> to) {
        for (String name : members.names()) {
            to.add(prefix + name);
            Attribute attribute = members.attribute(name);
            if (attribute != null && attribute.isTraversable() && !way.contains(attribute.type())) {
                List<Class<?>> longer = new ArrayList<>(way);
                longer.add(attribute.type());
                addNames(access.rights().members(attribute.type()), prefix + name + ".", longer, to);
            }
        }
    }

    /** Throws if the class has members and none can be reached, so that this fails once and not at each call. */
    void checkReachable() {
        if (!access.rights().handles.isEmpty()) {
            return; // one has been reached
        }
        List<AccessibleObject> ways = members.ways();
        for (AccessibleObject way : ways) {
            try {
                access.read(type(), way);
                return;
            } catch (IllegalAccessException e) {
                // another member may be reachable
            }
        }
        if (!ways.isEmpty()) {
            throw unreachable(type());
        }
    }

    // ---- texts

    LocalActorRef<?> ref() {
        return ref;
    }

    List<String> path() {
        return path;
    }

    MethodHandle[] steps() {
        return steps;
    }

    ActorMemberException unknown(String name) {
        return MemberErrors.unknown(ref, path, name);
    }

    ActorMemberException problem(String what) {
        return MemberErrors.of(ref, path, what);
    }

    private ActorMemberException unreachable(Class<?> owner) {
        return problem(owner.getName() + " is not public, or its package not exported. Let the actor's options() return"
                + " super.options().lookup(MethodHandles.lookup()), or give a lookup to proxy(...)");
    }

    private static @Nullable Class<?>[] types(@Nullable Object[] values) {
        return Arrays.stream(values).map(value -> value == null ? null : value.getClass()).toArray(Class<?>[]::new);
    }
}
