package pykka.cluster.internal.node;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;

/**
 * The actors that another node has been given, by name or in a message: it can reach no others. An actor is here as long as the
 * node has given back fewer references than it was sent. Written under the lock of this object.
 */
final class Exports {
    private final Map<ActorRef<?>, Export> byRef = new IdentityHashMap<>();
    private final Map<Long, Export> byNumber = new ConcurrentHashMap<>();
    private long numbers;

    private static final class Export {
        final ActorRef<?> ref;
        final long number;
        long sent;

        Export(ActorRef<?> ref, long number) {
            this.ref = ref;
            this.number = number;
        }
    }

    /** Counts a reference that is about to be sent, and returns its number. */
    synchronized long send(ActorRef<?> ref) {
        Export export = byRef.get(ref);
        if (export == null) {
            export = new Export(ref, ++numbers);
            byRef.put(ref, export);
            byNumber.put(export.number, export);
        }
        export.sent++;
        return export.number;
    }

    /** Counts references that have come back, or were not sent after all. */
    synchronized void release(long number, long times) {
        Export export = byNumber.get(number);
        if (export != null && (export.sent -= times) <= 0) {
            byNumber.remove(number);
            byRef.remove(export.ref);
        }
    }

    @Nullable ActorRef<?> get(long number) {
        Export export = byNumber.get(number);
        return export == null ? null : export.ref;
    }

    /** Returns the number of an actor; 0 if the node does not have it. */
    synchronized long number(ActorRef<?> ref) {
        Export export = byRef.get(ref);
        return export == null ? 0 : export.number;
    }

    int size() {
        return byNumber.size();
    }
}
