package pykka.threading.jvm;

import java.util.concurrent.locks.LockSupport;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;

/** A third party's runtime: daemon threads, whatever the actors want. */
public class DaemonRuntime implements ActorRuntime {
    @Override
    public String name() {
        return "daemons";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public void start(ActorTask task) {
        Thread thread = ActorThreads.platform(task.threadName(), true, () -> {
            while (task.run(Integer.MAX_VALUE, Long.MAX_VALUE) != ActorTask.Turn.ENDED) {
                while (!task.isRunnable()) {
                    LockSupport.park(this);
                    Thread.interrupted();
                }
            }
        });
        task.slot(thread);
        thread.start();
    }

    @Override
    public void wake(ActorTask task) {
        LockSupport.unpark((Thread) task.slot());
    }
}
