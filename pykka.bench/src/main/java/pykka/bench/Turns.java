package pykka.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import pykka.bench.shape.CpuTime;
import pykka.bench.shape.Shape;

/** Runs single forks: a JVM for each, like the one that runs this, with 2 GB of heap. */
final class Turns {
    /** What stands behind the name of a contender that does not spin. */
    static final String NO_SPIN = " (no spin)";

    private static final String HEAP = "2g";
    private static final int LIMIT_MINUTES = 5;
    private static final int SAYS_UNSAFE = 24;

    private final List<String> jvm;

    /** Each fork gets these options, too. */
    Turns(List<String> jvm) {
        this.jvm = jvm;
    }

    /**
     * One fork.
     *
     * @param warmUp seconds before
     * @param seconds seconds measured
     */
    Figure shape(String shape, String contender, int turn, double warmUp, double seconds) throws RunnerException {
        boolean asks = shape.equals("ask");
        List<String> append = new ArrayList<>(jvm);
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + Shape.class.getPackageName() + "\\.[A-Za-z]+\\." + shape + "$")
                .param("contender", contender.replace(NO_SPIN, ""))
                .forks(1).shouldFailOnError(true)
                .warmupIterations(iterations(warmUp)).warmupTime(time(warmUp))
                .measurementIterations(iterations(seconds)).measurementTime(time(seconds))
                .addProfiler(GCProfiler.class).addProfiler(CpuTime.class, asks && turn == 1 ? "idle" : "");
        if (Runtime.version().feature() >= SAYS_UNSAFE) {
            options.jvmArgsPrepend("--sun-misc-unsafe-memory-access=allow"); // peers and JMH do: without a warning from each fork
        }
        if (contender.endsWith(NO_SPIN)) {
            append.add("-Dpykka.spin=false");
        }
        options.jvmArgsAppend(append.toArray(String[]::new));
        CompletableFuture<Void> limit = limit();
        try {
            // what forks print is no part of the tables
            OutputFormat output = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
            return figure(shape, contender, turn, new Runner(options.build(), output).runSingle());
        } finally {
            limit.cancel(false);
        }
    }

    /** Ends a fork that hangs, as one that waits for a lost message may: JMH's own limit does not cover every wait. */
    private static CompletableFuture<Void> limit() {
        return CompletableFuture.runAsync(() -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly),
                CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES));
    }

    private static int iterations(double seconds) {
        return (int) Math.max(1, Math.round(seconds));
    }

    private static TimeValue time(double seconds) {
        return TimeValue.milliseconds(Math.round(1e3 * seconds / iterations(seconds)));
    }

    private static Figure figure(String shape, String contender, int turn, RunResult run) {
        Result<?> primary = run.getPrimaryResult();
        boolean time = primary.getScoreUnit().equals("ns/op");
        double[] values = Figure.none();
        values[Figure.Column.RATE.ordinal()] = time ? 1e9 / primary.getScore() : primary.getScore();
        values[Figure.Column.CPU.ordinal()] = secondary(run, CpuTime.PER_OPERATION);
        values[Figure.Column.BYTES.ordinal()] = secondary(run, "gc.alloc.rate.norm");
        if (time) {
            Statistics statistics = primary.getStatistics();
            values[Figure.Column.P50.ordinal()] = statistics.getPercentile(50);
            values[Figure.Column.P99.ordinal()] = statistics.getPercentile(99);
            values[Figure.Column.P999.ordinal()] = statistics.getPercentile(99.9);
            values[Figure.Column.IDLE.ordinal()] = secondary(run, CpuTime.IDLE);
        }
        return new Figure(Runtime.version().feature(), shape, contender, turn, values);
    }

    private static double secondary(RunResult run, String name) {
        Result<?> result = run.getSecondaryResults().get(name);
        return result == null ? Double.NaN : result.getScore();
    }

    /** What idle actors hold. */
    Figure memory(String contender, int actors) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-Xms" + HEAP, "-Xmx" + HEAP));
        options.addAll(jvm);
        CompletableFuture<Void> limit = limit();
        try {
            return Figure.of(OtherJvm.lastLine(OtherJvm.of(options, Memory.class, contender, Integer.toString(actors))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)));
        } finally {
            limit.cancel(false);
        }
    }
}
