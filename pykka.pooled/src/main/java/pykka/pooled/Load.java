package pykka.pooled;

/**
 * The counts of a pool, packed in one word: what is decided by several of them is decided by one CAS. From the lowest bits: the
 * threads that run actors or look for some, the threads whose actor waits, all threads, the live actors, and whether the only
 * thread is still being made.
 */
final class Load {
    static final long ACTIVE = 1;
    static final long WAITING = 1L << 12;
    static final long THREAD = 1L << 24;
    static final long LIVE = 1L << 36;
    static final long FIRST = 1L << 62;
    /** The most threads that there can be. */
    static final int MOST = 4_000;

    private static final int MASK = 0xfff;

    private Load() {}

    static int active(long load) {
        return (int) load & MASK;
    }

    static int waiting(long load) {
        return (int) (load / WAITING) & MASK;
    }

    static int threads(long load) {
        return (int) (load / THREAD) & MASK;
    }

    static long live(long load) {
        return (load & ~FIRST) / LIVE;
    }

    static boolean isFirst(long load) {
        return (load & FIRST) != 0;
    }

    static String describe(long load) {
        return active(load) + " active, " + waiting(load) + " waiting, " + threads(load) + " threads, " + live(load) + " actors";
    }
}
