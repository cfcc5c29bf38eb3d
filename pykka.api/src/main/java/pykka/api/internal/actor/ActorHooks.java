package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;

/** What the kernel may do with an actor and users may not: call its hooks. Installed when the kernel is prepared, by a class of that package. */
public abstract class ActorHooks {
    private static ActorHooks face;

    protected static void install(ActorHooks face) {
        ActorHooks.face = face;
    }

    /** There is one before there is any actor. */
    public static ActorHooks get() {
        return face;
    }

    protected abstract @Nullable Object receive(Actor actor, @Nullable Object message) throws Exception;

    protected abstract void started(Actor actor) throws Exception;

    protected abstract void stopped(Actor actor) throws Exception;

    protected abstract void failed(Actor actor, Throwable failure) throws Exception;

    public abstract ActorCell cell(Actor actor);

    protected abstract ActorProxy proxy(LocalActorRef<?> ref, MethodHandles.@Nullable Lookup lookup);

    protected abstract MethodHandles.@Nullable Lookup lookup(ActorOptions options);

    /** What the options name as the owner, if they do. */
    protected abstract @Nullable Class<?> owner(ActorOptions options);
}
