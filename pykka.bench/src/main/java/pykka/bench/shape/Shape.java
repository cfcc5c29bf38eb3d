package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import pykka.bench.contender.Contender;
import pykka.bench.contender.Contenders;

/**
 * A pattern of messages that all contenders run, after the Savina suite. Each run of each shape checks its result: a message that
 * is lost is a failure. {@link pykka.bench.Peers} runs them all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class Shape {
    private static final int PATIENCE = 60;

    /** Who runs it: a name of {@link Contenders}. */
    @Param("threading")
    public String contender;

    Contender actors;

    /** Starts what all runs share. */
    @Setup(Level.Trial)
    public void open() {
        actors = Contenders.open(contender);
        begin();
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void close() {
        end();
        actors.close();
    }

    void begin() {}

    void end() {}

    static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(PATIENCE, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still " + latch.getCount() + " missing after " + PATIENCE + " s");
        }
    }

    static void check(long expected, long found) {
        if (found != expected) {
            throw new IllegalStateException(found + " instead of " + expected);
        }
    }
}
