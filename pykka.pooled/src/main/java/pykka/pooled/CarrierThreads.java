package pykka.pooled;

import java.lang.reflect.Method;
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

    private @Nullable Class<?> type;
    private @Nullable Object bean;
    private @Nullable Method get;
    private @Nullable Method set;
    /** How many more carriers there are than without this object. */
    private int more;

    /** Whether a virtual thread could go on, but has no carrier: the JDK names the carrier after the state of a thread. */
    static boolean isWithout(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.RUNNABLE && thread.toString().endsWith("/runnable");
    }

    /** Has the JDK use one more carrier. Returns false if that is not possible. */
    boolean more() {
        try {
            synchronized (type()) {
                int now = parallelism();
                if (now >= MOST) {
                    return false;
                }
                parallelism(now + 1);
                more++;
            }
            ActorThreads.platform("pykka-pooled-carrier", true, CarrierThreads::kick).start();
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Has the JDK look for work for a new carrier, by one more virtual thread. It does not if the queue of who starts that holds
     * two or more already. That queue goes by the thread, so each time this is run by a new one.
     */
    private static void kick() {
        try {
            ActorThreads.virtual("pykka-pooled-carrier", () -> {}).start();
        } catch (Throwable e) {
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
            set = type.getMethod("setParallelism", int.class);
            bean = ClassLoader.getPlatformClassLoader().loadClass("java.lang.management.ManagementFactory")
                    .getMethod("getPlatformMXBean", Class.class).invoke(null, type);
        }
        return (int) get.invoke(bean);
    }

    private void parallelism(int parallelism) throws ReflectiveOperationException {
        set.invoke(bean, parallelism);
    }
}
