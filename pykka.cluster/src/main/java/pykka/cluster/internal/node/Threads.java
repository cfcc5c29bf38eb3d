package pykka.cluster.internal.node;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import pykka.api.spi.ActorThreads;

/**
 * The threads of a node, besides a writer for each link and those of the engine; all are daemons. Code of users that a timeout or
 * the loss of a node brings on runs apart, on up to eight threads that go when they are idle; if all are held up, on the thread
 * that has found it out.
 */
final class Threads implements Executor {
    private final String prefix;
    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor apart;

    Threads(String cluster) {
        prefix = "pykka-cluster-" + cluster + "-";
        timer = new ScheduledThreadPoolExecutor(1, task -> thread("timer", task));
        timer.setRemoveOnCancelPolicy(true);
        apart = new ThreadPoolExecutor(0, 8, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread("events", task),
                (task, pool) -> task.run());
    }

    Thread thread(String name, Runnable task) {
        return ActorThreads.platform(prefix + name, true, task);
    }

    ScheduledThreadPoolExecutor timer() {
        return timer;
    }

    @Override
    public void execute(Runnable task) {
        apart.execute(task);
    }

    void close() {
        timer.shutdownNow();
        apart.shutdown();
    }
}
