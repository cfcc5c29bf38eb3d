package pykka.api.proxy;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pykka.api.kernel.Ref;

/**
 * What dynamic calls were found to mean, so that it is found out once: kept with the class of the actor, in types of the JDK, by
 * name and classes of the arguments, and only where no class of another loader would be kept by it.
 */
public final class Shortcuts {
    private static final int MOST = 1_000;
    private static final ClassValue<Map<List<@Nullable Object>, Object[]>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<List<@Nullable Object>, Object[]> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Shortcuts() {}

    /** The message, as it was found before, or else as it is found now; without a kind, always now. */
    public static MemberCall find(Ref<?> ref, List<String> path, MethodHandles.@Nullable Lookup lookup,
            @Nullable Kind kind, String name, @Nullable Object[] arguments, Function<Place, MemberCall> search) {
        Class<?> type = ref.actorClass();
        List<@Nullable Object> key = kind == null ? null : key(type, ref, path, lookup, kind, name, arguments);
        Map<List<@Nullable Object>, Object[]> known = KNOWN.get(type);
        Object[] found = key == null ? null : known.get(key);
        if (found != null) {
            return new MemberCall(path, found, arguments);
        }
        MemberCall call = search.apply(Place.of(ref, path, lookup));
        if (key != null && call.sends(arguments)) {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, call.entry());
        }
        return call;
    }

    private static @Nullable List<@Nullable Object> key(Class<?> type, Ref<?> ref, List<String> path,
            MethodHandles.@Nullable Lookup given, Kind kind, String name, @Nullable Object[] arguments) {
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
