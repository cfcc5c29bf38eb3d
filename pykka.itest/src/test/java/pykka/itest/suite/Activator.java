package pykka.itest.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs the contract suite in the framework that starts this, on a thread of its own. */
public final class Activator implements BundleActivator {
    @Override
    public void start(BundleContext context) throws Exception {
        List<Class<?>> classes = contracts(context);
        Bundle system = context.getBundle(0);
        String where = system.getSymbolicName() + " " + system.getVersion() + ", JDK " + System.getProperty("java.runtime.version");
        Path file = Path.of(System.getProperty("pykka.itest.file"));
        Thread thread = new Thread(() -> run(where, classes, file), "suite");
        thread.setContextClassLoader(Activator.class.getClassLoader());
        thread.start();
    }

    private static void run(String where, List<Class<?>> classes, Path file) {
        try {
            Suite.run(where, classes, false, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Class<?>> contracts(BundleContext context) throws ClassNotFoundException {
        Bundle tck = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals("pykka.tck"))
                .findFirst().orElseThrow();
        List<Class<?>> classes = new ArrayList<>();
        for (URL entry : Collections.list(tck.findEntries("pykka/tck", "*Contract.class", true))) {
            if (entry.getPath().contains("/Whole")) {
                continue; // see ContractSuite
            }
            String path = entry.getPath();
            String name = path.substring(path.indexOf("pykka/"), path.length() - ".class".length()).replace('/', '.');
            if (!tck.loadClass(name).isAnnotation()) {
                classes.add(tck.loadClass(name));
            }
        }
        return classes;
    }

    @Override
    public void stop(BundleContext context) {
        // the suite was over, or the JVM ends
    }
}
