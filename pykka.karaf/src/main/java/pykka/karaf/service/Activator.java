package pykka.karaf.service;

import java.util.Dictionary;
import java.util.Hashtable;
import org.apache.karaf.diagnostic.core.DumpProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;

/** Offers the services of this package to Karaf. They go with the bundle. */
public final class Activator implements BundleActivator {
    private final Configuration configuration = new Configuration();

    /** For the framework. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(DumpProvider.class, new ActorsDump(), null);
        Dictionary<String, String> named = new Hashtable<>();
        named.put(Constants.SERVICE_PID, Configuration.PID);
        context.registerService(ManagedService.class, configuration, named);
        try {
            Inventory.offer(context);
        } catch (NoClassDefFoundError e) {
            // there is no inventory when this bundle is resolved
        }
    }

    @Override
    public void stop(BundleContext context) {
        configuration.close();
    }
}
