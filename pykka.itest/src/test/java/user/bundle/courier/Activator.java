package user.bundle.courier;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.api.spi.ContextCarrier;

/** Registers the carrier as a service, where no file declares it. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(ContextCarrier.class, new Courier(), null);
    }

    @Override
    public void stop(BundleContext context) {}
}
