package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Alike;
import com.acme.shop.Shop.Held;
import com.acme.shop.Shop.Pair;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.cluster.ClusterException;

/** Few bytes that would cost much: refused, soon, and without much memory. */
@Timeout(60)
class BombTest {
    private static final String TOO_MANY = "The message is refused: with what stands in several places counted in each, it has more"
            + " than 10000000 values, or its sets and maps have";
    private static final String TOO_DEEP = "The message is too deep: values stand within values at more than 100 levels";

    private final Wire wire = new Wire();
    /** A peer that holds to nothing. */
    private final Wire evil = new Wire(new Limits(8 << 20, 1_000, Integer.MAX_VALUE));
    private final com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private String unread(byte[] bytes) {
        long before = threads.getCurrentThreadAllocatedBytes();
        String text = assertThrows(ClusterException.class, () -> wire.read(bytes)).getMessage();
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 64 << 20, "allocates little");
        return text;
    }

    /** Sets of sets: each of the two in one stands in both of the level above, so each level doubles the work of hashing. */
    private static Set<Object> nested(int levels, Supplier<Set<Object>> maker) {
        Set<Object> root = maker.get();
        Set<Object> left = root;
        Set<Object> right = maker.get();
        List<Set<Object>[]> links = new ArrayList<>();
        for (int i = 0; i < levels; i++) {
            Set<Object> nextLeft = maker.get();
            Set<Object> nextRight = maker.get();
            nextLeft.add("one");
            // while they are nearly empty, they are hashed at once
            left.add(nextLeft);
            left.add(nextRight);
            right.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 30, 90})
    void setsOfSetsAreRefused(int levels) {
        byte[] serialized = Wire.serialized(nested(levels, HashSet::new));
        assertEquals(TOO_MANY, unread(serialized));
        assertTrue(serialized.length < 6_000, serialized.length + " bytes");
        assertEquals(TOO_MANY, assertThrows(ClusterException.class, () -> wire.write(nested(levels, HashSet::new))).getMessage());
    }

    @Test
    void setsOfSetsInTheCompactFormAreRefusedByTheReader() {
        byte[] bytes = evil.write(nested(25, HashSet::new));
        // the inner sets have been made, and hashed up to the limit
        assertEquals(TOO_MANY, assertThrows(ClusterException.class, () -> wire.read(bytes)).getMessage());
    }

    @Test
    void listsOfListsAreRefused() {
        List<Object> list = new ArrayList<>(List.of("x"));
        for (int i = 0; i < 25; i++) {
            list = new ArrayList<>(Arrays.asList(list, list));
        }
        assertEquals(TOO_MANY, unread(evil.write(list)));
        assertEquals(TOO_MANY, unread(Wire.serialized(list)));
    }

    @Test
    void aBigValueInManyKeysIsRefused() {
        List<Integer> big = new ArrayList<>(IntStream.range(0, 50_000).boxed().toList());
        Object[] sets = IntStream.range(0, 1_000).mapToObj(i -> new HashSet<>(Set.of(new Pair(big, i)))).toArray();
        assertEquals(TOO_MANY, unread(evil.write(sets)));
        assertEquals(TOO_MANY, unread(Wire.serialized(sets)));
    }

    @Test
    void aBigValueDeepInSetsIsRefused() {
        Object set = new ArrayList<>(Collections.nCopies(200_000, null));
        for (int i = 0; i < 60; i++) {
            set = new HashSet<>(Collections.singleton(set));
        }
        assertEquals(TOO_MANY, unread(evil.write(set)));
        assertEquals(TOO_MANY, unread(Wire.serialized(set)));
    }

    @Test
    void manyKeysOfOneHashCodeAreRefused() throws Exception {
        Set<Object> few = IntStream.rangeClosed(1, 1_000).mapToObj(Alike::new).collect(Collectors.toCollection(HashSet::new));
        assertEquals(few, wire.send(few));
        few.addAll(IntStream.rangeClosed(1, 3_000).mapToObj(Alike::new).toList());
        String text = "The message is refused: more than 1000 keys of a set or map have the same hash code";
        assertEquals(text, unread(wire.write(few)));
        assertEquals(text, unread(wire.write(few.stream().collect(Collectors.toMap(k -> k, k -> 1)))));
    }

    @Test
    void manyObjectsAsSerializedKeysAreRefused() throws Exception {
        Set<Object> keys = IntStream.range(0, 10_001).mapToObj(i -> new Pair(i, i)).collect(Collectors.toCollection(HashSet::new));
        String text = "The message is refused: beside objects of classes that are no records, a set or map has more than 10000 keys"
                + " that are no strings or numbers";
        assertEquals(text, unread(Wire.serialized(new Held(keys))));
        assertEquals(text, unread(Wire.serialized(new Object[] {keys.toArray(), keys})), "by reference");
        Map<Object, Object> map = keys.stream().collect(Collectors.toMap(k -> k, k -> 1));
        assertEquals(text, unread(Wire.serialized(map)));
        Map<Object, Object> values = keys.stream().collect(Collectors.toMap(k -> k.toString(), k -> k));
        assertEquals(values, wire.read(Wire.serialized(values)));
        Set<Integer> numbers = new HashSet<>(IntStream.range(0, 20_000).boxed().toList());
        assertEquals(numbers, wire.read(Wire.serialized(numbers)));
    }

    @Test
    void aSetOfThatProbesEachPlaceIsMadeOtherwise() throws Exception {
        int count = 10_000;
        Set<Object> set = IntStream.range(0, count).mapToObj(i -> i * 2 * count).collect(Collectors.toCollection(HashSet::new));
        byte[] bytes = wire.write(set);
        bytes[5] = Tag.SET_OF;
        Object come = wire.read(bytes);
        assertEquals(set, come);
        assertEquals(Collections.unmodifiableSet(set).getClass(), come.getClass());
        String text = unread(Wire.serialized(new Held(Set.copyOf(IntStream.range(0, 6_000).boxed().toList()))));
        assertTrue(text.contains("copy it into a HashSet"), text);
    }

    @Test
    void depthIsRefusedInBothForms() throws IOException {
        byte[] compact = new byte[200_000];
        for (int i = 0; i < compact.length; i += 2) {
            compact[i] = Tag.ARRAY_LIST;
            compact[i + 1] = 1;
        }
        assertEquals(TOO_DEEP, unread(Wire.framed(1, compact)));
        Object array = "";
        for (int i = 0; i < 500; i++) {
            array = new Object[] {array};
        }
        assertEquals(TOO_DEEP, unread(Wire.serialized(array)));
        ByteArrayOutputStream classes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(classes);
        out.writeInt(0xaced0005);
        out.writeByte(0x73);
        for (int i = 0; i < 10_000; i++) {
            out.writeByte(0x72);
            out.writeUTF("com.acme.shop.Shop");
            out.write(new byte[11]);
            out.writeByte(0x78);
        }
        assertTrue(unread(Wire.framed(2, classes.toByteArray())).contains("a class of too many classes"));
    }

    @ParameterizedTest
    @ValueSource(bytes = {Tag.STRING, Tag.ARRAY_LIST, Tag.LIST_OF, Tag.HASH_SET, Tag.SET_OF, Tag.HASH_MAP, Tag.TREE_MAP, Tag.BYTES,
        Tag.BOOLEANS, Tag.LONGS, Tag.DOUBLES, Tag.BIG_INTEGER})
    void lengthsThatTheBytesDoNotPayForAreRefused(byte tag) {
        for (String length : List.of("ffffffff07", "ffffffff0f", "feffffff0f", "ffffffffffffffff7f", "ffffffffffffffffff01", "20")) {
            byte[] number = java.util.HexFormat.of().parseHex(length);
            byte[] bytes = new byte[number.length + 9];
            bytes[0] = tag;
            System.arraycopy(number, 0, bytes, 1, number.length);
            assertTrue(unread(Wire.framed(1, bytes)).startsWith("The bytes of a message make no sense"), length);
        }
    }

    @Test
    void lengthsInSerializedBytesAreRefused() {
        Map<Object, Object> map = new HashMap<>(Map.of("aaaa", "b"));
        for (Object value : new Object[] {new int[] {1, 2}, new Object[] {"x"}, new ArrayList<>(List.of(1)), new HashSet<>(Set.of(1)),
            map, new java.util.ArrayDeque<>(List.of(1)), new java.util.PriorityQueue<>(List.of(1)), new java.util.Vector<>(List.of(1)),
            new java.util.Hashtable<>(Map.of(1, 1)), Collections.nCopies(3, "x"), List.of(1, 2, 3), new java.util.BitSet(9),
            new java.util.concurrent.CopyOnWriteArrayList<>(List.of(1))}) {
            byte[] bytes = Wire.serialized(value);
            for (int at = 9; at + 4 <= bytes.length; at++) {
                byte[] big = bytes.clone();
                big[at] = 0x7f;
                big[at + 1] = big[at + 2] = big[at + 3] = (byte) 0xf0;
                long before = threads.getCurrentThreadAllocatedBytes();
                try {
                    wire.read(big);
                } catch (ClusterException | IOException e) {
                    // as it should be
                }
                assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 64 << 20, value.getClass() + " at " + at);
            }
        }
    }

    @Test
    void stringsOfOneHashCodeAreSortedOut() throws Exception {
        List<String> keys = List.of("");
        for (int i = 0; i < 14; i++) {
            keys = keys.stream().flatMap(k -> Stream.of(k + "Aa", k + "BB")).toList();
        }
        Set<String> set = new HashSet<>(keys);
        assertEquals("The message is refused: more than 1000 keys of a set or map have the same hash code", unread(evil.write(set)));
        Object come = wire.read(Wire.serialized(new Held(set)));
        assertEquals(set, ((Held) come).value(), "which the JDK orders");
    }
}
