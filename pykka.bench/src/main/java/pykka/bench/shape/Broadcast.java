package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Messages: one to each of very many idle actors. */
public class Broadcast extends Shape {
    private static final int ACTORS = 10_000;

    private final Object[] idle = new Object[ACTORS];

    private static Object receive(Object message) {
        ((CountDownLatch) message).countDown();
        return null;
    }

    @Override
    void begin() {
        for (int i = 0; i < ACTORS; i++) {
            idle[i] = actors.start(Broadcast::receive);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS)
    public void broadcast() throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(ACTORS);
        for (Object actor : idle) {
            actors.tell(actor, handled);
        }
        await(handled);
    }
}
