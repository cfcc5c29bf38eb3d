package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/**
 * What an actor's kernel may do with the user's object and users may not: call its hooks. The objects are of class Actor, which stands
 * above this package and installs the one instance before there is any actor.
 */
public abstract class ActorHooks {
    private static ActorHooks hooks;
    private static ProxyFactory proxies;

    protected static void install(ActorHooks hooks, ProxyFactory proxies) {
        ActorHooks.hooks = hooks;
        ActorHooks.proxies = proxies;
    }

    static ActorHooks get() {
        return hooks;
    }

    static ProxyFactory proxies() {
        return proxies;
    }

    public static ActorRef<?> ref(Object actor) {
        return hooks.refOf(actor);
    }

    /** The class of which all actors are. */
    public static Class<?> actorClass() {
        return hooks.type();
    }

    protected abstract Class<?> type();

    /** A new actor that does nothing. */
    protected abstract Object idleActor();

    protected abstract @Nullable Object receive(Object actor, @Nullable Object message) throws Exception;

    protected abstract void started(Object actor) throws Exception;

    protected abstract void stopped(Object actor) throws Exception;

    protected abstract void failed(Object actor, Throwable failure) throws Exception;

    protected abstract ActorRef<?> refOf(Object actor);

    protected abstract MethodHandles.@Nullable Lookup lookup(ActorOptions options);

    /** What the options name as the owner, if they do. */
    protected abstract @Nullable Class<?> owner(ActorOptions options);
}
