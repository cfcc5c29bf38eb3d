package pykka.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A proxy of an actor, or of a traversable attribute of one: its public methods and attributes by name, run on the actor, one
 * message each. The original's {@code ActorProxy}.
 *
 * <p>Reached are members that are public and not static, have no leading underscore in their names, and are not declared by
 * Object or {@link Actor}. Attributes are public fields, bean properties and the components of records. Names and the types of
 * arguments are checked at once, in the caller; the types are the classes of the arguments, as in a call written in Java. All
 * methods may be called from any thread. Proxies of the same actor and path are equal.
 */
@ProviderType
public interface ActorProxy {
    /**
     * Calls a method and does not wait. The method {@code stop} is {@link ActorRef#stopAsync()}.
     *
     * @param method the name of the method
     * @param args the arguments; {@code call("m", null)} gives one, which is null
     * @return a future for what the method returns, null if it returns nothing; it fails with what the method throws, or if the
     *     actor is dead
     * @throws ActorMemberException if there is no such method, or none or several that fit the arguments
     */
    Future<@Nullable Object> call(String method, @Nullable Object @Nullable ... args);

    /**
     * Calls a method as a message that is told: no future is returned, and what the method throws ends the actor.
     *
     * @param method the name of the method
     * @param args the arguments
     * @throws ActorMemberException as of {@link #call}
     * @throws ActorDeadException if the actor is dead
     */
    void defer(String method, @Nullable Object @Nullable ... args);

    /**
     * Reads an attribute and does not wait. The attribute {@code actorRef} is the actor's reference.
     *
     * @param attribute the name of the attribute
     * @return a future for the value
     * @throws ActorMemberException if there is no such attribute, or it cannot be read
     */
    Future<@Nullable Object> get(String attribute);

    /**
     * Writes an attribute, and waits until that is done.
     *
     * @param attribute the name of the attribute
     * @param value the new value, converted as in an assignment of a value of its class
     * @throws ActorMemberException if there is no such attribute, it is read-only, or the value does not fit
     * @throws ActorDeadException if the actor is dead
     * @throws ActorDeadlockException if the actor itself calls this
     */
    void set(String attribute, @Nullable Object value);

    /**
     * Writes an attribute, and does not wait.
     *
     * @param attribute the name of the attribute
     * @param value the new value, converted as in an assignment of a value of its class
     * @return a future of null, done when the attribute is written; it fails with what the writing throws, or if the actor is
     *     dead
     * @throws ActorMemberException if there is no such attribute, it is read-only, or the value does not fit
     */
    Future<@Nullable Void> setAsync(String attribute, @Nullable Object value);

    /**
     * Returns a proxy of a traversable attribute.
     *
     * @param attribute the name of the attribute
     * @return the proxy
     * @throws ActorMemberException if there is no such attribute, or it is not marked with {@link Traversable}
     * @throws ActorDeadException if the actor is dead
     */
    ActorProxy at(String attribute);

    /**
     * Returns a proxy of a method, to call it later.
     *
     * @param name the name of the method
     * @return the proxy
     * @throws ActorMemberException if there is no such method
     */
    CallableProxy method(String name);

    /**
     * Returns the names of all methods and attributes that this proxy reaches, those below traversable attributes with dots
     * between: each name once, be there several methods of it; what {@link Actor} declares is not among them.
     *
     * @return the names, sorted
     * @throws ActorDeadException if the actor is dead
     */
    List<String> attributes();

    /**
     * Returns the reference of the actor, be it alive or dead.
     *
     * @return the reference
     */
    ActorRef<?> actorRef();

    /**
     * Returns where below the actor this proxy is.
     *
     * @return the names of the attributes from the actor to here; empty for the actor itself
     */
    List<String> path();

    /**
     * Returns actor and path.
     *
     * @return as in {@code <ActorProxy for Greeter (urn:uuid:...), attr_path=('playback',)>}
     */
    @Override
    String toString();
}
