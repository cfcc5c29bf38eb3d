package user.bundle.clerk;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.cluster.Cluster;

public final class Activator implements BundleActivator {
    private ServiceTracker<Cluster, Cluster> clusters;

    @Override
    public void start(BundleContext context) {
        ActorRef<Clerk> clerk = Actor.start(Clerk::new);
        clusters = new ServiceTracker<>(context, Cluster.class, null) {
            @Override
            public Cluster addingService(ServiceReference<Cluster> reference) {
                Cluster cluster = super.addingService(reference);
                cluster.publish("clerk", clerk);
                return cluster;
            }
        };
        clusters.open();
    }

    @Override
    public void stop(BundleContext context) {
        clusters.close();
        // the actors of a bundle end with it, and their names with them
    }
}
