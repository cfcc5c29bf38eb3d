package pykka.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static Pairs ratios(double... ratios) {
        TreeMap<Integer, Double> byTurn = new TreeMap<>();
        for (double ratio : ratios) {
            byTurn.put(byTurn.size() + 1, ratio);
        }
        return new Pairs(byTurn);
    }

    @Test
    void ratiosAreTakenWithinATurnAndOnlyWhereBothRan() {
        assertEquals(Map.of(1, 2.0, 3, 0.5), Pairs.of(Map.of(1, 8.0, 2, 1.0, 3, 2.0), Map.of(1, 4.0, 3, 4.0)).ratios());
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertEquals(2, ratios(9, 1, 2).median());
        assertEquals(2.5, ratios(9, 1, 2, 3).median());
        assertTrue(Double.isNaN(ratios().median()));
    }

    @Test
    void aTargetIsMetIfTheMedianMeetsItAndFourOfFiveComeNear() {
        assertTrue(ratios(1, 1, 1.2, 0.9, 0.1).meets(1));
    }

    @Test
    void aTargetIsMissedByTheMedianAlone() {
        assertFalse(ratios(0.99, 0.99, 0.99, 2, 2).meets(1));
    }

    @Test
    void aTargetIsMissedByTwoOfFivePairs() {
        assertFalse(ratios(2, 2, 2, 0.89, 0.89).meets(1));
    }

    @Test
    void aGeometricMeanIsTakenTurnByTurn() {
        Pairs mean = Pairs.geometricMean(List.of(ratios(4, 1), ratios(1, 16, 3)));
        assertArrayEquals(new double[] {2, 4}, mean.ratios().values().stream().mapToDouble(Double::doubleValue).toArray(), 1e-9);
    }

    @Test
    void aFigureIsReadBackFromItsLine() {
        double[] values = Figure.none();
        values[Figure.Column.RATE.ordinal()] = 1.25e6;
        values[Figure.Column.TURN.ordinal()] = 72;
        Figure read = Figure.of(new Figure(25, "ring", "pooled (no spin)", 3, values).line());
        assertEquals("25 ring pooled (no spin) 3", String.join(" ", Integer.toString(read.jdk()), read.shape(), read.contender(),
                Integer.toString(read.turn())));
        assertArrayEquals(values, read.values());
    }
}
