package pykka.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.Group;
import pykka.api.internal.actor.GroupEnd;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.actor.StopSequence;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.StackReserve;

/**
 * Actors that belong together and end together: those of a part of an application, of a connection, of a test. An actor is in a
 * group if it was started by one of {@link #start}, in {@link #run} or {@link #call}, or by an actor of the group. An actor that
 * is in a group is also in all groups around it, and in the {@link ActorRegistry}. In OSGi it ends with its bundle, too,
 * whichever comes first.
 *
 * <p>All methods may be called from any thread. The lists and maps that they return are unmodifiable snapshots. Null is refused
 * with a NullPointerException. The original has no groups.
 *
 * <pre>{@code
 * try (ActorGroup group = ActorGroup.create("import")) {
 *     ActorRef<Reader> reader = group.start(Reader::new);
 *     reader.ask("read all");
 * } // here all of its actors have ended
 * }</pre>
 */
public final class ActorGroup implements AutoCloseable {
    private final Group group;

    private ActorGroup(String name, @Nullable Group around) {
        group = Group.scope(name, around);
    }

    /**
     * Creates a group without actors.
     *
     * @param name shown by tools and in messages; need not be unique
     * @return the group
     */
    public static ActorGroup create(String name) {
        FirstUse.prepare();
        return new ActorGroup(Objects.requireNonNull(name, "name"), null);
    }

    /**
     * Creates a group inside this one: its actors are in both, and closing this one ends them, too.
     *
     * @param name as of {@link #create}; the name of the new group is this one's, a slash, and it
     * @return the group
     * @throws IllegalStateException if this group is closed
     */
    public ActorGroup nested(String name) {
        Objects.requireNonNull(name, "name");
        refuseIfClosed();
        return new ActorGroup(group.name() + '/' + name, group);
    }

    /**
     * Returns the name.
     *
     * @return the name, after those of the groups around it
     */
    public String name() {
        return group.name();
    }

    /**
     * Starts an actor in this group. As {@link Actor#start(ActorFactory)}.
     *
     * @param factory makes the actor, in this thread
     * @param <A> the class of the actor
     * @return the reference of the actor
     * @throws IllegalStateException if this group is closed, or as of {@link Actor#start(ActorFactory)}
     * @throws UnsupportedOperationException if the wanted runtime cannot run on this JVM
     */
    public <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory) {
        return start(factory, ActorOptions.defaults());
    }

    /**
     * Starts an actor in this group. As {@link Actor#start(ActorFactory, ActorOptions)}.
     *
     * @param factory makes the actor, in this thread
     * @param options override those of the class, field by field
     * @param <A> the class of the actor
     * @return the reference of the actor
     * @throws IllegalStateException if this group is closed, or as of {@link Actor#start(ActorFactory)}
     * @throws UnsupportedOperationException if the wanted runtime cannot run on this JVM
     */
    public <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory, ActorOptions options) {
        Group before = enter();
        try {
            return Actor.start(factory, options);
        } finally {
            Group.leaveScope(before);
        }
    }

    /**
     * Starts an actor in this group. As {@link Actor#start(ActorFactory, Class)}.
     *
     * @param factory makes the actor, in this thread
     * @param exception the class of the exceptions that the factory may throw
     * @param <A> the class of the actor
     * @param <X> that class
     * @return the reference of the actor
     * @throws X what the factory threw, as it is
     * @throws IllegalStateException if this group is closed, or as of {@link Actor#start(ActorFactory)}
     */
    public <A extends Actor, X extends Exception> ActorRef<A> start(
            ActorFactory<? extends A> factory, Class<X> exception) throws X {
        return start(factory, ActorOptions.defaults(), exception);
    }

    /**
     * Starts an actor in this group. As {@link Actor#start(ActorFactory, ActorOptions, Class)}.
     *
     * @param factory makes the actor, in this thread
     * @param options override those of the class, field by field
     * @param exception the class of the exceptions that the factory may throw
     * @param <A> the class of the actor
     * @param <X> that class
     * @return the reference of the actor
     * @throws X what the factory threw, as it is
     * @throws IllegalStateException if this group is closed, or as of {@link Actor#start(ActorFactory)}
     */
    public <A extends Actor, X extends Exception> ActorRef<A> start(
            ActorFactory<? extends A> factory, ActorOptions options, Class<X> exception) throws X {
        Group before = enter();
        try {
            return Actor.start(factory, options, exception);
        } finally {
            Group.leaveScope(before);
        }
    }

    /**
     * Runs code on this thread. Actors that this thread starts before it returns, by {@link Actor#start(ActorFactory)}, are in
     * this group; so are those that they start. Other threads that the code starts are not bound.
     *
     * @param code runs once
     * @throws IllegalStateException if this group is closed
     */
    public void run(Runnable code) {
        Objects.requireNonNull(code, "code");
        Group before = enter();
        try {
            code.run();
        } finally {
            Group.leaveScope(before);
        }
    }

    /**
     * Runs code on this thread. As {@link #run}, for code that returns something or throws.
     *
     * @param code runs once
     * @param <T> the type of what it returns
     * @return what it returned
     * @throws IllegalStateException if this group is closed
     * @throws Exception what it threw
     */
    public <T extends @Nullable Object> T call(Callable<T> code) throws Exception {
        Objects.requireNonNull(code, "code");
        Group before = enter();
        try {
            return code.call();
        } finally {
            Group.leaveScope(before);
        }
    }

    private @Nullable Group enter() {
        StackReserve.ensure(); // for leaving the scope, too
        refuseIfClosed();
        return group.enterScope();
    }

    private void refuseIfClosed() {
        if (group.isClosed()) {
            throw group.refusal();
        }
    }

    /**
     * Returns the live actors of this group.
     *
     * @return their references, in the order in which the actors were started
     */
    public List<ActorRef<?>> getAll() {
        return List.of(Registry.snapshot(group, ref -> true));
    }

    /**
     * Returns the live actors of a class in this group.
     *
     * @param type the class, a class that it extends, or an interface that it implements
     * @param <T> the type
     * @return their references
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // filtered by the type
    public <T> List<ActorRef<T>> getByClass(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return (List) List.of(Registry.snapshot(group, ref -> ref.isA(type)));
    }

    /**
     * Returns the live actors of classes of a name in this group.
     *
     * @param className the simple name of the class, as references print it
     * @return their references
     */
    public List<ActorRef<?>> getByClassName(String className) {
        Objects.requireNonNull(className, "className");
        return List.of(Registry.snapshot(group, ref -> ref.className().equals(className)));
    }

    /**
     * Returns the live actor of a URN in this group.
     *
     * @param actorUrn the URN
     * @return its reference, or empty if this group has no such actor
     */
    public Optional<ActorRef<?>> getByUrn(String actorUrn) {
        LocalActorRef<?> found = Registry.byUrn(Objects.requireNonNull(actorUrn, "actorUrn"));
        return found != null && found.isAlive() && group.has(found) ? Optional.of(found) : Optional.empty();
    }

    /**
     * Tells all actors of this group a message. As {@link ActorRegistry#broadcast(Object)}.
     *
     * @param message any object, or null; it is not copied
     * @return how many accepted it
     */
    public int broadcast(@Nullable Object message) {
        StackReserve.ensure();
        return Registry.broadcast(message, Registry.snapshot(group, ref -> true));
    }

    /**
     * Tells the actors of a class in this group a message. As {@link ActorRegistry#broadcast(Object)}.
     *
     * @param message any object, or null; it is not copied
     * @param type as of {@link #getByClass}
     * @return how many accepted it
     */
    public int broadcast(@Nullable Object message, Class<?> type) {
        Objects.requireNonNull(type, "type");
        StackReserve.ensure();
        return Registry.broadcast(message, Registry.snapshot(group, ref -> ref.isA(type)));
    }

    /**
     * Stops the actors of this group, the last started first, and waits. The group stays open. As
     * {@link ActorRegistry#stopAll()}: called on an actor it does not wait.
     *
     * @return the actors in that order: true for each that has ended
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actors end all the same
     */
    public Map<ActorRef<?>, Boolean> stopAll() {
        StackReserve.ensure();
        return StopSequence.stopAll(lastFirst(), null);
    }

    /**
     * Stops the actors of this group, the last started first, and waits for a limited time. The group stays open. As
     * {@link ActorRegistry#stopAll(Duration)}.
     *
     * @param timeout how long to wait for all together; zero or negative: do not wait; huge: for ever
     * @return the actors in that order: true for each that has ended in time
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actors end all the same
     */
    public Map<ActorRef<?>, Boolean> stopAll(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        StackReserve.ensure();
        return StopSequence.stopAll(lastFirst(), timeout);
    }

    /**
     * Stops the actors of this group, the last started first, and does not wait. The group stays open. As
     * {@link ActorRegistry#stopAllAsync()}.
     *
     * @return the actors in that order, with a future for each: true when it has ended
     */
    public Map<ActorRef<?>, Future<Boolean>> stopAllAsync() {
        StackReserve.ensure();
        return StopSequence.stopAllAsync(lastFirst());
    }

    private List<LocalActorRef<?>> lastFirst() {
        return GroupEnd.lastFirst(List.of(group));
    }

    /**
     * Returns whether this group, or one around it, is closed.
     *
     * @return true from the first call of {@link #close} on
     */
    public boolean isClosed() {
        return group.isClosed();
    }

    /** Closes this group within three seconds. As {@link #close(Duration)}. */
    @Override
    public void close() {
        close(Duration.ofSeconds(3));
    }

    /**
     * Closes this group, and those in it, for good: from now on they refuse to start actors. Stops their actors, the last
     * started first, each one when the one before has ended, and waits for them. What has not ended in time is interrupted and
     * cut off, with a WARN that names it: its asks fail, and it handles no further message. An interrupt of this thread ends the
     * wait early. If an actor of this group calls this, it is asked to stop and not waited for. Never throws.
     *
     * @param deadline how long to wait for all together; zero or negative: do not wait
     */
    public void close(Duration deadline) {
        Objects.requireNonNull(deadline, "deadline");
        StackReserve.ensure();
        GroupEnd.end(List.of(group), deadline);
    }

    /**
     * Returns the name.
     *
     * @return as in {@code ActorGroup (import)}
     */
    @Override
    public String toString() {
        return "ActorGroup (" + group.name() + ")";
    }
}
