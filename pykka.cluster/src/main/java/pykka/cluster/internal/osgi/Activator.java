package pykka.cluster.internal.osgi;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Listens to Configuration Admin, where the framework has one. */
public final class Activator implements BundleActivator {
    private Runnable end = () -> {};

    /** For the framework. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        try {
            end = Configuration.offer(context);
        } catch (NoClassDefFoundError e) {
            // there is no Configuration Admin when this bundle is resolved
        }
    }

    @Override
    public void stop(BundleContext context) {
        end.run();
    }
}
