package pykka.debug;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Blocked;
import pykka.api.inspect.Inspection;

/** The platform threads of this JVM, and the locks that they are blocked for. Virtual threads are known to their actors alone. */
final class Threads {
    private Threads() {}

    static Thread[] all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        for (int size = root.activeCount() + 64;; size *= 2) {
            Thread[] threads = new Thread[size];
            int count = root.enumerate(threads, true);
            if (count < size) {
                return Arrays.copyOf(threads, count);
            }
        }
    }

    /**
     * The states of some threads, or null where one has ended; null for all without java.management. They are of one moment, for
     * at least one frame is asked for: without any, HotSpot looks at one thread after the other.
     */
    static @Nullable ThreadInfo @Nullable [] infos(Thread[] threads, boolean monitors, int frames) {
        long[] ids = Arrays.stream(threads).mapToLong(Thread::getId).toArray();
        try {
            ThreadMXBean bean = ManagementFactory.getThreadMXBean();
            return bean.getThreadInfo(ids, monitors && bean.isObjectMonitorUsageSupported(), false, frames);
        } catch (LinkageError | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Who is blocked for a lock without limit, at one moment. */
    static List<Blocked> blocked() {
        Thread[] threads = all();
        @Nullable ThreadInfo[] infos = infos(threads, false, 1);
        if (infos == null) {
            return List.of();
        }
        Map<Long, Thread> byId = new HashMap<>();
        for (Thread thread : threads) {
            byId.put(thread.getId(), thread);
        }
        List<Blocked> blocked = new ArrayList<>();
        for (int i = 0; i < threads.length; i++) {
            ThreadInfo info = infos[i];
            Thread holder = info == null ? null : byId.get(info.getLockOwnerId());
            if (holder != null && isBlocked(info)) {
                blocked.add(new Blocked(threads[i], lock(info.getLockInfo()), holder));
            }
        }
        return blocked;
    }

    /** Who waits to be notified is not waiting for the holder of the monitor. */
    private static boolean isBlocked(ThreadInfo info) {
        StackTraceElement[] top = info.getStackTrace();
        return info.getThreadState() == Thread.State.BLOCKED
                || info.getThreadState() == Thread.State.WAITING && (top.length == 0 || !top[0].getClassName().equals("java.lang.Object"));
    }

    /** As Object.toString says it: that of the lock itself is not called. */
    static String lock(String className, int identity) {
        return Inspection.printable(className) + "@" + Integer.toHexString(identity);
    }

    static String lock(@Nullable LockInfo lock) {
        return lock == null ? "a lock" : lock(lock.getClassName(), lock.getIdentityHashCode());
    }
}
