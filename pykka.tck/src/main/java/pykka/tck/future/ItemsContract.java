package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What has items for filter and reduce. */
@Contract
class ItemsContract extends Conformance {
    ItemsContract(String runtime) {
        super(runtime);
    }

    /** Made anew for each test: some can be gone through once only. */
    static Stream<Arguments> items() {
        return Stream.of(
                arguments(named("a list", List.of(1, 2, 3))),
                arguments(named("an iterable", (Iterable<Integer>) () -> List.of(1, 2, 3).iterator())),
                arguments(named("an iterator", List.of(1, 2, 3).iterator())),
                arguments(named("a stream", Stream.of(1, 2, 3))),
                arguments(named("a stream of int", IntStream.of(1, 2, 3))),
                arguments(named("an array", new Integer[] {1, 2, 3})),
                arguments(named("an array of int", new int[] {1, 2, 3})));
    }

    static Stream<Arguments> nothing() {
        return Stream.of(
                arguments(named("a list", List.of())),
                arguments(named("an iterator", List.of().iterator())),
                arguments(named("a stream", Stream.of())),
                arguments(named("a stream of int", IntStream.of())),
                arguments(named("an array", new String[0])),
                arguments(named("an array of long", new long[0])));
    }

    @ParameterizedTest
    @MethodSource("items")
    void filterTakesWhateverHasItems(Object items) {
        Future<List<Integer>> filtered = Futures.of(items).filter((Integer x) -> x > 1);
        assertEquals(List.of(2, 3), filtered.get());
        assertEquals(List.of(2, 3), filtered.get());
    }

    @ParameterizedTest
    @MethodSource("items")
    void reduceTakesWhateverHasItems(Object items) {
        Future<Integer> reduced = Futures.of(items).reduce((Integer a, Integer b) -> 10 * a + b);
        assertEquals(123, reduced.get());
        assertEquals(123, reduced.get());
    }

    @ParameterizedTest
    @MethodSource("items")
    void reduceWithAnInitialValueTakesWhateverHasItems(Object items) {
        assertEquals(4123, Futures.of(items).reduce((Integer a, Integer b) -> 10 * a + b, 4).get());
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void filterOfNothingIsNothing(Object nothing) {
        assertEquals(List.of(), Futures.of(nothing).filter(x -> true).get());
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void reduceOfNothingWithoutAnInitialValueFails(Object nothing) {
        assertThrows(NoSuchElementException.class, Futures.of(nothing).reduce(Integer::sum)::get);
    }

    @ParameterizedTest
    @MethodSource("nothing")
    void reduceOfNothingWithAnInitialValueIsThat(Object nothing) {
        assertEquals(5, Futures.of(nothing).reduce(Integer::sum, 5).get());
    }

    @Test
    void initialValueMayBeNull() {
        assertNull(Futures.of(List.of()).reduce((a, b) -> a, null).get());
    }

    @Test
    void reduceOfOneItemIsThatAndCallsNoFunction() {
        assertEquals("one", Futures.of(List.of("one")).reduce((a, b) -> {
            throw new AssertionError("called");
        }).get());
    }

    @Test
    void itemsMayBeNull() {
        List<Integer> items = Arrays.asList(1, null, 3);
        assertEquals(items, Futures.of(items).filter(x -> true).get());
        assertEquals(4, Futures.of(items).reduce((Integer sum, Integer x) -> x == null ? sum : Integer.valueOf(sum + x)).get());
        assertNull(Futures.of(items).reduce((Integer last, Integer x) -> null, 0).get());
    }

    @Test
    void filterGivesAnUnmodifiableListThatIsNotTheSource() {
        List<Integer> source = Arrays.asList(1, 2, 3);
        List<Integer> filtered = Futures.filter(Futures.of(source), (Integer x) -> true).get();
        assertThrows(UnsupportedOperationException.class, () -> filtered.set(0, 4));
        source.set(0, 4);
        assertEquals(List.of(1, 2, 3), filtered);
    }

    @Test
    void whatHasNoItemsIsNamed() {
        assertNotIterable("null", null);
        assertNotIterable("java.lang.String", "text");
        assertNotIterable("java.util.concurrent.ConcurrentHashMap", new ConcurrentHashMap<>(Map.of(1, 2)));
        assertNotIterable("java.lang.Object", new Object());
        assertNotIterable("pykka.tck.future.ItemsContract", this);
    }

    private static void assertNotIterable(String name, Object value) {
        for (Future<?> derived : List.of(Futures.of(value).filter(x -> true), Futures.of(value).reduce((a, b) -> a),
                Futures.of(value).reduce((a, b) -> a, 1))) {
            ClassCastException e = assertThrows(ClassCastException.class, derived::get);
            assertEquals(name + " is not iterable", e.getMessage());
        }
    }

    @Test
    void failureOfTheIterationIsKept() {
        IllegalStateException failure = new IllegalStateException();
        Iterable<Integer> broken = () -> {
            throw failure;
        };
        Future<List<Integer>> filtered = Futures.filter(Futures.of(broken), (Integer x) -> true);
        assertEquals(failure, assertThrows(IllegalStateException.class, filtered::get));
        assertEquals(failure, assertThrows(IllegalStateException.class, filtered::get));
    }
}
