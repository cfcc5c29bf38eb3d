package pykka.api.internal.proxy;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The member that was found for a call of a dynamic proxy. */
final class KnownCall {
    final MemberCall call;
    private final List<@Nullable Class<?>> types;
    /** For proxies, which must not keep the class of a dead actor. */
    final WeakReference<KnownCall> weak = new WeakReference<>(this);

    KnownCall(MemberCall call, Key key) {
        this.call = call;
        types = key.types;
    }

    /** Whether a call on the same path means the same member. */
    boolean fits(MemberKind kind, String name, @Nullable Object[] arguments) {
        if (call.kind() != kind || !call.name().equals(name) || types.size() != arguments.length) {
            return false;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (types.get(i) != type(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Class<?> type(@Nullable Object argument) {
        return argument == null ? null : argument.getClass();
    }

    /** What decides which member a call means; among others the classes of the arguments, null for null. */
    record Key(MemberKind kind, List<String> path, String name, List<@Nullable Class<?>> types) {
        /** Returns null if the class of an argument is of another loader than the actor's, which must not keep it. */
        static @Nullable Key of(Class<?> actor, MemberKind kind, List<String> path, String name, @Nullable Object[] arguments) {
            @Nullable Class<?>[] types = new Class<?>[arguments.length];
            for (int i = 0; i < types.length; i++) {
                Class<?> type = type(arguments[i]);
                if (type != null && type.getClassLoader() != null && type.getClassLoader() != actor.getClassLoader()) {
                    return null;
                }
                types[i] = type;
            }
            return new Key(kind, path, name, Arrays.asList(types));
        }

        /** Written out: what Java 17 generates for a record is kept by the JDK, with the loader of the record. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.kind == kind && key.name.equals(name) && key.types.equals(types)
                    && key.path.equals(path);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * kind.ordinal() + name.hashCode()) + types.hashCode()) + path.hashCode();
        }
    }
}
