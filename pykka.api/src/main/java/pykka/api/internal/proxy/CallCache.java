package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.LocalActorRef;

/**
 * Caches the resolved members of a dynamic proxy's calls. The cache is kept with the class of the actor, in types of the JDK, by
 * member name and argument classes. A call is not cached if the cache would keep a class of another loader reachable.
 */
public final class CallCache {
    private static final int MOST = 1_000;
    /** The index in an entry of the argument classes, after the elements of a {@link MemberMessage}'s entry. */
    private static final int TYPES = 4;
    /** The index in an entry of the weak reference to the entry, by which proxies remember it. */
    private static final int ITSELF = 5;
    private static final ClassValue<Map<List<@Nullable Object>, Object[]>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<List<@Nullable Object>, Object[]> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final MethodHandles.@Nullable Lookup lookup;
    /** The entry of the last call, because the next one often equals it. Weak: a proxy must not keep the class of its actor. */
    private volatile WeakReference<@Nullable Object[]> last = new WeakReference<>(null);

    public CallCache(LocalActorRef<?> ref, List<String> path, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.path = path;
        this.lookup = lookup;
    }

    /** Returns the message for a call, from the cache or by a search; without a kind always by a search. */
    public MemberMessage find(@Nullable MemberKind kind, String name, @Nullable Object[] arguments,
            Function<MemberPath, MemberMessage> search) {
        Object[] before = last.get();
        if (before != null && kind != null && isLike(before, kind, name, arguments)) {
            return new MemberMessage(path, before, arguments);
        }
        Class<?> type = ref.actorClass();
        List<@Nullable Object> key = kind == null ? null : key(type, ref, path, lookup, kind, name, arguments);
        Map<List<@Nullable Object>, Object[]> known = KNOWN.get(type);
        Object[] found = key == null ? null : known.get(key);
        if (found != null) {
            last = itself(found);
            return new MemberMessage(path, found, arguments);
        }
        MemberMessage call = search.apply(MemberPath.of(ref, path, lookup));
        if (key != null && call.sends(arguments)) {
            if (known.size() >= MOST) {
                known.clear();
            }
            Object[] entry = Arrays.copyOf(call.entry(), ITSELF + 1);
            entry[TYPES] = key.subList(key.size() - arguments.length, key.size()).toArray(new Class<?>[0]);
            entry[ITSELF] = new WeakReference<>(entry);
            known.put(key, entry);
        }
        return call;
    }

    @SuppressWarnings("unchecked") // find() put it there
    private static WeakReference<@Nullable Object[]> itself(Object[] entry) {
        return (WeakReference<@Nullable Object[]>) entry[ITSELF];
    }

    private static boolean isLike(Object[] entry, MemberKind kind, String name, @Nullable Object[] arguments) {
        Class<?>[] types = (Class<?>[]) entry[TYPES];
        if (MemberKind.of(entry) != kind || !name.equals(entry[1]) || types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i] != (arguments[i] == null ? null : arguments[i].getClass())) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable List<@Nullable Object> key(Class<?> type, LocalActorRef<?> ref, List<String> path,
            MethodHandles.@Nullable Lookup given, MemberKind kind, String name, @Nullable Object[] arguments) {
        MethodHandles.Lookup actors = ref.lookup();
        if (!isOf(type, given) || !isOf(type, actors)) {
            return null;
        }
        Object[] key = new Object[7 + arguments.length];
        key[0] = kind.ordinal();
        key[1] = name;
        key[2] = path;
        key[3] = given == null ? null : given.lookupClass();
        key[4] = given == null ? null : given.lookupModes();
        key[5] = actors == null ? null : actors.lookupClass();
        key[6] = actors == null ? null : actors.lookupModes();
        for (int i = 0; i < arguments.length; i++) {
            Class<?> argument = arguments[i] == null ? null : arguments[i].getClass();
            if (argument != null && argument.getClassLoader() != null && argument.getClassLoader() != type.getClassLoader()) {
                return null;
            }
            key[7 + i] = argument;
        }
        return Arrays.asList(key);
    }

    private static boolean isOf(Class<?> type, MethodHandles.@Nullable Lookup lookup) {
        return lookup == null
                || lookup.lookupClass().getClassLoader() == type.getClassLoader() && lookup.previousLookupClass() == null;
    }
}
