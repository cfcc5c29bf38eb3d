package pykka.threading;

import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorTask;

/** What the thread of an actor does: turns, and between them nothing at all. */
final class ThreadLoop implements Runnable {
    private final ActorTask task;

    ThreadLoop(ActorTask task) {
        this.task = task;
    }

    @Override
    public void run() {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE) != ActorTask.Turn.ENDED) {
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
