package pykka.debug.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Called by an OSGi framework; not used outside one. */
public final class Activator implements BundleActivator {
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        Installed.open();
    }

    @Override
    public void stop(BundleContext context) {
        Installed.close();
    }
}
