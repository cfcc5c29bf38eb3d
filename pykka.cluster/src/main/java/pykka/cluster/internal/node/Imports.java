package pykka.cluster.internal.node;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.RefToken;

/**
 * The actors of another node that this one holds, weakly: one that is collected is given back to its node, as often as it has
 * come. One that is watched is held until it ends. Guarded by the lock of this object; references are ended outside of it.
 */
final class Imports {
    private final Peer peer;
    private final ReferenceQueue<RemoteRef<Object>> collected;
    private final Map<Long, Import> byNumber = new HashMap<>();
    private final Set<RemoteRef<?>> held = new HashSet<>();
    private @Nullable ActorEnd left;

    /** A reference that may have been collected; how often it has come belongs to it, so that a later one counts anew. */
    static final class Import extends WeakReference<RemoteRef<Object>> {
        final Peer peer;
        final long number;
        long times;

        Import(RemoteRef<Object> ref, Peer peer, ReferenceQueue<RemoteRef<Object>> collected) {
            super(ref, collected);
            this.peer = peer;
            number = ref.number();
        }
    }

    Imports(Peer peer, ReferenceQueue<RemoteRef<Object>> collected) {
        this.peer = peer;
        this.collected = collected;
    }

    /** Counts a reference that has come, and returns it. */
    RemoteRef<Object> take(RefToken token, Executor executor) {
        RemoteRef<Object> ref;
        ActorEnd end;
        synchronized (this) {
            Import entry = byNumber.get(token.number());
            ref = entry == null ? null : entry.get();
            if (ref == null) {
                ref = new RemoteRef<>(peer, token.number(), token.urn(), token.className());
                entry = new Import(ref, peer, collected);
                byNumber.put(token.number(), entry);
            }
            entry.times++;
            end = left;
        }
        if (end != null && ref.end(end)) {
            executor.execute(ref::tellOfEnd);
        }
        return ref;
    }

    /** Forgets a reference that was collected. Returns how often it had come. */
    synchronized long forget(Import entry) {
        byNumber.remove(entry.number, entry);
        return entry.times;
    }

    synchronized void hold(RemoteRef<?> ref) {
        if (left == null && ref.isAlive()) {
            held.add(ref);
        }
    }

    /** Ends the reference to an actor that has ended. */
    void end(long number, ActorEnd end, Executor executor) {
        RemoteRef<?> ref;
        synchronized (this) {
            Import entry = byNumber.get(number);
            ref = entry == null ? null : entry.get();
        }
        if (ref != null && ref.end(end)) {
            executor.execute(ref::tellOfEnd);
            synchronized (this) { // after the end: a watcher that comes later is not held
                held.remove(ref);
            }
        }
    }

    /** Ends all references, those to come included. */
    void close(ActorEnd end, Executor executor) {
        List<RemoteRef<?>> all = new ArrayList<>();
        synchronized (this) {
            left = end;
            for (Import entry : byNumber.values()) {
                RemoteRef<?> ref = entry.get();
                if (ref != null && ref.end(end)) {
                    all.add(ref);
                }
            }
            held.clear();
        }
        executor.execute(() -> all.forEach(RemoteRef::tellOfEnd));
    }

    synchronized int size() {
        return byNumber.size();
    }
}
