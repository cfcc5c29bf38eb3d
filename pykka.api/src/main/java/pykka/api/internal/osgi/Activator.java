package pykka.api.internal.osgi;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import pykka.api.internal.actor.Host;
import pykka.api.internal.lifecycle.JvmExitHook;

/** Tracks the framework's bundles while this library's own bundle is active. */
public final class Activator implements BundleActivator {
    private BundleLifecycle bundles;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        bundles = new BundleLifecycle(context);
        bundles.open();
        Host.install(bundles);
        bundles.offer();
    }

    @Override
    public void stop(BundleContext context) {
        bundles.close();
        Host.uninstall();
        JvmExitHook.removeAll(); // the JVM would keep the hooks, and with them this class loader, reachable
    }
}
