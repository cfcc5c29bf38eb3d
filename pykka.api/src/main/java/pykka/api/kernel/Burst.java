package pykka.api.kernel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs many short tasks on an executor that may start a thread for each: by few of its tasks, each of which has another one
 * follow while something is left, so that one that waits is in nobody's way.
 */
final class Burst implements Executor, Runnable {
    private static final int MOST = 256;

    private final Executor pool;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    /** Whether the executor was given this and has not begun with it. */
    private final AtomicBoolean coming = new AtomicBoolean();

    Burst(Executor pool) {
        this.pool = pool;
    }

    @Override
    public void execute(Runnable task) {
        due.add(task);
        try {
            call();
        } catch (RuntimeException | Error e) {
            if (due.remove(task)) {
                throw e;
            } // else it runs
        }
    }

    private void call() {
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
    }

    @Override
    public void run() {
        coming.set(false);
        try {
            Runnable task;
            for (int i = 0; i < MOST && (task = due.poll()) != null; i++) {
                if (!due.isEmpty()) {
                    call();
                }
                task.run();
            }
        } finally {
            if (!due.isEmpty()) {
                call(); // others of the pool have their turn, or a task threw
            }
        }
    }
}
