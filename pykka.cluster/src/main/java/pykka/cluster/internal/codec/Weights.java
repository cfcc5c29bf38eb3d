package pykka.cluster.internal.codec;

import java.util.Arrays;
import pykka.cluster.ClusterException;

/**
 * Counts the values of a message as code that walks through it meets them: one that stands in ten places ten times. Such a walk
 * is what {@code hashCode} does, so the sum of what stands in sets and maps bounds the work of building them.
 */
final class Weights {
    private final int most;
    private int[] known = new int[16];
    private long nodes;
    private long hashed;

    Weights(int most) {
        this.most = most;
    }

    /** Returns how many values there have been. */
    long nodes() {
        return nodes;
    }

    void node() {
        add(1);
    }

    void nodes(int count) {
        add(count);
    }

    /** Keeps the weight of a value that may stand in other places, too. */
    void keep(int number, long start) {
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(2 * known.length, number + 1));
        }
        known[number] = (int) (nodes - start);
    }

    void again(int number) {
        // 0 while the value is still open: a walk that comes to itself is not one of ours
        add(1 + (number < known.length ? known[number] : 0));
    }

    /** What has been counted since then is hashed or compared. */
    void hashed(long start) {
        hashed += nodes - start;
        check(hashed);
    }

    private void add(long count) {
        nodes += count;
        check(nodes);
    }

    private void check(long count) {
        if (count > most) {
            throw new ClusterException("The message is refused: with what stands in several places counted in each, it has more"
                    + " than " + most + " values, or its sets and maps have");
        }
    }
}
