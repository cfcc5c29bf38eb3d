package pykka.cluster.internal.node;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.Registration;

/** Code of users that is told, on a thread apart, that nodes or names have changed. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger("pykka.cluster");

    private final String cluster;
    private final Executor executor;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean changing = new AtomicBoolean();

    Listeners(String cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
    }

    Registration add(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Tells all; several changes may be told at once. */
    void changed() {
        if (!listeners.isEmpty() && changing.compareAndSet(false, true)) {
            executor.execute(this::tell);
        }
    }

    private void tell() {
        changing.set(false); // first: what changes from now on calls again
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (Throwable e) {
                LOG.error("A listener of cluster {} failed", cluster, e);
            }
        }
    }
}
