package user.bundle.meter;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.micrometer.ActorMetrics;

/** Tells how many messages of an actor a registry has counted. */
public final class Activator implements BundleActivator, Supplier<List<?>> {
    /** Answers with what it is asked. */
    static final class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    @Override
    public void start(BundleContext context) {
        context.registerService(Supplier.class, this, null);
    }

    @Override
    public List<?> get() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (ActorMetrics metrics = new ActorMetrics()) {
            metrics.bindTo(registry);
            ActorRef<Echo> ref = Actor.start(Echo::new);
            ref.ask("m");
            ref.stop();
            return List.of(registry.get("pykka.messages.handled").tag("actor", "Echo").timer().count());
        } finally {
            registry.close();
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
