package pykka.bench.shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Asks: many actors are asked, then all replies are awaited. */
public class AskAll extends Shape {
    private static final int ACTORS = 1_000;

    private final Object question = new Object();
    private final Object[] asked = new Object[ACTORS];
    private final Object[] answers = new Object[ACTORS];
    private final Object[] replies = new Object[ACTORS];

    @Override
    void begin() {
        for (int i = 0; i < ACTORS; i++) {
            Integer answer = i;
            answers[i] = answer;
            asked[i] = actors.start(message -> answer);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS)
    public void askAll() {
        for (int i = 0; i < ACTORS; i++) {
            replies[i] = actors.askAsync(asked[i], question);
        }
        for (int i = 0; i < ACTORS; i++) {
            if (actors.await(replies[i]) != answers[i]) {
                throw new IllegalStateException("another reply");
            }
        }
    }
}
