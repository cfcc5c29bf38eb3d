package pykka.threading;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import pykka.api.spi.ActorTask;

/** The body of an actor's own thread: runs turns of the actor, and parks while the actor is not runnable. */
final class ThreadLoop implements Runnable {
    private final ActorTask task;
    private final Predicate<BooleanSupplier> spin;

    ThreadLoop(ActorTask task, Predicate<BooleanSupplier> spin) {
        this.task = task;
        this.spin = spin;
    }

    @Override
    public void run() {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE, spin) != ActorTask.Turn.ENDED) {
            while (!task.isRunnable()) {
                LockSupport.park(this);
                Thread.interrupted(); // an interrupted thread would never park again
            }
        }
    }

    static void wake(ActorTask task) {
        LockSupport.unpark((Thread) task.slot());
    }
}
