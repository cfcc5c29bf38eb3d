package pykka.threading;

import pykka.api.Actor;
import pykka.api.ActorOptions;

/**
 * An actor that requests the runtime {@code threading}, regardless of the default. A runtime given to {@code start} still
 * overrides it. The original's {@code ThreadingActor}.
 */
public abstract class ThreadingActor extends Actor {
    /** For subclasses. */
    protected ThreadingActor() {}

    /**
     * Returns whether the JVM may exit while this actor lives. Called once, after the constructor. The original's
     * {@code use_daemon_thread}.
     *
     * @return true if so; false by default
     */
    protected boolean useDaemonThread() {
        return false;
    }

    @Override
    protected ActorOptions options() {
        return super.options().runtime("threading").daemon(useDaemonThread());
    }
}
