package pykka.cluster.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.shop.Shop.Basket;
import com.acme.shop.Shop.Held;
import com.acme.shop.Shop.Only;
import com.acme.shop.Shop.Pair;
import com.acme.shop.Shop.Watched;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.cluster.ClusterException;

/** What arrives is what was sent. */
class RoundTripTest {
    private final Wire wire = new Wire(Limits.ofBytes(8 << 20));

    private Object serialized(Object value) throws IOException {
        byte[] bytes = wire.write(value);
        assertEquals(2, bytes[0], "Java serialization");
        return wire.read(bytes);
    }

    @Test
    void valuesOfAllKindsArriveAsTheyWere() throws Exception {
        int compact = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Object value = new RandomValues(seed).any(seed % 7);
            byte[] bytes = wire.write(value);
            compact += bytes[0] == 1 ? 1 : 0;
            assertTrue(Same.same(value, wire.read(bytes)), "seed " + seed);
        }
        assertEquals(30_000, compact);
    }

    @Test
    void valuesBesideOneWithoutCompactFormArriveAsTheyWere() throws Exception {
        for (int seed = 0; seed < 5_000; seed++) {
            RandomValues random = new RandomValues(seed);
            Object value = new Pair(random.odd(), random.any(seed % 5));
            assertTrue(Same.same(value, serialized(value)), "seed " + seed);
        }
    }

    @Test
    void whatIsReadIsWrittenTheSameAgain() throws Exception {
        for (int seed = 0; seed < 5_000; seed++) {
            byte[] bytes = wire.write(new RandomValues(seed).any(5));
            assertEquals(bytes.length, wire.write(wire.read(bytes)).length, "seed " + seed);
        }
    }

    @Test
    void bigSetsAndMapsOfStayUnmodifiable() throws Exception {
        Set<Integer> set = IntStream.range(0, 1_000).boxed().collect(Collectors.toUnmodifiableSet());
        Map<Integer, Integer> map = set.stream().collect(Collectors.toUnmodifiableMap(i -> i, i -> i));
        assertEquals(set, wire.send(set));
        assertEquals(map, wire.send(map));
        @SuppressWarnings("unchecked")
        Set<Integer> come = (Set<Integer>) wire.send(set);
        assertThrows(UnsupportedOperationException.class, () -> come.add(1));
    }

    @Test
    void nullsOfAStreamsListArrive() throws Exception {
        List<String> list = Stream.of("a", null).toList();
        assertEquals(list, wire.send(list));
    }

    @Test
    void refsAreTheSameOnTheirReturn() throws Exception {
        ActorRef<?> ref = Wire.ref();
        assertSame(ref, wire.send(ref));
        Watched compact = (Watched) wire.send(new Watched(ref, List.of(ref)));
        assertSame(ref, compact.ref());
        assertSame(ref, compact.others().get(0));
        Held serialized = (Held) serialized(new Held(new Object[] {ref, new ActorRef<?>[] {ref}}));
        assertSame(ref, ((Object[]) serialized.value())[0]);
        assertSame(ref, ((ActorRef<?>[]) ((Object[]) serialized.value())[1])[0]);
        assertSame(ref, ((ActorRef<?>[]) wire.send(new ActorRef<?>[] {ref}))[0]);
    }

    @Test
    void collectionsThatHoldThemselvesArrive() throws Exception {
        List<Object> list = new ArrayList<>();
        list.add(list);
        List<?> come = (List<?>) wire.send(list);
        assertSame(come, come.get(0));
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        map.put("array", new Object[] {map});
        Map<?, ?> other = (Map<?, ?>) wire.send(map);
        assertSame(other, other.get("self"));
        assertSame(other, ((Object[]) other.get("array"))[0]);
    }

    @Test
    void objectsThatHoldThemselvesArrive() throws Exception {
        Basket basket = new Basket();
        basket.contents.put("self", basket);
        basket.other = basket;
        Basket come = (Basket) serialized(basket);
        assertSame(come, come.other);
        assertSame(come, come.contents.get("self"));
    }

    @Test
    void aRecordThatHoldsItselfIsRefused() {
        List<Object> list = new ArrayList<>();
        list.add(new Pair(list, null));
        Object record = list.get(0);
        ClusterException e = assertThrows(ClusterException.class, () -> wire.write(record));
        assertEquals("A value of com.acme.shop.Shop$Pair holds itself: it cannot be sent", e.getMessage());
    }

    @Test
    void valuesThatStandTwiceAreStillOne() throws Exception {
        Pair shared = new Pair("a", new int[] {1});
        Pair come = (Pair) wire.send(new Pair(shared, shared));
        assertSame(come.left(), come.right());
        assertNotSame(shared, come.left());
        Pair serialized = (Pair) ((Held) serialized(new Held(new Pair(shared, shared)))).value();
        assertSame(serialized.left(), serialized.right());
    }

    @Test
    void classesWithReadObjectAndReadResolveAreReadByThem() throws Exception {
        Basket basket = new Basket();
        basket.contents.put("a", List.of(Optional.of(1), 2));
        Basket come = (Basket) serialized(basket);
        assertEquals(basket, come);
        assertEquals(1, come.reads);
        assertSame(Only.ONE, serialized(Only.ONE));
    }

    @Test
    void collectionsOfTheJdkArriveBesideObjects() throws Exception {
        Object[] values = {new ArrayDeque<>(List.of(1)), EnumSet.of(TimeUnit.DAYS), new ConcurrentHashMap<>(Map.of("a", 1)),
            Arrays.asList(1, null), Set.of(1), Map.of(1, 2), List.of(1, 2, 3), new HashSet<>(List.of(1)), Optional.of("x"),
            TimeUnit.DAYS, String.class, int.class, new long[3][3]};
        Object[] come = (Object[]) ((Held) serialized(new Held(values))).value();
        for (int i = 1; i < values.length - 1; i++) {
            assertEquals(values[i], come[i]);
        }
        assertEquals(1, ((ArrayDeque<?>) come[0]).peek());
        assertTrue(Arrays.deepEquals((long[][]) values[values.length - 1], (long[][]) come[values.length - 1]));
    }
}
