package pykka.api.internal.util;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The platform threads of this JVM. */
public final class PlatformThreads {
    private PlatformThreads() {}

    /** Returns those of some ids that live, for tools, which know them by these. */
    public static Map<Long, Thread> of(Set<Long> ids) {
        Map<Long, Thread> found = new HashMap<>();
        for (Thread thread : ids.isEmpty() ? new Thread[0] : all()) {
            if (thread != null && ids.contains(thread.getId())) {
                found.put(thread.getId(), thread);
            }
        }
        return found;
    }

    /** Returns the group above all others. Throws what a security manager that refuses it does. */
    public static ThreadGroup root() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Returns all of them, then null. */
    private static Thread[] all() {
        ThreadGroup root = root();
        for (int size = root.activeCount() + 64;; size *= 2) {
            Thread[] threads = new Thread[size];
            if (root.enumerate(threads, true) < size) {
                return threads;
            }
        }
    }
}
