package user.runtime;

import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;

public final class OwnRuntime implements ActorRuntime {
    @Override
    public String name() {
        return "own";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public void start(ActorTask task) {
        Thread thread = ActorThreads.platform(task.threadName(), task.daemon(), () -> run(task));
        task.slot(thread);
        thread.start();
    }

    @Override
    public void wake(ActorTask task) {
        LockSupport.unpark((Thread) task.slot());
    }

    @Override
    public boolean holdsJvm() {
        return true; // its threads are no daemons unless an actor is to be one
    }

    private static void run(ActorTask task) {
        while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE) != ActorTask.Turn.ENDED) {
            while (!task.isRunnable()) {
                LockSupport.park();
                Thread.interrupted(); // or the next park would return at once
            }
        }
    }
}
