package pykka.cluster.internal.engine;

import org.jgroups.util.DefaultThreadFactory;
import pykka.api.spi.ActorThreads;

/** Makes threads that keep nothing of their maker, which may be any thread of a user. */
final class EngineThreads extends DefaultThreadFactory {
    EngineThreads() {
        super("pykka-cluster", true, true);
    }

    @Override
    protected Thread newThread(Runnable body, String name, String address, String cluster) {
        return ActorThreads.platform("pykka-cluster " + getThreadName(name, address, cluster), true, body);
    }
}
