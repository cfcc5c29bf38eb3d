package pykka.api.internal.util;

import java.util.concurrent.atomic.AtomicLongArray;

/** A counter that many threads increment, padded against false sharing with the objects that happen to lie beside it. */
public final class PaddedCounter {
    /** Two cache lines of padding on each side: adjacent-line prefetchers load lines in pairs. */
    private static final int MIDDLE = 16;

    private final AtomicLongArray word = new AtomicLongArray(2 * MIDDLE + 1);

    /** Returns the previous value. */
    public long getAndIncrement() {
        return word.getAndIncrement(MIDDLE);
    }

    public long get() {
        return word.get(MIDDLE);
    }
}
