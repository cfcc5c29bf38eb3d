package user.remote.guest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.remoteserviceadmin.EndpointDescription;
import org.osgi.service.remoteserviceadmin.ImportRegistration;
import org.osgi.service.remoteserviceadmin.RemoteServiceAdmin;
import user.remote.Till;

/** Uses a service of another framework, of which a service of this one says where it is. */
public final class Activator implements BundleActivator {
    private ImportRegistration imported;

    @Override
    @SuppressWarnings("unchecked") // what the other bundle has said
    public void start(BundleContext context) {
        Map<String, Object> endpoint = context.getService(context.getServiceReference(Map.class));
        RemoteServiceAdmin admin = context.getService(context.getServiceReference(RemoteServiceAdmin.class));
        imported = admin.importService(new EndpointDescription(endpoint));
        Till till = context.getService(context.getServiceReference(Till.class));
        context.registerService(Supplier.class, () -> use(till), null);
    }

    private static List<Object> use(Till till) {
        try {
            int first = till.pay(5).get(10, TimeUnit.SECONDS);
            int second = till.pay(2).get(10, TimeUnit.SECONDS);
            String failure = "none";
            try {
                till.open().get(10, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                failure = e.getCause().toString();
            }
            return List.of(first, second, failure);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop(BundleContext context) {
        imported.close();
    }
}
