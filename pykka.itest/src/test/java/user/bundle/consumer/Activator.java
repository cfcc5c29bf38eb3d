package user.bundle.consumer;

import java.util.List;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import user.client.Client;
import user.face.Calculator;

/** Uses the calculator, and tells by a type of the JDK what came back. */
public final class Activator implements BundleActivator, Supplier<List<String>> {
    private BundleContext context;

    @Override
    public void start(BundleContext started) {
        context = started;
        context.registerService(Supplier.class, this, null);
    }

    @Override
    public List<String> get() {
        ServiceReference<Calculator> service = context.getServiceReference(Calculator.class);
        try {
            return Client.use(context.getService(service));
        } finally {
            context.ungetService(service);
        }
    }

    @Override
    public void stop(BundleContext stopped) {
        // nothing to do
    }
}
