package pykka.cluster.internal.node;

import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;

/** The actors that other nodes know, whose ends these have to be told. */
final class Watches {
    private final BiConsumer<ActorRef<?>, ActorEnd> ended;
    private final Set<ActorRef<?>> watched = ConcurrentHashMap.newKeySet();

    Watches(BiConsumer<ActorRef<?>, ActorEnd> ended) {
        this.ended = ended;
    }

    /** Watches an actor, once. One that has ended already is told at once. */
    void add(ActorRef<?> ref) {
        if (watched.add(ref)) {
            ref.whenStopped().onComplete(new Watch(this, ref)::ended);
        }
    }

    /** Does not keep the node in memory as long as an actor that it has sent somewhere. */
    private static final class Watch {
        private final WeakReference<Watches> watches;
        private final ActorRef<?> ref;

        Watch(Watches watches, ActorRef<?> ref) {
            this.watches = new WeakReference<>(watches);
            this.ref = ref;
        }

        void ended(@Nullable ActorEnd end, @Nullable Throwable failure) {
            Watches now = watches.get();
            if (now != null && end != null) {
                now.watched.remove(ref); // before links are looked at: one that is given the actor later watches anew
                now.ended.accept(ref, end);
            }
        }
    }
}
