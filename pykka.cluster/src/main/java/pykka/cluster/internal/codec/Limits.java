package pykka.cluster.internal.codec;

/**
 * How big a message may be.
 *
 * @param bytes how many bytes it may have, from 64 on
 * @param depth how deep values may stand within values
 * @param nodes how many values it may have if those that stand in several places are counted in each; and how many values may be
 *     hashed or compared when its sets and maps are built
 */
public record Limits(int bytes, int depth, int nodes) {
    /** Makes limits; those of depth and nodes are what a thread's stack and patience bear. */
    public static Limits ofBytes(int bytes) {
        return new Limits(bytes, 100, 10_000_000);
    }

    public Limits {
        if (bytes < 64 || depth < 1 || nodes < 1) {
            throw new IllegalArgumentException("limits too small: " + bytes + " bytes, depth " + depth + ", " + nodes + " nodes");
        }
    }
}
