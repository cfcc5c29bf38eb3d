package pykka.api.internal.actor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pykka.api.ActorRef;
import pykka.api.internal.util.SafeText;

/** Actors that end together: those that a bundle started, or whose class or runtime is in it. */
public final class Group {
    private final String name;
    private final Set<ActorRef<?>> refs = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Group(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Either whoever closes the group finds the actor in it, or this finds it closed: entered first, looked at then. */
    void enter(ActorRef<?> ref) {
        refs.add(ref);
        if (closed) {
            refs.remove(ref);
            throw refusal();
        }
    }

    /** For a start. */
    public IllegalStateException refusal() {
        return new IllegalStateException("The bundle " + SafeText.clean(name)
                + " is stopping or has stopped: it cannot have new actors");
    }

    void leave(ActorRef<?> ref) {
        refs.remove(ref);
    }

    public void open() {
        closed = false;
    }

    public void close() {
        closed = true;
    }

    Stream<ActorRef<?>> members() {
        return refs.stream();
    }
}
