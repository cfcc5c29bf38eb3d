package pykka.bench.shape;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** The time of one ask of a thread that waits for the reply, one after another. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Ask extends Shape {
    private final Object question = new Object();
    private Object echo;

    @Override
    void begin() {
        echo = actors.start(message -> message);
    }

    @Benchmark
    public void ask() {
        if (actors.ask(echo, question) != question) {
            throw new IllegalStateException("another reply");
        }
    }
}
