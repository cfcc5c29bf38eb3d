package pykka.api.inspect;

import org.osgi.annotation.versioning.ProviderType;

/** Names an actor, and keeps its reference alone. May be used by any thread. Immutable. Later versions may add methods. */
@ProviderType
public interface ActorName {
    /**
     * Returns the URN of the actor, which is drawn when it is first read: a listener that does not need it should not ask.
     *
     * @return as in {@code urn:uuid:...}
     */
    String urn();

    /**
     * Returns the simple name of its class.
     *
     * @return the name
     */
    String className();

    /**
     * Tells both in one line, which can be printed as it is.
     *
     * @return as in {@code Greeter (urn:uuid:...)}
     */
    @Override
    String toString();
}
