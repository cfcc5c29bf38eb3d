package pykka.api.spi;

import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.ActorRef;

/**
 * What the invocation handler of a proxy of an actor in another JVM implements, besides
 * {@link java.lang.reflect.InvocationHandler}: so {@link pykka.api.Actor#refOfProxy} knows the proxy.
 */
@ConsumerType
public interface RemoteProxy {
    /**
     * Returns the reference of the actor behind the proxy. For any thread; does not block.
     *
     * @return always the same
     */
    ActorRef<?> actorRef();
}
