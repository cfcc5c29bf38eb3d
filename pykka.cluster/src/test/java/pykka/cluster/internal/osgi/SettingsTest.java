package pykka.cluster.internal.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pykka.cluster.ClusterOptions;

/** Texts of a configuration as options. */
class SettingsTest {
    private static ClusterOptions options(Map<String, ?> properties) {
        return Settings.of(new Hashtable<>(properties)).options();
    }

    @Test
    void eachKeyIsAnOption() throws Exception {
        ClusterOptions options = options(Map.of("name", "street", "host", "127.0.0.2", "port", "7900",
                "members", "127.0.0.1:1, 127.0.0.1:2", "nodeName", "shop", "detection", "500s", "askLimit", "5ms",
                "maxQueued", "5000000000", "maxMessage", "70", "allow", "com.acme., com.other.Order"));
        assertEquals("street", options.name());
        assertEquals("127.0.0.2", options.address().getHostAddress());
        assertEquals(7900, options.port());
        assertEquals(List.of(new InetSocketAddress("127.0.0.1", 1), new InetSocketAddress("127.0.0.1", 2)), options.members());
        assertEquals("shop", options.nodeName());
        assertEquals(Duration.ofSeconds(500), options.detection());
        assertEquals(Duration.ofMillis(5), options.askLimit());
        assertEquals(5_000_000_000L, options.maxQueued());
        assertEquals(70, options.maxMessage());
        assertEquals(List.of("com.acme.", "com.other.Order"), options.allowed());
    }

    @Test
    void configurationOfJGroupsIsAUrl() throws Exception {
        assertEquals(URI.create("file:/etc/jgroups.xml").toURL(),
                options(Map.of("name", "street", "insecure", "true", "configuration", "file:/etc/jgroups.xml")).configuration());
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        ClusterOptions usual = ClusterOptions.named("street");
        ClusterOptions options = options(Map.of("name", "street", "host", ""));
        assertEquals(usual.address(), options.address());
        assertEquals(usual.port(), options.port());
        assertEquals(usual.detection(), options.detection());
    }

    @Test
    void valuesMayBeNumbersAndArrays() {
        ClusterOptions options = options(Map.of("name", "street", "port", 0, "allow", new String[] {"a.", "b."},
                "members", List.of("127.0.0.1:1", "127.0.0.1:2")));
        assertEquals(0, options.port());
        assertEquals(List.of("a.", "b."), options.allowed());
        assertEquals(2, options.members().size());
    }

    @Test
    void keyStoreThatCannotBeReadIsWrong() {
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class,
                () -> options(Map.of("name", "street", "keyStore", "/nowhere.p12", "keyStorePassword", "secret")));
        assertTrue(wrong.getMessage().startsWith("keyStore = /nowhere.p12 (Cannot read the key store"), wrong::getMessage);
    }

    @Test
    void settingsWithoutANameAreWrong() {
        assertEquals("there is no name",
                assertThrows(IllegalArgumentException.class, () -> options(Map.of("port", "0"))).getMessage());
    }
}
