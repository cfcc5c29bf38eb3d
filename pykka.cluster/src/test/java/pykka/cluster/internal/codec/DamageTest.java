package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Basket;
import com.acme.shop.Shop.Color;
import com.acme.shop.Shop.Held;
import com.acme.shop.Shop.Line;
import com.acme.shop.Shop.Order;
import com.acme.shop.Shop.Pair;
import com.acme.shop.Shop.SoldOut;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.cluster.ClusterException;

/** Bytes that are not what was sent give a value or a ClusterException, or end early; never anything else. */
class DamageTest {
    private static final long MOST_ALLOCATED = 64 << 20;

    private final Wire wire = new Wire();
    private final Asked asked = new Asked();
    private final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Object> messages() {
        Order order = new Order(7, "Ann", 2, List.of(new Line("tea", new BigDecimal("1.50"), Color.RED),
                new Line("milk", BigDecimal.TEN, Color.GREEN)));
        Basket basket = new Basket();
        basket.contents.put("a", new ArrayList<>(List.of(1, "x", order)));
        basket.other = new int[] {1, 2, 3};
        SoldOut soldOut = new SoldOut("none", null, new IOException("x"));
        soldOut.setStackTrace(new StackTraceElement[] {new StackTraceElement("A", "b", "A.java", 1)});
        soldOut.getCause().setStackTrace(soldOut.getStackTrace());
        return Stream.of("some text \u20ac", order, new Pair(order, order), new TreeMap<>(Map.of("a", List.of(1, 2), "b", Set.of(3))),
                new Object[] {new long[] {1, 2}, new String[] {"x", null}, new HashSet<>(List.of(1, 2, 3)), new HashMap<>(Map.of(1, 2))},
                basket, new Held(new TreeMap<>(Map.of("k", order))), soldOut,
                new Held(new Object[] {new HashSet<>(List.of("a", "b")), new java.util.ArrayDeque<>(List.of(1)), List.of(1, 2, 3),
                    java.util.EnumSet.of(Color.RED), new java.util.PriorityQueue<>(List.of(1, 2))}));
    }

    private void read(byte[] bytes, String what) {
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            wire.read(bytes, asked);
        } catch (ClusterException | IOException e) {
            // one of the two that may be
        } catch (Throwable e) {
            throw new AssertionError(what, e);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < MOST_ALLOCATED, what + " allocates " + allocated);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachByteMayBeAnother(Object message) {
        byte[] bytes = wire.write(message);
        for (int at = 0; at < bytes.length; at++) {
            byte right = bytes[at];
            for (int value = 0; value < 256; value += at < 40 ? 1 : 51) {
                bytes[at] = (byte) value;
                read(bytes, "byte " + at + " is " + value);
            }
            for (int bit = 0; bit < 8; bit++) {
                bytes[at] = (byte) (right ^ 1 << bit);
                read(bytes, "byte " + at + " with another bit " + bit);
            }
            bytes[at] = right;
        }
        onlyOurs();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theBytesMayEndAnywhere(Object message) {
        byte[] bytes = wire.write(message);
        for (int length = 0; length < bytes.length; length++) {
            read(Arrays.copyOf(bytes, length), "the first " + length);
            byte[] framed = Arrays.copyOf(bytes, Math.max(5, length));
            byte[] lying = Wire.framed(framed[0], Arrays.copyOfRange(framed, 5, framed.length));
            read(lying, "the first " + length + " with their length");
        }
        onlyOurs();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void manyBytesMayBeOthers(Object message) {
        byte[] right = wire.write(message);
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = right.clone();
            for (int n = 2 + random.nextInt(6); n > 0; n--) {
                int at = 5 + random.nextInt(bytes.length - 5);
                bytes[at] = random.nextBoolean() ? (byte) random.nextInt() : bytes[5 + random.nextInt(bytes.length - 5)];
            }
            read(bytes, "turn " + i);
        }
        onlyOurs();
    }

    private void onlyOurs() {
        assertEquals(List.of(), asked.names.stream().filter(name -> !name.startsWith("com.acme.") && !name.startsWith("java.")
                && !name.startsWith("pykka.api.")).toList());
    }
}
