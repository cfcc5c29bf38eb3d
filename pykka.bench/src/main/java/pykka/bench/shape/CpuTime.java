package pykka.bench.shape;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Processor time of the whole process, for each operation; after {@code ask}, which ends with an actor at rest, also that of
 * {@value #IDLE_SECONDS} s in which nothing is asked.
 */
public final class CpuTime implements InternalProfiler {
    /** The name of the result: nanoseconds for each operation. */
    public static final String PER_OPERATION = "cpu.norm";
    /** The name of the result: seconds while idle. */
    public static final String IDLE = "cpu.idle";

    /** How long it is watched while idle. */
    public static final int IDLE_SECONDS = 10;

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final boolean idle;
    private int iterations;
    private long before;

    /** For JMH; {@code idle} watches the idle time. */
    public CpuTime(String options) {
        idle = options.equals("idle");
    }

    @Override
    public String getDescription() {
        return "processor time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        before = OS.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        double used = OS.getProcessCpuTime() - before;
        Result<?> each = new ScalarResult(PER_OPERATION, used / result.getMetadata().getAllOps(), "ns/op", AggregationPolicy.AVG);
        iterations++;
        if (idle && iterations == benchmark.getWarmup().getCount() + benchmark.getMeasurement().getCount()) {
            return List.of(each, new ScalarResult(IDLE, idleSeconds(), "s", AggregationPolicy.MAX));
        }
        return List.of(each);
    }

    private static double idleSeconds() {
        long start = OS.getProcessCpuTime();
        try {
            TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (OS.getProcessCpuTime() - start) / 1e9;
    }
}
