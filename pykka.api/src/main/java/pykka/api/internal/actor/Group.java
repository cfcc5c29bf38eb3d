package pykka.api.internal.actor;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.ThreadSlot;

/**
 * Actors that end together: those of a bundle (it started them, or their class or runtime is in it), or those of an ActorGroup
 * and of all groups in it.
 */
public final class Group {
    private static final Group[] NONE = {};
    /** The innermost ActorGroup in whose scope this thread runs. */
    private static final ThreadSlot<Group> CURRENT = new ThreadSlot<>();
    /** Whether there has ever been an ActorGroup: until then no start looks for one. */
    private static volatile boolean scoped;

    private final String name;
    private final boolean ofBundle;
    /** This group and those around it, the innermost first. An actor of this group is in all of them. */
    private final Group[] chain;
    private final Set<ActorRef<?>> refs = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Group(String name, boolean ofBundle, Group[] around) {
        this.name = name;
        this.ofBundle = ofBundle;
        chain = new Group[around.length + 1];
        chain[0] = this;
        System.arraycopy(around, 0, chain, 1, around.length);
    }

    public static Group ofBundle(String name) {
        return new Group(name, true, NONE);
    }

    /** Creates what is behind an ActorGroup. */
    public static Group scope(String name, @Nullable Group around) {
        scoped = true;
        return new Group(name, false, around == null ? NONE : around.chain);
    }

    /**
     * Returns the ActorGroups of an actor that this thread starts: those in whose scope the thread runs, or else those of the
     * actor that starts it.
     *
     * @param starter the groups of that actor
     */
    static Group[] ofStart(Group @Nullable [] starter) {
        if (!scoped) {
            return NONE;
        }
        Group scope = CURRENT.get();
        if (scope == null && starter != null) {
            scope = scope(starter);
        }
        return scope == null ? NONE : scope.chain;
    }

    /** Returns the innermost ActorGroup among the groups of an actor. */
    static @Nullable Group scope(Group[] groups) {
        for (Group group : groups) {
            if (!group.ofBundle) {
                return group; // those around it follow
            }
        }
        return null;
    }

    /** Returns the name of the bundle that owns an actor of these groups; null if there is none. */
    public static @Nullable String bundleName(Group @Nullable [] groups) {
        return groups == null || !groups[0].isOfBundle() ? null : groups[0].name();
    }

    /** Returns the name of the innermost ActorGroup of these; null if there is none. */
    public static @Nullable String scopeName(Group @Nullable [] groups) {
        Group scope = groups == null ? null : scope(groups);
        return scope == null ? null : scope.name();
    }

    static void leaveAll(Group @Nullable [] groups, ActorRef<?> ref) {
        if (groups != null) {
            for (Group group : groups) {
                group.leave(ref);
            }
        }
    }

    static Group[] all(Group[] bundles, Group[] scopes) {
        Group[] all = Arrays.copyOf(bundles, bundles.length + scopes.length);
        System.arraycopy(scopes, 0, all, bundles.length, scopes.length);
        return all;
    }

    /** Begins the scope of this group on this thread. Returns what has to be given to {@link #leaveScope}. */
    public @Nullable Group enterScope() {
        return CURRENT.exchange(this);
    }

    public static void leaveScope(@Nullable Group before) {
        CURRENT.exchange(before);
    }

    public String name() {
        return name;
    }

    boolean isOfBundle() {
        return ofBundle;
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
        return new IllegalStateException(ofBundle
                ? "The bundle " + SafeText.clean(name) + " is stopping or has stopped: it cannot have new actors"
                : "The actor group " + SafeText.clean(name) + " is closed: start the actor before, or in another group");
    }

    /** Returns whether an actor has entered this group and not left it. */
    public boolean has(ActorRef<?> ref) {
        return refs.contains(ref);
    }

    void leave(ActorRef<?> ref) {
        remove(refs, ref);
    }

    /**
     * Removes a reference from a set that is a ConcurrentHashMap, also while the heap is full: the map allocates only to count
     * its elements, after it has removed one.
     */
    static boolean remove(Set<? extends ActorRef<?>> refs, ActorRef<?> ref) {
        try {
            return refs.remove(ref);
        } catch (OutOfMemoryError e) {
            return true;
        }
    }

    public void open() {
        closed = false;
    }

    public void close() {
        closed = true;
    }

    /** Returns whether this group, or one around it, is closed. */
    public boolean isClosed() {
        for (Group group : chain) {
            if (group.closed) {
                return true;
            }
        }
        return false;
    }

    Stream<ActorRef<?>> members() {
        return refs.stream();
    }
}
