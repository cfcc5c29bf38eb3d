package pykka.cluster.internal.osgi;

import java.util.Dictionary;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.cluster.Cluster;
import pykka.cluster.ClusterException;
import pykka.cluster.ClusterOptions;

/** Joins a cluster, and offers it as a service, as the configuration says, each time that it changes. */
final class Configuration implements ManagedService {
    static final String PID = "pykka.cluster";

    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final BundleContext context;
    /** By which the cluster was joined; nothing if it was not. */
    private Settings settings = Settings.of(null);
    private @Nullable Cluster cluster;
    private @Nullable ServiceRegistration<Cluster> service;
    private boolean closed;

    private Configuration(BundleContext context) {
        this.context = context;
    }

    /** Begins to listen. What is returned leaves the cluster, for ever. */
    static Runnable offer(BundleContext context) {
        Configuration configuration = new Configuration(context);
        Dictionary<String, String> named = new Hashtable<>();
        named.put(Constants.SERVICE_PID, PID);
        context.registerService(ManagedService.class, configuration, named);
        return configuration::close;
    }

    /** Called by Configuration Admin: with null if there is no such configuration, or no longer. */
    @Override
    public synchronized void updated(@Nullable Dictionary<String, ?> properties) {
        Settings wanted = Settings.of(properties);
        if (closed || wanted.equals(settings)) {
            return;
        }
        leave();
        try {
            if (!wanted.isEmpty()) {
                join(wanted.options());
                settings = wanted;
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("The configuration {} joins no cluster: {}. Right are {}", PID, e.getMessage(), Settings.RIGHT);
        } catch (ClusterException e) {
            LOG.warn("The configuration {} is right, but no cluster was joined; it is tried again when the configuration is updated",
                    PID, e);
        }
    }

    private void join(ClusterOptions options) {
        Cluster joined = Cluster.join(options);
        cluster = joined;
        Dictionary<String, String> named = new Hashtable<>();
        named.put("name", options.name());
        service = context.registerService(Cluster.class, joined, named);
    }

    /** The service goes first, so that its users can withdraw what they have published. */
    private void leave() {
        settings = Settings.of(null);
        if (service != null) {
            service.unregister();
            service = null;
        }
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    private synchronized void close() {
        closed = true;
        leave();
    }
}
