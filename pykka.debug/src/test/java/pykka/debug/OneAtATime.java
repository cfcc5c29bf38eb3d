package pykka.debug;

import java.util.concurrent.LinkedBlockingQueue;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;

/** A pool of one thread. */
final class OneAtATime implements ActorRuntime {
    private final LinkedBlockingQueue<ActorTask> queue = new LinkedBlockingQueue<>();

    OneAtATime() {
        ActorThreads.platform("pool", true, () -> {
            try {
                for (;;) {
                    ActorTask task = queue.take();
                    if (task.run(1, Long.MAX_VALUE) == ActorTask.Turn.MORE) {
                        queue.add(task);
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }).start();
    }

    ActorRef<Tests.Plain> start() {
        return Actor.start(Tests.Plain::new, ActorOptions.defaults().runtime(this).daemon(true));
    }

    @Override
    public String name() {
        return "one at a time";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public void start(ActorTask task) {
        queue.add(task);
    }

    @Override
    public void wake(ActorTask task) {
        queue.add(task);
    }
}
