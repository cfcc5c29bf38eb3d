package pykka.pooled;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorThreads;

/**
 * The JDK's carriers, the platform threads that run virtual threads: as many as there are cores, unless it is told to use more.
 * That is done by name, because the module jdk.management may be missing, and Java 17 does not have it. For one thread.
 */
final class Carriers {
    /** How many carriers the JDK has at most by default. */
    private static final int MOST = 256;

    private @Nullable Object bean;
    private @Nullable Method get;
    private @Nullable Method set;
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
            int now = parallelism();
            if (now >= MOST) {
                return false;
            }
            parallelism(now + 1);
            more++;
            ActorThreads.virtual("pykka-pooled-carrier", () -> {}).start(); // or the JDK might not look for work for it
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    /** Undoes what {@link #more} did. */
    void restore() {
        try {
            if (more > 0) {
                parallelism(Math.max(1, parallelism() - more));
                more = 0;
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            more = 0; // it has worked before
        }
    }

    private int parallelism() throws ReflectiveOperationException {
        if (bean == null) {
            ClassLoader loader = ClassLoader.getPlatformClassLoader();
            Class<?> type = loader.loadClass("jdk.management.VirtualThreadSchedulerMXBean");
            get = type.getMethod("getParallelism");
            set = type.getMethod("setParallelism", int.class);
            bean = loader.loadClass("java.lang.management.ManagementFactory").getMethod("getPlatformMXBean", Class.class)
                    .invoke(null, type);
        }
        return (int) get.invoke(bean);
    }

    private void parallelism(int parallelism) throws ReflectiveOperationException {
        set.invoke(bean, parallelism);
    }
}
