package pykka.api.kernel;

/**
 * How often to look before a thread is put to sleep. Adaptive: as long as it took of late, and as much again; where that does not
 * help nearly always it is left out, but for a long try now and then. Shared by threads, written without order: hints.
 */
public final class Patience {
    private static final int MOST = 2_000;
    private static final int LEAST = 64;
    /** What a look that did not help costs, in looks that did. */
    private static final int PRICE = 4;
    private static final int MOST_CREDIT = 256;
    private static final int LEAST_PAUSE = 16;
    private static final int MOST_PAUSE = 4_096;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    private int limit = MOST / 2;
    private int credit = MOST_CREDIT;
    /** How many times it is left out after it has failed. */
    private int pause = LEAST_PAUSE;
    private int left;

    /** For threads that wait for the same kind of thing. */
    public Patience() {}

    /** Returns how often to look now; 0 if not at all: on one core, what is waited for may need this very processor. */
    public int looks() {
        int now = left;
        if (now == 0 && SEVERAL_CORES) {
            return limit;
        }
        left = Math.max(0, now - 1);
        return 0;
    }

    /** So many looks were enough. */
    public void helped(int looks) {
        if (limit < MOST) {
            limit = Math.min(MOST, Math.max(limit, 2 * looks + LEAST));
        }
        if (credit < MOST_CREDIT) {
            credit++;
        } else {
            pause = LEAST_PAUSE;
        }
    }

    /** They were not. */
    public void failed() {
        limit = Math.max(LEAST, limit - limit / 4);
        credit -= PRICE;
        if (credit < 0) {
            credit = 0; // the next time it has to help
            limit = MOST;
            left = pause;
            pause = Math.min(MOST_PAUSE, 2 * pause);
        }
    }
}
