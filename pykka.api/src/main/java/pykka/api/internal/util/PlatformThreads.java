package pykka.api.internal.util;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The platform threads of this JVM, for tools, which know them by their ids. */
public final class PlatformThreads {
    private PlatformThreads() {}

    /** Returns those of some ids that live. */
    public static Map<Long, Thread> of(Set<Long> ids) {
        Map<Long, Thread> found = new HashMap<>();
        for (Thread thread : ids.isEmpty() ? new Thread[0] : all()) {
            if (thread != null && ids.contains(thread.getId())) {
                found.put(thread.getId(), thread);
            }
        }
        return found;
    }

    /** Returns all of them, then null. */
    private static Thread[] all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        for (int size = root.activeCount() + 64;; size *= 2) {
            Thread[] threads = new Thread[size];
            if (root.enumerate(threads, true) < size) {
                return threads;
            }
        }
    }
}
