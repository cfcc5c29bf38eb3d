package pykka.pooled;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorThreads;

/**
 * The JDK's carriers, the platform threads that run virtual threads: as many as there are cores, unless it is told to use more.
 * That is done by name, because the module jdk.management may be missing, and Java 17 does not have it. For one thread.
 *
 * <p>The number is the JVM's, so objects of several pools, perhaps of several class loaders, change it. Each does so with the lock
 * of the bean's class, which is the same for all of them.
 */
final class CarrierThreads {
    /** How many carriers the JDK has at most by default. */
    private static final int MOST = 256;
    /** More tasks than a queue of the JDK's scheduler has room for, unless it once held that many. */
    private static final int MOST_KICKS = 4_096;

    private @Nullable Class<?> type;
    private @Nullable Object bean;
    private @Nullable Method get;
    private @Nullable Method set;
    private @Nullable Method size;
    /** How many more carriers there are than without this object. */
    private int more;

    /** Whether this JVM can be told to use more carriers. On those that can, a wait for a monitor holds none. */
    static boolean areAdjustable() {
        return Runtime.version().feature() >= 24 && ModuleLayer.boot().findModule("jdk.management").isPresent()
                && System.getProperty("jdk.virtualThreadScheduler.maxPoolSize") == null;
    }

    /** Whether a virtual thread could go on, but has no carrier: the JDK names the carrier after the state of a thread. */
    static boolean isWithout(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.RUNNABLE && thread.toString().endsWith("/runnable");
    }

    /** Has the JDK use one more carrier. Returns false if that is not possible. */
    boolean more() {
        try {
            int before;
            synchronized (type()) {
                int now = parallelism();
                if (now >= MOST) {
                    return false;
                }
                before = size();
                parallelism(now + 1);
                more++;
            }
            ActorThreads.platform("pykka-pooled-carrier", true, () -> kick(before)).start();
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Has the JDK look for work for a new carrier, by further virtual threads. It looks when one is started for which a queue of its
     * scheduler has no room, or that comes behind no other one in its queue; so one alone may not do if others wait in all queues.
     * The queue goes by the thread that starts them: each time this is run by a new one.
     *
     * @param before how many carriers there were
     */
    private void kick(int before) {
        try {
            AtomicBoolean carried = new AtomicBoolean();
            for (int i = 0; i < MOST_KICKS && !carried.get() && size() == before; i++) {
                ActorThreads.virtual("pykka-pooled-carrier", () -> carried.set(true)).start();
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            // no memory: the next check tries again
        }
    }

    /** Undoes what {@link #more} did. */
    void restore() {
        try {
            if (more > 0) {
                synchronized (type()) {
                    parallelism(Math.max(1, parallelism() - more));
                    more = 0;
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // it has worked before: the next call tries again
        }
    }

    private Class<?> type() throws ReflectiveOperationException {
        Class<?> now = type;
        if (now == null) {
            now = ClassLoader.getPlatformClassLoader().loadClass("jdk.management.VirtualThreadSchedulerMXBean");
            type = now;
        }
        return now;
    }

    private int parallelism() throws ReflectiveOperationException {
        if (bean == null) {
            get = type.getMethod("getParallelism");
            size = type.getMethod("getPoolSize");
            set = type.getMethod("setParallelism", int.class);
            bean = ClassLoader.getPlatformClassLoader().loadClass("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMXBean", Class.class).invoke(null, type);
        }
        return (int) get.invoke(bean);
    }

    /** Returns how many carriers there are, whether they have something to do or not. For any thread, after {@link #parallelism()}. */
    private int size() throws ReflectiveOperationException {
        return (int) size.invoke(bean);
    }

    private void parallelism(int parallelism) throws ReflectiveOperationException {
        set.invoke(bean, parallelism);
    }
}
