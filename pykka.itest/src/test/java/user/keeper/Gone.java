package user.keeper;

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.LockSupport;

/** Waits until something is collected, for a limited time. */
final class Gone {
    private static final long LIMIT = 20_000_000_000L;

    private Gone() {}

    static String await(WeakReference<?> reference) {
        long begin = System.nanoTime();
        while (reference.get() != null && System.nanoTime() - begin < LIMIT) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }
        return reference.get() == null ? "gone" : "kept";
    }
}
