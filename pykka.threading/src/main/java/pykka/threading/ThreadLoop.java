package pykka.threading;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Spin;

/** What the thread of an actor does: turns, and between them nothing at all, after a look whether there is more. */
final class ThreadLoop implements Runnable, BooleanSupplier {
    private static final Spin SPIN = new Spin();

    private final ActorTask task;

    ThreadLoop(ActorTask task) {
        this.task = task;
    }

    @Override
    public void run() {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE) != ActorTask.Turn.ENDED) {
            if (!SPIN.until(this)) {
                park();
            }
        }
    }

    /** Whether there is something to do. */
    @Override
    public boolean getAsBoolean() {
        return task.isRunnable();
    }

    private void park() {
        while (!task.isRunnable()) {
            LockSupport.park(this);
            Thread.interrupted(); // or the next park would return at once, for ever
        }
    }

    static void wake(ActorTask task) {
        LockSupport.unpark((Thread) task.slot());
    }
}
