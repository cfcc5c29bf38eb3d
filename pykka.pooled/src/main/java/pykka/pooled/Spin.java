package pykka.pooled;

/**
 * The look before the park: a message that comes within microseconds costs neither a park nor an unpark. One thread of a pool at a
 * time, none on one core. Adaptive: what did not help is tried less.
 */
final class Spin {
    private static final int MOST = 2_000;
    private static final int LEAST = 16;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    // All written without order: hints.
    private int limit = MOST / 2;
    private int tries;
    private boolean taken;

    /** Returns whether the thread is active again. */
    boolean until(Worker worker) {
        if (!SEVERAL_CORES || taken || "false".equals(System.getProperty("pykka.spin"))) {
            return false;
        }
        taken = true;
        int most = (++tries & 63) == 0 ? MOST : limit; // it may help again
        boolean claimed = worker.is(Worker.ACTIVE);
        for (int i = 0; i < most && !claimed; i++) {
            Thread.onSpinWait();
            claimed = worker.is(Worker.ACTIVE);
            if (claimed) {
                limit = Math.min(MOST, Math.max(limit, 2 * i + LEAST)); // what it took, and as much again
            }
        }
        taken = false;
        if (!claimed) {
            limit = Math.max(LEAST, limit - limit / 4);
        }
        return claimed;
    }
}
