package pykka.itest;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The frameworks. Each is in a class loader of its own, so that both can be in one JVM, with the types of OSGi in common. */
enum Osgi {
    FELIX("org.apache.felix.framework", "org.apache.felix.framework.FrameworkFactory"),
    EQUINOX("org.eclipse.osgi", "org.eclipse.osgi.launch.EquinoxFactory");

    /** They log at level INFO what they do; kept, for a logger that nobody keeps forgets its level. */
    private static final List<Logger> QUIET = Stream.of("org.apache.aries", "org.ops4j").map(Logger::getLogger).toList();

    /** The framework's jar. */
    final Path jar;
    /** Makes frameworks; its class is in that jar. */
    final FrameworkFactory factory;

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }

    Osgi(String bundle, String factory) {
        this.jar = Jars.bundle(bundle);
        try {
            URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, Osgi.class.getClassLoader());
            this.factory = (FrameworkFactory) loader.loadClass(factory).getConstructor().newInstance();
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a framework in this JVM. */
    Framework start(Path storage, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        Framework framework = factory.newFramework(all);
        framework.start();
        return framework;
    }

    /** The symbolic name and the version of its system bundle. */
    String identity() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Attributes headers = file.getManifest().getMainAttributes();
            return headers.getValue(Constants.BUNDLE_SYMBOLICNAME).replaceFirst(";.*", "") + " "
                    + headers.getValue(Constants.BUNDLE_VERSION);
        }
    }

    /** What the service of a bundle says. */
    static List<?> ask(Bundle bundle) {
        for (ServiceReference<?> service : bundle.getRegisteredServices()) {
            if (bundle.getBundleContext().getService(service) instanceof Supplier<?> supplier) {
                return (List<?>) supplier.get();
            }
        }
        throw new AssertionError("no service of " + bundle);
    }
}
