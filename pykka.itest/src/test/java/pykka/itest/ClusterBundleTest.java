package pykka.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Two frameworks in this JVM, each with pykka.cluster, which is configured as Configuration Admin does it. */
@ParameterizedClass
@EnumSource
class ClusterBundleTest {
    private static final int ROUNDS = Math.max(1, Integer.getInteger("pykka.itest.rounds", 10) / 5);
    private static final String CLUSTER = "pykka.cluster.Cluster";

    private final Osgi osgi;
    private World one;
    private World two;

    @TempDir
    Path directory;

    ClusterBundleTest(Osgi osgi) {
        this.osgi = osgi;
    }

    @BeforeEach
    void startTheFrameworks() throws Exception {
        one = world("one");
        two = world("two");
        String port = configure(one, "nodeName", "one");
        configure(two, "nodeName", "two", "members", port);
    }

    @AfterEach
    void stopTheFrameworks() throws Exception {
        two.close();
        one.close();
    }

    private World world(String name) throws Exception {
        World world = new World(osgi, Files.createDirectory(directory.resolve(name)), Map.of());
        world.install(Jars.bundle("org.osgi.service.cm"));
        startCluster(world);
        return world;
    }

    private static void startCluster(World world) throws Exception {
        world.install(Jars.JGROUPS).start();
        world.install(Jars.CLUSTER).start();
    }

    /** Returns where the node listens. */
    private static String configure(World world, String... texts) throws Exception {
        String port = Ports.free(1).get(0).toString();
        Dictionary<String, Object> all = new Hashtable<>(Map.of("name", "street", "port", port, "allow", "user.bundle."));
        for (int i = 0; i < texts.length; i += 2) {
            all.put(texts[i], texts[i + 1]);
        }
        update(world, all);
        return "127.0.0.1:" + port;
    }

    private static void update(World world, Dictionary<String, Object> properties) throws Exception {
        Object service = World.service(world.get("pykka.cluster"));
        Method updated = service.getClass().getDeclaredMethod("updated", Dictionary.class);
        updated.setAccessible(true);
        updated.invoke(service, properties);
    }

    private static Bundle stall(World world) throws Exception {
        Bundle stall = world.install(world.bundle("user.bundle.stall", "pykka.api,pykka.cluster"));
        stall.start();
        return stall;
    }

    private static Object say(Bundle stall, String command) {
        return World.<Function<String, Object>>service(stall).apply(command);
    }

    private static void assertSoon(String expected, Bundle stall, String command) {
        assertTrue(World.eventually(() -> say(stall, command).equals(expected)), () -> command + ": " + say(stall, command));
    }

    private static ServiceReference<?> service(World world) {
        BundleContext context = world.framework.getBundleContext();
        return context.getServiceReference(CLUSTER);
    }

    @Test
    void bundleUsesWhatABundleOfAnotherFrameworkHasPublished() throws Exception {
        say(stall(one), "publish tea");
        assertEquals(List.of("RemoteRef", "Order[what=tea, count=98]"), say(stall(two), "buy tea"));
    }

    @Test
    void nameIsWithdrawnOnTheOtherNodeWhenTheBundleStops() throws Exception {
        Bundle seller = stall(one);
        Bundle buyer = stall(two);
        say(seller, "publish tea");
        assertSoon("[tea]", buyer, "names");
        seller.stop();
        assertSoon("[]", buyer, "names");
        assertNotNull(service(one));
    }

    @Test
    void bundleOfTheClusterThatStopsLeavesTheView() throws Exception {
        say(stall(one), "publish tea");
        Bundle buyer = stall(two);
        assertSoon("[tea]", buyer, "names");
        one.get("pykka.cluster").stop();
        assertNull(service(one));
        assertSoon("[]", buyer, "names");
    }

    @Test
    void clusterIsWithdrawnWhenTheConfigurationIsDeleted() throws Exception {
        update(one, null);
        assertNull(service(one));
        assertNotNull(service(two));
    }

    @Test
    void bundleThatPublishesAndFindsLeavesNothing() throws Exception {
        Bundle other = stall(two);
        say(other, "publish other");
        for (int i = 0; i < ROUNDS; i++) {
            WeakReference<ClassLoader> loader = use(other);
            assertTrue(World.isCollected(loader), "round " + i);
        }
    }

    private WeakReference<ClassLoader> use(Bundle other) throws Exception {
        Bundle stall = stall(one);
        say(stall, "publish tea");
        say(stall, "buy other");
        say(other, "buy tea");
        WeakReference<ClassLoader> loader = World.loader(stall);
        stall.uninstall();
        one.refresh(stall);
        return loader;
    }

    @Test
    void clusterItselfLeavesNothing() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            List<WeakReference<ClassLoader>> loaders = leave();
            for (WeakReference<ClassLoader> loader : loaders) {
                assertTrue(World.isCollected(loader), "round " + i + ": loader " + loaders.indexOf(loader));
            }
            startCluster(one);
            configure(one);
        }
    }

    private List<WeakReference<ClassLoader>> leave() throws Exception {
        Bundle stall = stall(one);
        say(stall, "publish tea");
        List<Bundle> all = List.of(one.get("pykka.cluster"), one.get("pykka.jgroups"), stall);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (Bundle bundle : all) {
            loaders.add(World.loader(bundle));
        }
        for (Bundle bundle : all) {
            bundle.uninstall();
        }
        one.refresh();
        return loaders;
    }
}
