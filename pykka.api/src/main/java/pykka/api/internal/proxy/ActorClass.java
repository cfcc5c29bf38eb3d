package pykka.api.internal.proxy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.AccessibleObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.LocalActorRef;

/**
 * What has been found out about the class of an actor and the types of its traversable attributes. The only cache of this
 * package: it is kept with the actor's class, which refers to this library anyway. Another class, such as one of the JDK, may
 * outlive the library, and so has nothing kept with it.
 */
final class ActorClass {
    private static final ClassValue<ActorClass> KNOWN = new ClassValue<>() {
        @Override
        protected ActorClass computeValue(Class<?> type) {
            return new ActorClass();
        }
    };

    private final Map<Class<?>, Members> members = new ConcurrentHashMap<>();
    /** By the classes of the lookup given to a proxy and of the actor's own, both kept weakly, then by what the lookups say. */
    private final Map<@Nullable Class<?>, Map<@Nullable Class<?>, Map<List<String>, Rights>>> rights = weak();

    private ActorClass() {}

    private static <K extends @Nullable Object, V> Map<K, V> weak() {
        return Collections.synchronizedMap(new WeakHashMap<>());
    }

    /** What is known to callers with this lookup; null stands for none. */
    static Rights rights(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup given, MethodHandles.@Nullable Lookup own) {
        ActorClass known = KNOWN.get(ref.actorClass());
        return known.rights.computeIfAbsent(given == null ? null : given.lookupClass(), type -> weak())
                .computeIfAbsent(own == null ? null : own.lookupClass(), type -> new ConcurrentHashMap<>())
                .computeIfAbsent(List.of(text(given), text(own)), texts -> new Rights(known));
    }

    /** Includes the modes, and the previous lookup class, which limits the right. */
    private static String text(MethodHandles.@Nullable Lookup lookup) {
        return lookup == null ? "" : lookup.toString();
    }

    /**
     * What a method handle does with a member.
     *
     * @param type the class in which the member was found
     * @param member the same object each time, that of {@link Members}
     * @param write whether a field is written
     * @param collected how many arguments the handle takes if it collects the last ones in an array; -1 if it does not
     */
    record Use(Class<?> type, AccessibleObject member, boolean write, int collected) {
        /** Written out: what Java 17 generates for a record is kept by the JDK, with the loader of the record. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Use use && use.type == type && use.member == member && use.write == write
                    && use.collected == collected;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(member) + collected;
        }
    }

    /** What callers with the same lookups share. It refers neither to the lookups nor to the interfaces of proxies. */
    static final class Rights {
        private static final int MOST_CALLS = 1_000;

        final Map<Use, MethodHandle> handles = new ConcurrentHashMap<>();
        /** For proxies, which must not keep the class of a dead actor. */
        final WeakReference<Rights> weak = new WeakReference<>(this);
        private final Map<KnownCall.Key, KnownCall> calls = new ConcurrentHashMap<>();
        private final Map<Class<?>, Map<List<String>, ProxyPlan>> plans = weak();
        private final ActorClass actor;

        private Rights(ActorClass actor) {
            this.actor = actor;
        }

        Members members(Class<?> type) {
            Members known = actor.members.get(type);
            return known != null ? known : first(actor.members, type, new Members(type));
        }

        @Nullable KnownCall call(KnownCall.Key key) {
            return calls.get(key);
        }

        KnownCall remember(KnownCall.Key key, MemberCall call) {
            if (calls.size() >= MOST_CALLS) {
                calls.clear();
            }
            return first(calls, key, new KnownCall(call, key));
        }

        @Nullable ProxyPlan plan(Class<?> face, List<String> path) {
            return plans.computeIfAbsent(face, type -> new ConcurrentHashMap<>()).get(path);
        }

        /** Returns the plan that is kept. There is only one, because a proxy refers to its plan weakly. */
        ProxyPlan remember(Class<?> face, List<String> path, ProxyPlan plan) {
            return first(plans.computeIfAbsent(face, type -> new ConcurrentHashMap<>()), path, plan);
        }
    }

    /** Not computeIfAbsent, which would hold a lock while loaders of users run. */
    static <K, V> V first(Map<K, V> map, K key, V value) {
        V before = map.putIfAbsent(key, value);
        return before == null ? value : before;
    }
}
