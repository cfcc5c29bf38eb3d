package pykka.threading;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;

/**
 * The runtime {@code threading}: a platform thread for each actor, named after its class, as in the original.
 */
public final class ThreadingRuntime implements ActorRuntime {
    private final Predicate<BooleanSupplier> spin = ActorThreads.spin();

    /** For ServiceLoader, and for {@link pykka.api.ActorOptions#runtime(ActorRuntime)}. */
    public ThreadingRuntime() {}

    @Override
    public String name() {
        return "threading";
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public void start(ActorTask task) {
        Thread thread = ActorThreads.platform(task.threadName(), task.daemon(), new ThreadLoop(task, spin));
        task.slot(thread);
        thread.start();
    }

    @Override
    public void wake(ActorTask task) {
        ThreadLoop.wake(task);
    }

    @Override
    public boolean holdsJvm() {
        return true;
    }
}
