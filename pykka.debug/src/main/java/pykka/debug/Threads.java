package pykka.debug;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.Blocked;

/** The platform threads of this JVM, and the locks that they are blocked for. Virtual threads are known to their actors alone. */
final class Threads {
    private Threads() {}

    /** The ids of all. */
    static long[] ids() {
        try {
            return ManagementFactory.getThreadMXBean().getAllThreadIds();
        } catch (LinkageError | UnsupportedOperationException e) {
            return Thread.getAllStackTraces().keySet().stream().mapToLong(Thread::getId).toArray();
        }
    }

    /**
     * The states of some threads, or null where one has ended; null for all without java.management. They are of one moment, for
     * at least one frame is asked for: without any, HotSpot looks at one thread after the other.
     */
    static @Nullable ThreadInfo @Nullable [] infos(long[] ids, boolean monitors, int frames) {
        try {
            ThreadMXBean bean = ManagementFactory.getThreadMXBean();
            return bean.getThreadInfo(ids, monitors && bean.isObjectMonitorUsageSupported(), false, frames);
        } catch (LinkageError | UnsupportedOperationException e) {
            return null;
        }
    }

    /** Who is blocked for a lock without limit, at one moment. */
    static List<Blocked> blocked() {
        @Nullable ThreadInfo[] infos = infos(ids(), false, 1);
        List<Blocked> blocked = new ArrayList<>();
        for (int i = 0; infos != null && i < infos.length; i++) {
            ThreadInfo info = infos[i];
            if (info != null && info.getLockOwnerId() != -1 && isBlocked(info)) {
                blocked.add(Blocked.of(info.getThreadId(), lock(info.getLockInfo()), info.getLockOwnerId()));
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
        return SafeText.clean(className) + "@" + Integer.toHexString(identity);
    }

    static String lock(@Nullable LockInfo lock) {
        return lock == null ? "a lock" : lock(lock.getClassName(), lock.getIdentityHashCode());
    }
}
