package pykka.bench.shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Messages: a thread tells one actor very many times, then asks for the count. */
public class Count extends Shape {
    private static final int MESSAGES = 1_000_000;

    private Object counter;

    @Override
    void begin() {
        counter = actors.start(new Counter());
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void count() {
        for (int i = 0; i < MESSAGES; i++) {
            actors.tell(counter, Counter.ONE);
        }
        check(MESSAGES, (Integer) actors.ask(counter, Counter.READ));
    }
}
