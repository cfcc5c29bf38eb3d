package pykka.bench.shape;

/** Numbers by chance, the same ones in each fork, for one thread or actor. */
final class Chance {
    private int last;

    Chance(int seed) {
        last = (seed + 1) * 0x9E3779B9;
    }

    /** From 0 to below the bound. */
    int below(int bound) {
        last ^= last << 13;
        last ^= last >>> 17;
        last ^= last << 5;
        return (int) ((last & 0xFFFFFFFFL) * bound >>> 32);
    }
}
