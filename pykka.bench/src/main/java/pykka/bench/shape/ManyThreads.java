package pykka.bench.shape;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Messages: some threads tell one actor. */
public class ManyThreads extends Shape {
    private static final int THREADS = 4;
    private static final int MESSAGES = 100_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Object counter;
    private List<Callable<Object>> senders;

    @Override
    void begin() {
        counter = actors.start(new Counter());
        senders = Collections.nCopies(THREADS, Executors.callable(this::send));
    }

    @Override
    void end() {
        threads.shutdownNow();
    }

    private void send() {
        for (int i = 0; i < MESSAGES; i++) {
            actors.tell(counter, Counter.ONE);
        }
    }

    @Benchmark
    @OperationsPerInvocation(THREADS * MESSAGES)
    public void manyThreads() throws Exception {
        for (Future<Object> sender : threads.invokeAll(senders)) {
            sender.get();
        }
        check(THREADS * MESSAGES, (Integer) actors.ask(counter, Counter.READ));
    }
}
