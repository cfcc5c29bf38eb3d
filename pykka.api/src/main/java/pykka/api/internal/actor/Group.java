package pykka.api.internal.actor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;

/** Actors that end together: those that a bundle started, or whose class or runtime is in it. */
public final class Group {
    private final String name;
    private final Set<LocalActorRef<?>> refs = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public Group(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Either whoever closes the group finds the actor in it, or this finds it closed: entered first, looked at then. */
    void enter(LocalActorRef<?> ref) {
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

    void leave(LocalActorRef<?> ref) {
        refs.remove(ref);
    }

    public void open() {
        closed = false;
    }

    public void close() {
        closed = true;
    }

    /**
     * Closes groups and ends their actors, the last started first, within one deadline. Those that are left then are cut off and
     * interrupted. The actor that calls this is asked to stop and not waited for.
     */
    public static void end(Collection<Group> groups, Duration limit) {
        groups.forEach(Group::close);
        List<LocalActorRef<?>> refs = Registry.lastFirst(groups.stream().flatMap(group -> group.refs.stream()).distinct());
        if (refs.isEmpty()) {
            return;
        }
        ActorCell self = CurrentCompleter.get() instanceof ActorCell cell ? cell : null;
        List<LocalActorRef<?>> survivors = StopSequence.within(refs, limit, self);
        if (!survivors.isEmpty()) {
            Log.survivors(survivors, limit);
            survivors.forEach(Group::cutOff);
        }
    }

    private static void cutOff(LocalActorRef<?> ref) {
        ActorCell cell = ref.cell();
        if (cell != null) {
            Registry.unregister(ref);
            cell.leaveGroups();
            try {
                cell.cutOff();
            } catch (Throwable e) { // of its runtime; the others are cut off all the same
                Log.unhandled(ref, e);
            }
        }
    }
}
