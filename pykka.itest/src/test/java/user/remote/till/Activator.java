package user.remote.till;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.remoteserviceadmin.ExportRegistration;
import org.osgi.service.remoteserviceadmin.RemoteServiceAdmin;
import pykka.api.Actor;
import pykka.api.ActorRef;
import user.remote.Till;

/** Offers an actor's proxy to other frameworks, and says where it is. */
public final class Activator implements BundleActivator {
    private ExportRegistration export;

    /** The actor, whose methods have no futures. */
    public static final class TillActor extends Actor {
        private int cents;

        /** Adds to what is in it. */
        public int pay(int more) {
            cents += more;
            return cents;
        }

        /** Fails. */
        public String open() {
            throw new IllegalStateException("no key");
        }
    }

    @Override
    public void start(BundleContext context) {
        ActorRef<TillActor> till = Actor.start(TillActor::new);
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.exported.interfaces", "*");
        properties.put("service.exported.configs", "aries.tcp");
        properties.put("service.exported.intents", "osgi.async");
        properties.put("aries.rsa.hostname", "127.0.0.1");
        ServiceRegistration<Till> service = context.registerService(Till.class, till.proxy(Till.class), properties);
        // what a topology manager does, and discovery
        RemoteServiceAdmin admin = context.getService(context.getServiceReference(RemoteServiceAdmin.class));
        export = admin.exportService(service.getReference(), Map.of()).iterator().next();
        Map<String, Object> endpoint = export.getExportReference().getExportedEndpoint().getProperties();
        context.registerService(Supplier.class, () -> List.of(endpoint), null);
    }

    @Override
    public void stop(BundleContext context) {
        export.close();
    }
}
