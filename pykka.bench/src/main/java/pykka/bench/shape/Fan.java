package pykka.bench.shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Messages: a thread tells some actors, in turns. */
public class Fan extends Shape {
    private static final int ACTORS = 60;
    private static final int MESSAGES = 10_000;

    private final Object[] counters = new Object[ACTORS];

    @Override
    void begin() {
        for (int i = 0; i < ACTORS; i++) {
            counters[i] = actors.start(new Counter());
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS * MESSAGES)
    public void fan() {
        for (int i = 0; i < MESSAGES; i++) {
            for (Object counter : counters) {
                actors.tell(counter, Counter.ONE);
            }
        }
        for (Object counter : counters) {
            check(MESSAGES, (Integer) actors.ask(counter, Counter.READ));
        }
    }
}
