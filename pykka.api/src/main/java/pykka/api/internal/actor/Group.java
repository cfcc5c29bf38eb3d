package pykka.api.internal.actor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pykka.api.ActorRef;
import pykka.api.internal.util.SafeText;

/** The actors that end together with a bundle: those that the bundle started, or whose class or runtime is in it. */
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

    /**
     * Enters an actor, then reads {@code closed}: either the closer finds the actor in the group, or this call finds the group
     * closed and throws.
     */
    void enter(ActorRef<?> ref) {
        refs.add(ref);
        if (closed) {
            refs.remove(ref);
            throw refusal();
        }
    }

    /** Returns the exception for a start that the group refuses. */
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
