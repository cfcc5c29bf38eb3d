package pykka.bench.shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Round trips of two actors. */
public class PingPong extends Shape {
    private static final int ROUNDS = 40_000;

    private Pair pair;

    @Override
    void begin() {
        pair = new Pair(actors);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void pingPong() throws InterruptedException {
        pair.play(ROUNDS);
    }
}
