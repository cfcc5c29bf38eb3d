package pykka.pooled;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** Measures for how long, at most, this machine did not run a thread that was to run, because other processes kept it busy. */
final class Preemption implements AutoCloseable {
    private static final long PAUSE = 1_000_000;
    /** A machine is quiet if others use less of it. */
    private static final double QUIET = 0.1;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long begin = System.nanoTime();
    private final long cpuBefore = system.getProcessCpuTime();
    private final Thread thread = new Thread(this::measure, "Preemption");
    private volatile long longest;

    Preemption() {
        system.getCpuLoad(); // the next call tells the load from now on
        thread.setDaemon(true);
        thread.start();
    }

    private void measure() {
        while (!Thread.currentThread().isInterrupted()) {
            long due = System.nanoTime() + PAUSE;
            LockSupport.parkNanos(PAUSE);
            longest = Math.max(longest, System.nanoTime() - due); // written by this thread alone
        }
    }

    /** How many of so many turns, all since this was made, others may have had during that time; 0 on a quiet machine. */
    long turns(long all) {
        double time = Math.max(1, System.nanoTime() - begin);
        double own = (system.getProcessCpuTime() - cpuBefore) / time / Runtime.getRuntime().availableProcessors();
        return system.getCpuLoad() - own < QUIET ? 0 : (long) (all / time * longest);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
