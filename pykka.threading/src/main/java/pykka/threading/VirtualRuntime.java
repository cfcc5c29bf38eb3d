package pykka.threading;

import java.util.Optional;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Spin;

/**
 * The runtime {@code virtual}: a virtual thread for each actor, from JDK 21 on. It suits very many actors, and actors that wait
 * for each other.
 */
public final class VirtualRuntime implements ActorRuntime {
    private final Spin spin = new Spin();

    /** For ServiceLoader, and for {@link pykka.api.ActorOptions#runtime(ActorRuntime)}. */
    public VirtualRuntime() {}

    @Override
    public String name() {
        return "virtual";
    }

    @Override
    public int priority() {
        return 10;
    }

    @Override
    public Optional<String> unavailableReason() {
        return ActorThreads.virtualAvailable() ? Optional.empty()
                : Optional.of("needs JDK 21 or newer, this is " + Runtime.version().feature());
    }

    @Override
    public void start(ActorTask task) {
        Thread thread = ActorThreads.virtual(task.threadName(), new ThreadLoop(task, spin));
        task.slot(thread);
        thread.start();
    }

    @Override
    public void wake(ActorTask task) {
        ThreadLoop.wake(task);
    }
}
