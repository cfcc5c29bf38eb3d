package pykka.threading;

import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Spin;

/** What the thread of an actor does: turns, at whose ends it looks for more, and between them nothing at all. */
final class ThreadLoop implements Runnable {
    private static final Spin SPIN = new Spin();

    private final ActorTask task;

    ThreadLoop(ActorTask task) {
        this.task = task;
    }

    @Override
    public void run() {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE, SPIN) != ActorTask.Turn.ENDED) {
            while (!task.isRunnable()) {
                LockSupport.park(this);
                Thread.interrupted(); // or the next park would return at once, for ever
            }
        }
    }

    static void wake(ActorTask task) {
        LockSupport.unpark((Thread) task.slot());
    }
}
