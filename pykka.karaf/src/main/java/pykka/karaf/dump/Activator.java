package pykka.karaf.dump;

import org.apache.karaf.diagnostic.core.DumpProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the dump of the actors to Karaf, which looks for such services when it makes a dump. */
public final class Activator implements BundleActivator {
    /** For the framework. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(DumpProvider.class, new ActorsDump(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the service goes with the bundle
    }
}
