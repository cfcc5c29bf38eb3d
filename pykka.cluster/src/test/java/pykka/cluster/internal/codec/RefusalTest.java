package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Basket;
import com.acme.shop.Shop.Held;
import com.acme.shop.Shop.Job;
import com.acme.shop.Shop.Pair;
import com.acme.shop.Shop.Plain;
import com.acme.shop.Shop.Positive;
import com.acme.shop.Shop.Socket;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.cluster.ClusterException;

/** What does not cross, with the reason and the remedy. */
class RefusalTest {
    private final Wire wire = new Wire();

    private String refused(Object value) {
        return assertThrows(ClusterException.class, () -> wire.write(value)).getMessage();
    }

    private String unread(byte[] bytes) {
        return assertThrows(ClusterException.class, () -> wire.read(bytes)).getMessage();
    }

    @Test
    void classesThatAreNotOnTheListAreRefusedWithTheRemedy() {
        String text = "is not on the list of classes that may be sent; allow its package on all nodes by"
                + " ClusterOptions.allow(\"org.junit.jupiter.api.\")";
        assertTrue(refused(org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS).endsWith(text));
        assertTrue(refused(new Held(org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS)).endsWith(text));
        assertTrue(refused(new org.junit.jupiter.api.TestInstance.Lifecycle[0]).endsWith(text));
        assertTrue(refused(new Held(Thread.State.NEW)).contains("java.lang.Thread$State may not be sent to another node: it is not"
                + " on the list"));
    }

    @Test
    void lambdasAreRefusedByName() {
        String text = "A lambda or method reference cannot be sent to another node: send a message, such as a record, or call a"
                + " method of a published interface";
        Runnable plain = () -> { };
        Job serializable = () -> "";
        assertEquals(text, refused(plain));
        assertEquals(text, refused(serializable));
        assertEquals(text, refused(new Pair(1, serializable)));
    }

    @Test
    void dynamicProxiesAreRefusedByName() {
        Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CharSequence.class}, (p, m, a) -> null);
        assertEquals("A dynamic proxy of java.lang.CharSequence cannot be sent to another node: send the ActorRef behind it",
                refused(proxy));
        assertEquals("A dynamic proxy cannot be sent to another node: send the ActorRef behind it",
                unread(Wire.framed(2, HexFormat.of().parseHex("aced0005737d"))));
    }

    @Test
    void whatIsNotSerializableIsRefusedByName() {
        assertEquals("The record com.acme.shop.Shop$Plain cannot be sent: it does not implement Serializable",
                refused(new Plain("x")));
        assertEquals("com.acme.shop.Shop$Socket cannot be sent to another node: it does not implement Serializable",
                refused(new Held(new Socket())));
        assertEquals("java.util.HashMap$KeySet cannot be sent to another node: it does not implement Serializable; copy it into an"
                + " ArrayList, a HashSet or a HashMap", refused(new HashMap<>(Map.of(1, 2)).keySet()));
        assertTrue(refused(new Thread()).startsWith("java.lang.Thread cannot be sent"));
    }

    @Test
    void tooMuchIsRefusedByTheSenderAndTheReader() throws Exception {
        Wire small = new Wire(Limits.ofBytes(1_000));
        String text = "The message is too big: it has more than 1000 bytes. Send it in parts, or raise ClusterOptions.maxMessage"
                + " on all nodes";
        assertEquals(text, assertThrows(ClusterException.class, () -> small.write("x".repeat(1_000))).getMessage());
        assertEquals(text, assertThrows(ClusterException.class, () -> small.write(new Held("x".repeat(950)))).getMessage());
        assertEquals("x".repeat(990), small.send("x".repeat(990)));
        byte[] big = wire.write("x".repeat(1_000));
        assertEquals("The message is too big to be read: it has 1003 bytes, and 1000 are allowed. Send it in parts, or raise"
                + " ClusterOptions.maxMessage on all nodes", assertThrows(ClusterException.class, () -> small.read(big)).getMessage());
    }

    @Test
    void depthIsRefusedByTheSender() throws Exception {
        Object list = "";
        for (int i = 0; i < 100; i++) {
            list = new ArrayList<>(List.of(list));
        }
        assertEquals(list, wire.send(list));
        assertEquals("The message is too deep: values stand within values at more than 100 levels", refused(List.of(list)));
    }

    @Test
    void aRecordMayRefuseItsComponents() {
        byte[] bytes = wire.write(new Positive(12345));
        bytes[bytes.length - 3] |= 1; // the sign
        String text = unread(bytes);
        assertTrue(text.startsWith("The record com.acme.shop.Shop$Positive refuses its components: java.lang.Illegal"), text);
    }

    @Test
    void classesThatTheReaderLacksAreNamed() {
        byte[] bytes = wire.write(new Positive(1));
        ClassLoader other = ClassLoader.getPlatformClassLoader();
        String text = assertThrows(ClusterException.class, () -> wire.read(bytes, other)).getMessage();
        assertTrue(text.startsWith("com.acme.shop.Shop$Positive is not known to the node that was to read it, to the loader "), text);
        byte[] serialized = wire.write(new Basket());
        assertTrue(assertThrows(ClusterException.class, () -> wire.read(serialized, other)).getMessage().contains("is not known to"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.evil.Gadget", "org.evil.Gadget$Recorded"})
    void aClassOutsideTheListIsNeitherLookedUpNorInitialized(String name) throws Exception {
        Wire open = new Wire(AllowList.of(List.of("org.evil.")), Wire.LIMITS);
        byte[] bytes;
        URL[] path = {getClass().getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader writer = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            Constructor<?> constructor = writer.loadClass(name).getDeclaredConstructors()[0];
            Object evil = constructor.getParameterCount() == 0 ? constructor.newInstance() : constructor.newInstance("x");
            bytes = open.write(evil);
        }
        byte[] serialized = bytes[0] == 2 ? bytes : null;
        System.clearProperty("org.evil.Gadget");
        Asked asked = new Asked();
        String text = assertThrows(ClusterException.class, () -> wire.read(bytes, asked)).getMessage();
        assertEquals(name + " is refused by the node that was to read it: it is not on the list of classes that may be sent; allow"
                + " its package on all nodes by ClusterOptions.allow(\"org.evil.\")", text);
        assertEquals(Set.of(), asked.names);
        assertNull(System.getProperty("org.evil.Gadget"));
        if (serialized != null) {
            open.read(bytes, asked);
            assertEquals("read", System.getProperty("org.evil.Gadget"), "the same bytes, where they are allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.invoke.SerializedLambda", "java.lang.reflect.Proxy", "java.net.URL",
        "java.rmi.server.UnicastRemoteObject", "java.rmi.server.RemoteObjectInvocationHandler", "java.rmi.registry.RegistryImpl_Stub",
        "javax.management.BadAttributeValueExpException", "javax.swing.event.EventListenerList", "javax.naming.CompositeName",
        "javax.script.ScriptEngineManager", "java.beans.EventHandler", "java.security.SignedObject",
        "sun.reflect.annotation.AnnotationInvocationHandler", "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "com.sun.rowset.JdbcRowSetImpl", "org.apache.commons.collections.functors.InvokerTransformer",
        "org.apache.commons.collections4.comparators.TransformingComparator", "org.apache.commons.beanutils.BeanComparator",
        "org.codehaus.groovy.runtime.ConvertedClosure", "clojure.lang.PersistentArrayMap", "org.jgroups.blocks.ReplicatedTree$Node",
        "pykka.cluster.internal.text.ForeignText", "[Ljava.lang.Thread;", "[[Ljava.net.URL;", "[Lorg.evil.Gadget", "[", "?", ""})
    void knownEntryPointsAreRefusedInEachPlace(String name) throws Exception {
        Asked asked = new Asked();
        for (int code : new int[] {0x73, 0x76, 0x7e, 0x75}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(0xaced0005);
            out.writeByte(code);
            out.writeByte(0x72);
            out.writeUTF(name);
            out.write(new byte[8 + 1 + 2]);
            out.writeByte(0x78);
            out.writeByte(0x70);
            refusedOrNonsense(asked, Wire.framed(2, bytes.toByteArray()), name);
        }
        byte[] latin = name.getBytes(StandardCharsets.ISO_8859_1);
        for (byte tag : new byte[] {Tag.RECORD, Tag.ENUM, Tag.OBJECTS}) {
            for (int record = 0; record < 2; record++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                bytes.write(tag);
                bytes.write(record);
                bytes.write(latin.length << 1 & 0x7f | (latin.length > 63 ? 0x80 : 0));
                if (latin.length > 63) {
                    bytes.write(latin.length >> 6);
                }
                bytes.writeBytes(latin);
                refusedOrNonsense(asked, Wire.framed(1, bytes.toByteArray()), name);
            }
        }
        assertEquals(Set.of(), asked.names);
    }

    private void refusedOrNonsense(Asked asked, byte[] bytes, String name) throws IOException {
        String text = assertThrows(ClusterException.class, () -> wire.read(bytes, asked)).getMessage();
        assertTrue(text.contains("is refused by the node that was to read it"), name + ": " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "com.", "java.", "java.util.", "java.lang.", "java.util.concurrent.", "com acme.", "com.acme.*",
        "java.lang.invoke.SerializedLambda", "java.net.URL", "javax.", "sun.misc.", "org.apache.", "pykka.cluster.internal.",
        "org.jgroups."})
    void namesThatAllowTooMuchAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> AllowList.of(List.of(name)));
    }

    @Test
    void whatIsNeverSentIsRefusedInAPackageThatIsAllowed() {
        AllowList list = AllowList.of(List.of("pykka.cluster."));
        assertTrue(list.allows("pykka.cluster.Order"));
        assertTrue(!list.allows("pykka.cluster.internal.text.ForeignText"));
    }

    @Test
    void aClassOfTheUserAllowsThoseNestedInItAlone() {
        AllowList list = AllowList.of(List.of("com.acme.Order", "java.util.IdentityHashMap"));
        assertTrue(list.allows("com.acme.Order"));
        assertTrue(list.allows("com.acme.Order$Line"));
        assertTrue(list.allows("[[Lcom.acme.Order;"));
        assertTrue(list.allows("java.util.IdentityHashMap"));
        assertTrue(!list.allows("com.acme.Orders"));
        assertTrue(!list.allows("com.acme.order.Line"));
    }
}
