package pykka.debug.internal;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import pykka.debug.Switches;

/** Called by an OSGi framework; not used outside one. */
public final class Activator implements BundleActivator {
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        Installed.open();
        String text = context.getProperty(Switches.PROPERTY);
        if (text != null) {
            Switches.open(text);
        }
    }

    /** Closes all that is installed, by this bundle or by others. */
    @Override
    public void stop(BundleContext context) {
        Installed.close();
    }
}
