package pykka.karaf.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** What the commands of clusters print, by a loader that does not have pykka.cluster. */
class ClustersTest {
    private final ClassLoader others = new ClassLoader(getClass().getClassLoader()) {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("pykka.cluster.") || name.startsWith("pykka.karaf.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    };

    private Object call(String method) throws Exception {
        URL here = Clusters.class.getProtectionDomain().getCodeSource().getLocation();
        Object context = Proxy.newProxyInstance(others, new Class<?>[] {BundleContext.class}, (proxy, called, arguments) -> List.of());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {here}, others)) {
            return loader.loadClass(Clusters.class.getName()).getMethod(method, BundleContext.class).invoke(null, context);
        }
    }

    @Test
    void missingSaysWhichFeatureIsNotThere() throws Exception {
        assertEquals(Optional.of("No cluster: the feature pykka-cluster is not installed"), call("missing"));
    }

    @Test
    void nodesAreNone() throws Exception {
        assertEquals(List.of(), call("nodes"));
    }

    @Test
    void namesAreNone() throws Exception {
        assertEquals(List.of(), call("names"));
    }
}
