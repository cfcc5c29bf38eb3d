package pykka.api.internal.util;

/**
 * Adaptive spinning before a thread parks. Where spinning does not nearly always help, it is skipped, with a backoff between
 * attempts. A spin is never shortened: one that is shorter than the time to wake a thread would fail once both sides had
 * parked, and from then on each side would always find the other one parked. Threads share an instance without synchronization:
 * its fields are hints.
 */
public final class AdaptiveSpin {
    private static final int LOOKS = 2_000;
    /** What a failed spin costs, in successful spins. */
    private static final int PRICE = 4;
    private static final int MOST_CREDIT = 256;
    private static final int LEAST_PAUSE = 16;
    private static final int MOST_PAUSE = 512;
    private static final boolean SEVERAL_CORES = Runtime.getRuntime().availableProcessors() > 1;

    private int credit = MOST_CREDIT;
    /** How many spins to skip when the credit is used up. */
    private int pause = LEAST_PAUSE;
    private int left;

    /** Use one instance for all threads that wait for the same kind of event. */
    public AdaptiveSpin() {}

    /**
     * Returns how many iterations to spin now; 0 to skip. Never spins on a single core: the event may need this very processor.
     */
    public int looks() {
        int now = left;
        if (now == 0 && SEVERAL_CORES) {
            return LOOKS;
        }
        left = Math.max(0, now - 1);
        return 0;
    }

    /** Records a spin that saw its event. */
    public void helped() {
        if (credit < MOST_CREDIT) {
            credit++;
        } else {
            pause = LEAST_PAUSE;
        }
    }

    /** Records a spin that ended without its event. */
    public void failed() {
        credit -= PRICE;
        if (credit < 0) {
            credit = 0; // the next spin has to succeed
            left = pause;
            pause = Math.min(MOST_PAUSE, 2 * pause);
        }
    }
}
