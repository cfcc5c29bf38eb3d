package pykka.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one contender does against another: the ratio within each turn, so that a change of the machine's speed meets both alike.
 *
 * @param ratios by turn
 */
record Pairs(SortedMap<Integer, Double> ratios) {
    /** How near to a bound single pairs must be. */
    private static final double NEAR = 0.9;
    /** How many of all must be that near. */
    private static final double MOST = 0.8;

    /** The ratios of what was measured in the same turns. */
    static Pairs of(Map<Integer, Double> first, Map<Integer, Double> second) {
        SortedMap<Integer, Double> ratios = new TreeMap<>();
        first.forEach((turn, value) -> {
            if (second.containsKey(turn)) {
                ratios.put(turn, value / second.get(turn));
            }
        });
        return new Pairs(ratios);
    }

    /** The geometric means, turn by turn, where all have one. */
    static Pairs geometricMean(Iterable<Pairs> all) {
        SortedMap<Integer, Double> logarithms = new TreeMap<>();
        int count = 0;
        for (Pairs pairs : all) {
            if (count++ == 0) {
                pairs.ratios.forEach((turn, ratio) -> logarithms.put(turn, Math.log(ratio)));
            } else {
                logarithms.keySet().retainAll(pairs.ratios.keySet());
                logarithms.replaceAll((turn, sum) -> sum + Math.log(pairs.ratios.get(turn)));
            }
        }
        int parts = count;
        logarithms.replaceAll((turn, sum) -> Math.exp(sum / parts));
        return new Pairs(logarithms);
    }

    boolean isEmpty() {
        return ratios.isEmpty();
    }

    double median() {
        return median(ratios);
    }

    /** How many come near a bound. */
    long near(double bound) {
        return ratios.values().stream().filter(ratio -> ratio >= NEAR * bound).count();
    }

    /** The rule for all targets: the median meets it, and four of five pairs come near it. */
    boolean meets(double bound) {
        return median() >= bound && near(bound) >= MOST * ratios.size();
    }

    static double median(Map<Integer, Double> values) {
        double[] sorted = values.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
