package user.runtime;

import java.util.concurrent.LinkedBlockingQueue;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** A runtime of somebody else, with one thread for all actors, which must not wait. Counts how many of it were made. */
public final class CountedRuntime implements ActorRuntime {
    private final LinkedBlockingQueue<ActorTask> runnable = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "counted");

    public CountedRuntime() {
        System.setProperty("user.runtime.made", "" + (Integer.getInteger("user.runtime.made", 0) + 1));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                ActorTask task = runnable.take();
                if (task.run(100, Long.MAX_VALUE) == ActorTask.Turn.MORE) {
                    runnable.add(task);
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    @Override
    public String name() {
        return "counted";
    }

    @Override
    public int priority() {
        return 200;
    }

    @Override
    public void start(ActorTask task) {
        runnable.add(task);
    }

    @Override
    public void wake(ActorTask task) {
        runnable.add(task);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
