package pykka.tck.support;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** What is left after garbage was collected. */
public final class Garbage {
    private Garbage() {}

    /** Collects garbage until nothing refers to any of these. */
    public static void assertCollected(List<? extends WeakReference<?>> all) {
        assertCollected(all, () -> {});
    }

    /** Collects garbage until nothing refers to any of these, and does something before each time. */
    public static void assertCollected(List<? extends WeakReference<?>> all, Runnable before) {
        List<WeakReference<?>> left = new ArrayList<>(all);
        ContractTest.eventually("all is collected", () -> {
            before.run();
            System.gc();
            left.removeIf(weak -> weak.get() == null);
            return left.isEmpty();
        });
    }

    /** Collects garbage until no more than this has come since. */
    public static void assertKeeps(long bytes, long before) {
        ContractTest.eventually("less than " + bytes + " bytes are kept", () -> usedMemory() - before < bytes);
    }

    /** The bytes of all objects that are not garbage, and a few more. */
    public static long usedMemory() {
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
