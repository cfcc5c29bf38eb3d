package pykka.api.kernel;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorProxy;

/** What the kernel may do with an actor and users may not: call its hooks. Installed when the kernel is prepared, by a class of that package. */
public abstract class Face {
    private static Face face;

    protected static void install(Face face) {
        Face.face = face;
    }

    /** There is one before there is any actor. */
    static Face get() {
        return face;
    }

    protected abstract @Nullable Object receive(Actor actor, @Nullable Object message) throws Exception;

    protected abstract void started(Actor actor) throws Exception;

    protected abstract void stopped(Actor actor) throws Exception;

    protected abstract void failed(Actor actor, Throwable failure) throws Exception;

    protected abstract Cell cell(Actor actor);

    protected abstract ActorProxy proxy(Ref<?> ref, MethodHandles.@Nullable Lookup lookup);

    protected abstract MethodHandles.@Nullable Lookup lookup(ActorOptions options);

    /** What the options name as the owner, if they do. */
    protected abstract @Nullable Class<?> owner(ActorOptions options);
}
