package pykka.cluster.internal.node;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.spi.RemoteReply;
import pykka.cluster.ClusterException;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.Frame;

/**
 * The names of actors: those of this node, and those that the open links have told. Guarded by the lock of this object, under
 * which frames are added, so that each link is told of a name and of its end in that order; no code of users runs under it.
 */
final class Names {
    private final Executor executor;
    private final Runnable changed;
    private final Map<String, Publication> own = new LinkedHashMap<>();
    /** Read without the lock by threads of the engine. Lists are replaced, not changed. */
    private volatile Map<ActorRef<?>, List<Publication>> byRef = Map.of();
    private final Map<Peer, Map<String, RemoteRef<Object>>> others = new LinkedHashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private boolean closed;

    private static final class Waiting extends RemoteReply<ActorRef<Object>> {
        private final String name;

        Waiting(String name) {
            super(false);
            this.name = name;
        }

        @Override
        public String toString() {
            return "an actor named " + name + " on any node";
        }
    }

    Names(Executor executor, Runnable changed) {
        this.executor = executor;
        this.changed = changed;
    }

    /** Publishes. Throws IllegalStateException if the name is taken on this node, or this is closed. */
    void publish(Publication publication) {
        synchronized (this) {
            if (closed) {
                throw closed();
            }
            Publication before = own.putIfAbsent(publication.name, publication);
            if (before != null) {
                throw new IllegalStateException(publication.name + " is the name of " + before.ref
                        + " on this node: close its registration first, or take another name");
            }
            index();
            others.keySet().forEach(peer -> tell(peer, publication));
            answer(publication.name, publication.ref);
        }
        changed.run();
    }

    private static void tell(Peer peer, Publication publication) {
        Refs refs = new Refs(peer);
        refs.token(publication.ref);
        Frame frame = new Frame.Publish(publication.name, refs.tokens().get(0), List.copyOf(publication.interfaces.keySet()));
        if (!peer.add(frame)) {
            refs.undo();
        }
    }

    /** Withdraws a name, unless it is that of another publication by now. */
    void withdraw(Publication publication) {
        synchronized (this) {
            if (!own.remove(publication.name, publication)) {
                return;
            }
            index();
            for (Peer peer : others.keySet()) {
                peer.add(new Frame.Unpublish(publication.name, peer.exports.number(publication.ref)));
            }
        }
        changed.run();
    }

    /** Withdraws all names of an actor that has ended. */
    void withdraw(ActorRef<?> ref) {
        byRef.getOrDefault(ref, List.of()).forEach(this::withdraw);
    }

    private void index() {
        Map<ActorRef<?>, List<Publication>> index = new IdentityHashMap<>();
        for (Publication publication : own.values()) {
            index.computeIfAbsent(publication.ref, ref -> new ArrayList<>()).add(publication);
        }
        byRef = index;
    }

    /** Returns an interface that is published for an actor of this node; null if it is not. */
    @Nullable PublishedInterface published(ActorRef<?> ref, String type) {
        for (Publication publication : byRef.getOrDefault(ref, List.of())) {
            PublishedInterface published = publication.interfaces.get(type);
            if (published != null) {
                return published;
            }
        }
        return null;
    }

    /** A link has opened: it is told all names. Returns their actors. */
    List<ActorRef<?>> opened(Peer peer) {
        List<ActorRef<?>> told = new ArrayList<>();
        synchronized (this) {
            if (!peer.isGone() && !closed) {
                others.put(peer, new LinkedHashMap<>());
                for (Publication publication : own.values()) {
                    tell(peer, publication);
                    told.add(publication.ref);
                }
            }
        }
        return told;
    }

    /** A link has gone, and its names. */
    void closed(Peer peer) {
        synchronized (this) {
            others.remove(peer);
        }
        changed.run();
    }

    /** Another node has published. */
    void published(Peer peer, String name, RemoteRef<Object> ref) {
        synchronized (this) {
            Map<String, RemoteRef<Object>> names = others.get(peer);
            if (names == null) {
                return;
            }
            names.put(name, ref);
            answer(name, ref);
        }
        changed.run();
    }

    /** Another node has withdrawn. */
    void withdrawn(Peer peer, String name, long actor) {
        synchronized (this) {
            Map<String, RemoteRef<Object>> names = others.get(peer);
            RemoteRef<Object> ref = names == null ? null : names.get(name);
            if (ref == null || ref.number() != actor) {
                return;
            }
            names.remove(name);
        }
        changed.run();
    }

    private void answer(String name, ActorRef<?> ref) {
        Waiting answered = waiting.remove(name);
        if (answered != null) {
            executor.execute(() -> answered.complete(plain(ref)));
        }
    }

    @SuppressWarnings("unchecked") // messages may be of any class
    private static ActorRef<Object> plain(ActorRef<?> ref) {
        return (ActorRef<Object>) ref;
    }

    /** Returns the living actors of a name, that of this node first, then in the order in which the links have opened. */
    synchronized List<ActorRef<Object>> find(String name) {
        List<ActorRef<Object>> found = new ArrayList<>();
        Publication here = own.get(name);
        if (here != null && here.ref.isAlive()) {
            found.add(plain(here.ref));
        }
        for (Map<String, RemoteRef<Object>> names : others.values()) {
            RemoteRef<Object> ref = names.get(name);
            if (ref != null && ref.isAlive()) {
                found.add(ref);
            }
        }
        return found;
    }

    /** Returns a future for the first living actor of a name. */
    synchronized Future<ActorRef<Object>> whenPublished(String name) {
        if (closed) {
            throw closed();
        }
        List<ActorRef<Object>> found = find(name);
        return found.isEmpty() ? waiting.computeIfAbsent(name, Waiting::new).future() : Futures.of(found.get(0));
    }

    /** Returns all names, sorted. */
    synchronized Set<String> all() {
        Set<String> names = new TreeSet<>(own.keySet());
        others.values().forEach(more -> names.addAll(more.keySet()));
        return new LinkedHashSet<>(names);
    }

    /** Returns the links that are open, in the order in which they have opened. */
    synchronized Collection<Peer> links() {
        return new ArrayList<>(others.keySet());
    }

    /** Forgets all; who waits for a name is told. */
    void close() {
        List<Waiting> left;
        synchronized (this) {
            closed = true;
            own.clear();
            byRef = Map.of();
            left = new ArrayList<>(waiting.values());
            waiting.clear();
        }
        executor.execute(() -> left.forEach(answer -> answer.fail(new ClusterException("The cluster was closed on this node"))));
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("The cluster was closed on this node");
    }
}
