package pykka.api.internal.util;

import java.util.concurrent.atomic.AtomicLongArray;

/** A number that many threads change, on cache lines of its own: what lies beside it, by chance, may belong to others. */
public final class PaddedCounter {
    /** Two lines from either end, for processors fetch pairs. */
    private static final int MIDDLE = 16;

    private final AtomicLongArray word = new AtomicLongArray(2 * MIDDLE + 1);

    /** Returns what it was before. */
    public long getAndIncrement() {
        return word.getAndIncrement(MIDDLE);
    }

    public long get() {
        return word.get(MIDDLE);
    }
}
