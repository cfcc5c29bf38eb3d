package pykka.api.kernel;

import pykka.api.spi.ActorThreads;

/**
 * The look before the park: an answer that comes within microseconds costs neither the one who waits a park nor the one who
 * answers an unpark. Adaptive: what did not help is tried less.
 */
final class Spin {
    private static final int MOST = 2_000;
    private static final int LEAST = 16;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    /** How often to look. Written without order by all: a hint. */
    private static int limit = MOST / 2;
    /** Now and then the most is tried, for what did not help before may help now. */
    private static int waits;

    private Spin() {}

    static boolean until(Promise<?> leaf) {
        if (!SEVERAL_CORES || ActorThreads.isVirtual(Thread.currentThread()) || !Property.bool("pykka.spin", true)) {
            return false; // on one core, or on a carrier, the one who answers may wait for this very processor
        }
        int most = (++waits & 63) == 0 ? MOST : limit;
        for (int i = 0; i < most; i++) {
            if (leaf.settled()) {
                if (limit < MOST) {
                    limit = Math.min(MOST, Math.max(limit, 2 * i + LEAST)); // what it took, and as much again
                }
                return true;
            }
            Thread.onSpinWait();
        }
        if (limit > LEAST) {
            limit = Math.max(LEAST, limit - limit / 4);
        }
        return false;
    }
}
