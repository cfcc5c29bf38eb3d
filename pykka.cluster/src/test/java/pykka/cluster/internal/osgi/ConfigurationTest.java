package pykka.cluster.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import pykka.api.Registration;
import pykka.cluster.Cluster;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** What becomes of a configuration; the framework is a list of services. */
class ConfigurationTest {
    private final List<Object> services = new ArrayList<>();
    private final BundleContext context = fake(BundleContext.class, arguments -> {
        services.add(arguments[1]);
        return fake(ServiceRegistration.class, none -> services.remove(arguments[1]));
    });
    private final Activator activator = new Activator();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Registration log = Recorder.listen(records::add);

    private interface Body {
        @Nullable Object run(Object[] arguments);
    }

    /** All of its methods do the same. */
    private static <T> T fake(Class<T> type, Body body) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            Object result = body.run(arguments);
            return method.getReturnType() == void.class ? null : result;
        }));
    }

    private ManagedService configuration;

    @BeforeEach
    void start() {
        activator.start(context);
        configuration = (ManagedService) services.get(0);
    }

    private Cluster joined() throws ConfigurationException {
        configuration.updated(named());
        return cluster();
    }

    private @Nullable Cluster cluster() {
        return (Cluster) services.stream().filter(Cluster.class::isInstance).findFirst().orElse(null);
    }

    private static Hashtable<String, Object> named(String... more) {
        Hashtable<String, Object> all = new Hashtable<>(Map.of("service.pid", "pykka.cluster", "name", "test", "port", 0));
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @AfterEach
    void stop() {
        activator.stop(context);
        log.close();
    }

    @Test
    void configurationWithANameJoinsAndOffersTheCluster() throws Exception {
        configuration.updated(named("nodeName", "shop"));
        assertEquals("shop", cluster().self().name());
    }

    @Test
    void configurationThatSaysNothingJoinsNothingAndIsNotWrong() throws Exception {
        configuration.updated(null);
        configuration.updated(new Hashtable<>(Map.of("service.pid", "pykka.cluster", "name", " ")));
        assertEquals(1, services.size());
        assertEquals(List.of(), warnings());
    }

    @Test
    void configurationThatChangesLeavesAndJoinsAnew() throws Exception {
        Cluster first = joined();
        configuration.updated(named("nodeName", "other"));
        assertNotSame(first, cluster());
        assertEquals(2, services.size());
        assertClosed(first);
    }

    private static void assertClosed(Cluster cluster) {
        assertThrows(IllegalStateException.class, () -> cluster.whenPublished("any"));
    }

    @Test
    void configurationThatComesAgainIsNotJoinedAnew() throws Exception {
        Cluster first = joined();
        configuration.updated(named("felix.fileinstall.filename", "pykka.cluster.cfg"));
        assertSame(first, cluster());
    }

    @Test
    void configurationThatIsDeletedLeaves() throws Exception {
        Cluster first = joined();
        configuration.updated(null);
        assertEquals(1, services.size());
        assertClosed(first);
    }

    @Test
    void bundleThatStopsLeavesAndJoinsNoMore() throws Exception {
        Cluster first = joined();
        activator.stop(context);
        assertClosed(first);
        configuration.updated(named("nodeName", "late"));
        assertEquals(1, services.size());
    }

    @Test
    void wrongValuesAreToldInOneWarningThatListsTheRightOnesAndNothingIsJoined() throws Exception {
        configuration.updated(named("port", "many", "detection", "10", "askLimit", "0s", "maxQueued", "0", "maxMessage", "big",
                "members", "here", "insecure", "yes", "membrs", "x", "keyStorePassword", "secret", "configuration", "nowhere"));
        assertEquals(1, services.size());
        String said = String.join("\n", warnings());
        for (String wrong : List.of("port = many", "detection = 10 ", "askLimit = 0s", "maxQueued = 0", "maxMessage = big",
                "members = here", "insecure = yes", "no key membrs", "keyStore and keyStorePassword need each other",
                "configuration = nowhere", Settings.RIGHT)) {
            assertTrue(said.contains(wrong), wrong + " in " + said);
        }
        assertEquals(1, warnings().size());
        assertFalse(said.contains("secret"));
    }

    @Test
    void configurationThatWouldLetStrangersInIsAWarning() throws Exception {
        configuration.updated(named("host", "0.0.0.0"));
        assertEquals(1, services.size());
        assertTrue(warnings().get(0).contains("where strangers can join it"), () -> warnings().toString());
    }

    @Test
    void configurationThatCouldNotJoinIsTriedAgainWhenItComesAgain() throws Exception {
        Hashtable<String, Object> taken;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            taken = named("port", Integer.toString(socket.getLocalPort()));
            configuration.updated(taken);
            assertEquals(1, services.size());
            assertEquals(1, warnings().size());
        }
        configuration.updated(taken);
        assertEquals(2, services.size());
    }

    private List<String> warnings() {
        return records.stream().filter(record -> record.level().equals("WARN")).map(LogRecord::message).toList();
    }
}
