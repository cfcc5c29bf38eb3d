package user.bundle.customer;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.cluster.Cluster;

public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Cluster cluster = context.getService(context.getServiceReference(Cluster.class));
        cluster.find("clerk").orElseThrow().tell("3 apples");
    }

    @Override
    public void stop(BundleContext context) {
        // nothing is left
    }
}
