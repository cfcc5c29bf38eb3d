package pykka.api;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.actor.LocalActorRef;
import pykka.api.internal.actor.Registry;
import pykka.api.internal.proxy.CallCache;
import pykka.api.internal.proxy.MemberKind;
import pykka.api.internal.proxy.MemberMessage;
import pykka.api.internal.proxy.MemberPath;
import pykka.api.messages.ProxyGetAttr;

/**
 * A proxy of an actor, or of a traversable attribute of one: its public methods and attributes by name, run on the actor, one
 * message each. The original's {@code ActorProxy}.
 *
 * <p>Reached are members that are public and not static, have no leading underscore in their names, and are not declared by
 * Object or {@link Actor}. Attributes are public fields, bean properties and the components of records. Names and the types of
 * arguments are checked at once, in the caller; the types are the classes of the arguments, as in a call written in Java. All
 * methods may be called from any thread.
 */
@ProviderType
public final class ActorProxy {
    private static final Object[] NONE = {};

    private final LocalActorRef<?> ref;
    private final List<String> path;
    private final MethodHandles.@Nullable Lookup lookup;
    private final CallCache shortcuts;

    /** Makes a proxy of a place that was checked. */
    private ActorProxy(LocalActorRef<?> ref, List<String> path, MethodHandles.@Nullable Lookup lookup) {
        this.ref = ref;
        this.path = path;
        this.lookup = lookup;
        shortcuts = new CallCache(ref, path, lookup);
    }

    static ActorProxy of(ActorRef<?> of, MethodHandles.@Nullable Lookup lookup) {
        LocalActorRef<?> ref = Registry.ours(of);
        return MemberPath.whileAlive(ref, () -> {
            MemberPath.of(ref, List.of(), lookup).checkReachable();
            return new ActorProxy(ref, List.of(), lookup);
        });
    }

    /**
     * Calls a method and does not wait. The method {@code stop} is {@link ActorRef#stopAsync()}.
     *
     * @param method the name of the method
     * @param args the arguments; {@code call("m", null)} gives one, which is null
     * @return a future for what the method returns, null if it returns nothing; it fails with what the method throws, or if the
     *     actor is dead
     * @throws ActorMemberException if there is no such method, or none or several that fit the arguments
     */
    public Future<@Nullable Object> call(String method, @Nullable Object @Nullable ... args) {
        return new CallableProxy(this, Objects.requireNonNull(method, "method")).call(args);
    }

    /**
     * Calls a method as a message that is told: nobody waits for it, and what it throws ends the actor.
     *
     * @param method the name of the method
     * @param args the arguments
     * @throws ActorMemberException as of {@link #call}
     * @throws ActorDeadException if the actor is dead
     */
    public void defer(String method, @Nullable Object @Nullable ... args) {
        new CallableProxy(this, Objects.requireNonNull(method, "method")).defer(args);
    }

    /**
     * Reads an attribute and does not wait. The attribute {@code actorRef} is the actor's reference.
     *
     * @param attribute the name of the attribute
     * @return a future for the value
     * @throws ActorMemberException if there is no such attribute, or it cannot be read
     */
    public Future<@Nullable Object> get(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        if (path.isEmpty() && attribute.equals("actorRef")) {
            return ref.askAsync(ProxyGetAttr.of(attribute));
        }
        return ask(MemberKind.READ, attribute, NONE, place -> place.read(attribute));
    }

    /**
     * Writes an attribute, and waits until that is done.
     *
     * @param attribute the name of the attribute
     * @param value the new value, converted as in an assignment of a value of its class
     * @throws ActorMemberException if there is no such attribute, it is read-only, or the value does not fit
     * @throws ActorDeadException if the actor is dead
     * @throws ActorDeadlockException if the actor itself calls this
     */
    public void set(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        ref.refuseSelfWait();
        ref.ask(find(MemberKind.WRITE, attribute, new Object[] {value}, place -> place.write(attribute, value)));
    }

    /**
     * Writes an attribute, and does not wait.
     *
     * @param attribute the name of the attribute
     * @param value the new value, converted as in an assignment of a value of its class
     * @return a future of null, done when the attribute is written; it fails with what the writing throws, or if the actor is dead
     * @throws ActorMemberException if there is no such attribute, it is read-only, or the value does not fit
     */
    @SuppressWarnings("unchecked") // a write is answered with null
    public Future<@Nullable Void> setAsync(String attribute, @Nullable Object value) {
        Objects.requireNonNull(attribute, "attribute");
        return (Future<@Nullable Void>) (Future<?>) ask(
                MemberKind.WRITE, attribute, new Object[] {value}, place -> place.write(attribute, value));
    }

    /**
     * Returns a proxy of a traversable attribute.
     *
     * @param attribute the name of the attribute
     * @return the proxy
     * @throws ActorMemberException if there is no such attribute, or it is not marked with {@link Traversable}
     * @throws ActorDeadException if the actor is dead
     */
    public ActorProxy at(String attribute) {
        Objects.requireNonNull(attribute, "attribute");
        return MemberPath.whileAlive(ref,
                () -> new ActorProxy(ref, MemberPath.of(ref, path, lookup).at(attribute).path(), lookup));
    }

    /**
     * Returns a proxy of a method, to call it later.
     *
     * @param name the name of the method
     * @return the proxy
     * @throws ActorMemberException if there is no such method
     */
    public CallableProxy method(String name) {
        Objects.requireNonNull(name, "name");
        if (!isStop(name) && ref.isAlive()) {
            try {
                MemberPath.of(ref, path, lookup).methods(name);
            } catch (ActorMemberException e) {
                if (ref.isAlive()) {
                    throw e;
                }
            }
        }
        return new CallableProxy(this, name);
    }

    /**
     * Returns the names of all methods and attributes that this proxy reaches, those below traversable attributes with dots
     * between: each name once, be there several methods of it; what {@link Actor} declares is not among them.
     *
     * @return the names, sorted
     * @throws ActorDeadException if the actor is dead
     */
    public List<String> attributes() {
        return MemberPath.whileAlive(ref, () -> MemberPath.of(ref, path, lookup).names());
    }

    /**
     * Returns the reference of the actor, be it alive or dead.
     *
     * @return the reference
     */
    public ActorRef<?> actorRef() {
        return ref;
    }

    /**
     * Returns where below the actor this proxy is.
     *
     * @return the names of the attributes from the actor to here; empty for the actor itself
     */
    public List<String> path() {
        return path;
    }

    boolean isStop(String method) {
        return path.isEmpty() && method.equals("stop");
    }

    Future<@Nullable Object> ask(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        return ref.askAsync(find(kind, name, args, search));
    }

    /** The message; null for a dead actor, of whose members nothing more can be said. */
    private @Nullable MemberMessage find(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        if (ref.isAlive()) {
            try {
                return shortcuts.find(kind, name, args, search);
            } catch (ActorMemberException e) {
                if (ref.isAlive()) {
                    throw e;
                }
            }
        }
        return null;
    }

    void tell(
            @Nullable MemberKind kind, String name, @Nullable Object[] args, Function<MemberPath, MemberMessage> search) {
        ref.tell(MemberPath.whileAlive(ref, () -> shortcuts.find(kind, name, args, search)));
    }

    /** Proxies of the same actor and path are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorProxy proxy && proxy.ref == ref && proxy.path.equals(path);
    }

    @Override
    public int hashCode() {
        return 31 * ref.hashCode() + path.hashCode();
    }

    /**
     * Returns actor and path.
     *
     * @return as in {@code <ActorProxy for Greeter (urn:uuid:...), attr_path=('playback',)>}
     */
    @Override
    public String toString() {
        return MemberPath.text(ref, path);
    }
}
