package pykka.threading.jvm;

import java.util.concurrent.LinkedBlockingQueue;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/** One daemon thread for all actors, which must not wait: for very many of them on any JDK. */
final class OneThreadRuntime implements ActorRuntime {
    private final LinkedBlockingQueue<ActorTask> runnable = new LinkedBlockingQueue<>();

    OneThreadRuntime() {
        Thread thread = new Thread(this::run, "one-for-all");
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
        return "one-thread";
    }

    @Override
    public int priority() {
        return 1;
    }

    @Override
    public void start(ActorTask task) {
        runnable.add(task);
    }

    @Override
    public void wake(ActorTask task) {
        runnable.add(task);
    }
}
