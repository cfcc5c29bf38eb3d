package user.bundle.stall;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;

/** Publishes actors in the framework's cluster, and uses those of others, when its service is asked; nothing is taken back. */
public final class Activator implements BundleActivator, Function<String, Object> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private BundleContext context;

    @Override
    public void start(BundleContext context) {
        this.context = context;
        context.registerService(Function.class, this, null);
    }

    /** {@code publish NAME}, {@code buy NAME} or {@code names}. */
    @Override
    public Object apply(String command) {
        Cluster cluster = context.getService(context.getServiceReference(Cluster.class));
        String name = command.replaceFirst(".* ", "");
        if (command.startsWith("publish")) {
            cluster.publish(name, Actor.start(Seller::new), Stall.class);
            return name;
        }
        if (command.startsWith("buy")) {
            ActorRef<Object> seller = cluster.whenPublished(name).get(LIMIT);
            return List.of(seller.getClass().getSimpleName(),
                    seller.proxy(Stall.class).sell(new Order("tea", 2)).get(LIMIT).toString());
        }
        return cluster.names().toString();
    }

    @Override
    public void stop(BundleContext context) {
        // the actors of a bundle end with it, and their names
    }
}
