package pykka.threading;

import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Spin;

/** What the thread of an actor does: turns, at whose ends it looks for more, and between them nothing at all. */
final class ThreadLoop implements Runnable {
    private final ActorTask task;
    private final Spin spin;

    ThreadLoop(ActorTask task, Spin spin) {
        this.task = task;
        this.spin = spin;
    }

    @Override
    public void run() {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE, spin) != ActorTask.Turn.ENDED) {
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
