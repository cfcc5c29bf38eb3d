package pykka.api.internal.promise;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.util.ThreadContext;

/**
 * Runs many short tasks on an executor that may start a thread for each: by few of its tasks, each of which has another one
 * follow while something is left, so that one that waits is in nobody's way. A task that throws, for want of memory or stack, is
 * tried again if it can be.
 */
public final class BatchExecutor implements Executor, Runnable, Retries.Retry {
    /** Where functions of futures run that have no reader: never on the thread of an actor that replies. */
    public static final BatchExecutor POOL = new BatchExecutor(new CompletableFuture<>().defaultExecutor());
    private static final int MOST = 256;

    private final Executor pool;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    /** Whether the executor was given this and has not begun with it. */
    private final AtomicBoolean coming = new AtomicBoolean();

    BatchExecutor(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        due.add(task);
        // One that finds another thread's call on its way relies on it: so a call that fails is done again for all.
        if (!call() && !Retries.add(this) && due.remove(task)) {
            throw new RejectedExecutionException("The executor takes no task");
        }
    }

    /** Returns false if the executor takes no task now. */
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
                return; // others of the pool have their turn
            }
        }
    }

    /** What it leaves on the thread is not for the next one. */
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
