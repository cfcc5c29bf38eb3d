package pykka.threading;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/**
 * An executor's runtime that is found by its name, for the contract suite. In this package, its frames are left out of reports.
 */
public final class OnCachedPool implements ActorRuntime {
    private static final ExecutorService POOL = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(body, "cached-pool"); // as others make them: not by ActorThreads
        thread.setDaemon(true);
        return thread;
    });

    private final ActorRuntime runtime = ExecutorRuntime.pool("executor", POOL);

    /** For ServiceLoader. */
    public OnCachedPool() {}

    @Override
    public String name() {
        return runtime.name();
    }

    @Override
    public int priority() {
        return runtime.priority();
    }

    @Override
    public void start(ActorTask task) {
        runtime.start(task);
    }

    @Override
    public void wake(ActorTask task) {
        runtime.wake(task);
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        runtime.await(task, waiter);
    }

    @Override
    public @Nullable String waitRefusal() {
        return runtime.waitRefusal();
    }

    @Override
    public @Nullable Thread soleThread() {
        return runtime.soleThread();
    }

    @Override
    public void close() {
        runtime.close();
    }
}
