package pykka.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.actor.StopSequence;
import pykka.api.internal.lifecycle.JvmExitHook;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.StackReserve;

/**
 * All actors that run, whatever their runtime. Started actors enter it by themselves, and leave it when they begin to end. The
 * original's {@code ActorRegistry}.
 *
 * <p>All methods may be called from any thread. The lists that they return are unmodifiable snapshots in the order of the
 * starts. Null is refused with a NullPointerException.
 */
public final class ActorRegistry {
    private ActorRegistry() {}

    /**
     * Returns all actors.
     *
     * @return their references, in the order in which the actors were started
     */
    public static List<ActorRef<?>> getAll() {
        FirstUse.prepare();
        return List.of(Registry.snapshot(ref -> true));
    }

    /**
     * Returns the actors of a class.
     *
     * @param type the class, a class that it extends, or an interface that it implements
     * @param <T> the type
     * @return their references
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // filtered by the type
    public static <T> List<ActorRef<T>> getByClass(Class<T> type) {
        Objects.requireNonNull(type, "type");
        FirstUse.prepare();
        return (List) List.of(Registry.snapshot(ref -> ref.isA(type)));
    }

    /**
     * Returns the actors of classes of a name.
     *
     * @param className the simple name of the class, as references print it
     * @return their references
     */
    public static List<ActorRef<?>> getByClassName(String className) {
        Objects.requireNonNull(className, "className");
        FirstUse.prepare();
        return List.of(Registry.snapshot(ref -> ref.className().equals(className)));
    }

    /**
     * Returns the actor of a URN.
     *
     * @param actorUrn the URN
     * @return its reference, or empty if no registered actor has that URN
     */
    public static Optional<ActorRef<?>> getByUrn(String actorUrn) {
        FirstUse.prepare();
        return Optional.ofNullable(Registry.byUrn(Objects.requireNonNull(actorUrn, "actorUrn")));
    }

    /**
     * Tells all actors a message. Goes on past those that end concurrently; never waits: a full mailbox refuses.
     *
     * @param message any object, or null; it is not copied
     * @return how many accepted it
     */
    public static int broadcast(@Nullable Object message) {
        FirstUse.prepare();
        StackReserve.ensure();
        return Registry.broadcast(message, Registry.snapshot(ref -> true));
    }

    /**
     * Tells the actors of a class a message. As {@link #broadcast(Object)}.
     *
     * @param message any object, or null; it is not copied
     * @param type as of {@link #getByClass}
     * @return how many accepted it
     */
    public static int broadcast(@Nullable Object message, Class<?> type) {
        Objects.requireNonNull(type, "type");
        FirstUse.prepare();
        StackReserve.ensure();
        return Registry.broadcast(message, Registry.snapshot(ref -> ref.isA(type)));
    }

    /**
     * Tells the actors of classes of a name a message. As {@link #broadcast(Object)}.
     *
     * @param message any object, or null; it is not copied
     * @param className as of {@link #getByClassName}
     * @return how many accepted it
     */
    public static int broadcast(@Nullable Object message, String className) {
        Objects.requireNonNull(className, "className");
        FirstUse.prepare();
        StackReserve.ensure();
        return Registry.broadcast(message, Registry.snapshot(ref -> ref.className().equals(className)));
    }

    /**
     * Stops all actors, the last started first, each one when the one before has ended, and waits for all. Goes on past actors
     * that are dead or fail. Called on an actor it does not wait: it is {@link #stopAllAsync()} then.
     *
     * @return the actors in that order, unmodifiable: true for each that has ended, by this call or another
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actors end all the same
     */
    public static Map<ActorRef<?>, Boolean> stopAll() {
        FirstUse.prepare();
        StackReserve.ensure();
        return StopSequence.stopAll(Registry.lastFirst(), null);
    }

    /**
     * As {@link #stopAll()}, for a limited time. An actor that has used half of the time that is left is passed over, with a
     * WARN that names it; when all others have had their turn, the rest of the time is for those. When it is over, all that are
     * left are asked at once.
     *
     * @param timeout how long to wait for all together; zero or negative: do not wait; huge: for ever
     * @return the actors in that order, unmodifiable: true for each that has ended in time
     * @throws ActorInterruptedException if the thread is interrupted while it waits; the actors end all the same
     */
    public static Map<ActorRef<?>, Boolean> stopAll(Duration timeout) {
        FirstUse.prepare();
        StackReserve.ensure();
        return StopSequence.stopAll(Registry.lastFirst(), Objects.requireNonNull(timeout, "timeout"));
    }

    /**
     * Stops all actors, the last started first, each one when the one before has ended, and does not wait. The actor that calls
     * this, if it is one, is asked in its place, and not waited for.
     *
     * @return the actors in that order, unmodifiable, with a future for each: true when it has ended
     */
    public static Map<ActorRef<?>, Future<Boolean>> stopAllAsync() {
        FirstUse.prepare();
        StackReserve.ensure();
        return StopSequence.stopAllAsync(Registry.lastFirst());
    }

    /**
     * Stops all actors when the JVM shuts down. An actor that itself called {@code System.exit} is asked to stop and not
     * waited for.
     *
     * @param timeout as of {@link #stopAll(Duration)}
     * @return closing it removes the hook
     * @throws IllegalStateException if the JVM shuts down already
     */
    public static Registration stopAllAtExit(Duration timeout) {
        FirstUse.prepare();
        StackReserve.ensure();
        return JvmExitHook.install(Objects.requireNonNull(timeout, "timeout"));
    }

    /**
     * Enters an actor, as the last one. Started actors are entered by themselves; for use after {@link #unregister}.
     *
     * @param ref the actor
     * @return true if it was entered, false if it was registered already, was never started, or is dead
     */
    public static boolean register(ActorRef<?> ref) {
        FirstUse.prepare();
        StackReserve.ensure();
        return Registry.register(Registry.ours(ref));
    }

    /**
     * Removes an actor, which lives on.
     *
     * @param ref the actor
     * @return true if it was removed, false if it was not registered
     */
    public static boolean unregister(ActorRef<?> ref) {
        FirstUse.prepare();
        StackReserve.ensure();
        return Registry.unregister(Registry.ours(ref));
    }
}
