package pykka.api.internal.promise;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.util.ThreadContext;
import pykka.api.spi.Simulation;

/**
 * Runs many short tasks in batches on an executor that may start a thread per task. While the queue is not empty, each batch
 * submits the next one before it runs a task, so that a task that blocks does not delay the others. A task that throws, for lack
 * of memory or stack, is retried if it is a {@link Retries.Retry}.
 */
public final class BatchExecutor implements Executor, Runnable, Retries.Retry {
    /** Runs the functions of futures that have no reader, so that they never run on the thread of an actor that replies. */
    public static final BatchExecutor POOL = new BatchExecutor(new CompletableFuture<>().defaultExecutor());
    private static final int MOST = 256;

    private final Executor pool;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    /** Whether a batch has been submitted to the executor and has not begun yet. */
    private final AtomicBoolean coming = new AtomicBoolean();

    BatchExecutor(Executor pool) {
        this.pool = pool;
    }

    /** In a simulation, the task is one of its steps instead, or no run of a test could be repeated. */
    @Override
    public void execute(Runnable task) {
        Simulation simulation = Simulation.current();
        if (simulation != null && simulation.execute(() -> run(task, Thread.currentThread().getContextClassLoader()))) {
            return;
        }
        due.add(task);
        // A thread that finds a submission under way relies on it, so a failed submission is retried on behalf of all of them.
        if (!call() && !Retries.add(this) && due.remove(task)) {
            throw new RejectedExecutionException("The executor takes no task");
        }
    }

    /** Submits a batch unless one is due to begin. Returns false if the executor takes no task now. */
    private boolean call() {
        try {
            if (!coming.get() && coming.compareAndSet(false, true)) {
                boolean given = false;
                try {
                    pool.execute(this);
                    given = true;
                } finally {
                    if (!given) {
                        coming.set(false);
                    }
                }
            }
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    @Override
    public boolean succeeds() {
        return due.isEmpty() || call();
    }

    @Override
    public void run() {
        coming.set(false);
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Runnable task;
        for (int i = 0; (task = due.poll()) != null; i++) {
            boolean called = due.isEmpty() || call();
            run(task, loader);
            if (i >= MOST && called && (due.isEmpty() || call())) {
                return; // lets other tasks of the pool run
            }
        }
    }

    /** Runs one task and resets the thread's interrupt status and context class loader for the next one. */
    private static void run(Runnable task, ClassLoader loader) {
        try {
            task.run();
        } catch (Throwable e) {
            if (task instanceof Retries.Retry retry) {
                Retries.add(retry);
            }
        }
        Thread.interrupted();
        ThreadContext.loader(Thread.currentThread(), loader);
    }
}
