package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.testkit.StopActors;

/**
 * Each planted fault is found by each search, and repeated. With the property {@code pykka.faults} it prints how many orders that
 * took, the median of so many beginnings: {@code docs/testing.md} has the table, and the command.
 */
@ExtendWith(StopActors.class)
@Timeout(120)
class PlantedFaultTest {
    private static final int MOST = 20_000;
    private static final int BEGINNINGS = Integer.getInteger("pykka.faults", 1);

    /** A way to find an order, and the name of it. Depth-first has no beginnings: each is the same. */
    private record Way(String name, IntFunction<Search> from) {}

    private static final List<Way> WAYS = List.of(
            new Way("random", from -> numbers(from, false)),
            new Way("PCT", from -> numbers(from, true)),
            new Way("depth-first", from -> DepthFirst.deepening(Integer.MAX_VALUE, true)));

    private static Search numbers(int from, boolean priorities) {
        int[] made = new int[1];
        return () -> {
            long seed = from * 1_000_003L + made[0]++;
            return new Trial("Schedule", priorities ? Trial.priorities(seed) : Order.random(seed));
        };
    }

    /** Returns the first trial that fails, and how many there were, up to it. */
    private static Found find(Search search, PlantedFault fault) {
        int count = 1;
        for (Trial trial = search.next(); trial != null && count <= MOST; trial = search.next(), count++) {
            if (trial.run(fault, Allowed.NOTHING) != null) {
                return new Found(trial, count);
            }
        }
        throw new AssertionError(fault + " was not found in " + count + " orders");
    }

    private record Found(Trial trial, int count) {}

    @ParameterizedTest
    @EnumSource
    void faultIsFoundByEachSearchAndRepeated(PlantedFault fault) {
        for (Way way : WAYS) {
            Found found = find(way.from.apply(0), fault);
            String choices = found.trial.recorder().choices().toString();
            String first = assertThrows(AssertionError.class, () -> Explore.replay(choices, fault)).getMessage();
            assertTrue(first.startsWith("The schedule fails: "), first);
            for (int i = 1; i < 100; i++) {
                assertEquals(first, assertThrows(AssertionError.class, () -> Explore.replay(choices, fault)).getMessage());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void medianOfTheOrdersIsPrinted(PlantedFault fault) {
        StringBuilder line = new StringBuilder("| " + fault.words + " |");
        for (Way way : WAYS) {
            int[] counts = new int[BEGINNINGS];
            Arrays.setAll(counts, i -> find(way.from.apply(i + 1), fault).count);
            Arrays.sort(counts);
            line.append(' ').append(Math.round((counts[(BEGINNINGS - 1) / 2] + counts[BEGINNINGS / 2]) / 2.0)).append(" |");
        }
        if (BEGINNINGS > 1) {
            System.out.println(line);
        }
    }
}
