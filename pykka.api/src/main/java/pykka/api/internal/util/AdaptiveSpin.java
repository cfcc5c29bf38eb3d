package pykka.api.internal.util;

/**
 * How often to look before a thread is put to sleep. Adaptive: where it does not help nearly always it is left out, but for a try
 * now and then. Never shortened: a look that is shorter than it takes to wake a thread would fail once both sides sleep, and
 * then each would find the other one asleep for ever. Shared by threads, written without order: hints.
 */
public final class AdaptiveSpin {
    private static final int LOOKS = 2_000;
    /** What a look that did not help costs, in looks that did. */
    private static final int PRICE = 4;
    private static final int MOST_CREDIT = 256;
    private static final int LEAST_PAUSE = 16;
    private static final int MOST_PAUSE = 512;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    private int credit = MOST_CREDIT;
    /** How many times it is left out after it has failed. */
    private int pause = LEAST_PAUSE;
    private int left;

    /** For threads that wait for the same kind of thing. */
    public AdaptiveSpin() {}

    /** Returns how often to look now; 0 if not at all: on one core, what is waited for may need this very processor. */
    public int looks() {
        int now = left;
        if (now == 0 && SEVERAL_CORES) {
            return LOOKS;
        }
        left = Math.max(0, now - 1);
        return 0;
    }

    /** It was enough. */
    public void helped() {
        if (credit < MOST_CREDIT) {
            credit++;
        } else {
            pause = LEAST_PAUSE;
        }
    }

    /** It was not. */
    public void failed() {
        credit -= PRICE;
        if (credit < 0) {
            credit = 0; // the next time it has to help
            left = pause;
            pause = Math.min(MOST_PAUSE, 2 * pause);
        }
    }
}
