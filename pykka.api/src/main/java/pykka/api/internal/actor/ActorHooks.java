package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;

/**
 * Access to the hooks of the user's object, which the kernel may call and users may not. The objects are of class
 * {@code Actor}, which stands above this package and installs the only instance before there is any actor.
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

    /** Returns the superclass of all actors. */
    public static Class<?> actorClass() {
        return hooks.type();
    }

    protected abstract Class<?> type();

    /** Returns a new actor that does nothing. */
    protected abstract Object idleActor();

    protected abstract @Nullable Object receive(Object actor, @Nullable Object message) throws Exception;

    protected abstract void started(Object actor) throws Exception;

    protected abstract void stopped(Object actor) throws Exception;

    protected abstract void failed(Object actor, Throwable failure) throws Exception;

    protected abstract ActorRef<?> refOf(Object actor);

    protected abstract MethodHandles.@Nullable Lookup lookup(ActorOptions options);

    /** Returns the owner that the options name; null if they name none. */
    protected abstract @Nullable Class<?> owner(ActorOptions options);
}
