package pykka.threading;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;

/**
 * The runtime {@code virtual}: a virtual thread for each actor, from JDK 21 on. It suits very many actors, and actors that wait
 * for each other.
 */
public final class VirtualRuntime implements ActorRuntime {
    private final Predicate<BooleanSupplier> spin = ActorThreads.spin();

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
