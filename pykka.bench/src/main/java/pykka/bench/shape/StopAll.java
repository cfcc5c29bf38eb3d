package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Idle actors that are stopped, and awaited. What starts them is not in the time, but in the CPU time and in the bytes. */
public class StopAll extends Shape {
    private static final int ACTORS = 10_000;

    private final Object[] idle = new Object[ACTORS];

    private static Object receive(Object message) {
        ((CountDownLatch) message).countDown();
        return null;
    }

    @Setup(Level.Invocation)
    public void startAll() throws InterruptedException {
        CountDownLatch handled = new CountDownLatch(ACTORS);
        for (int i = 0; i < ACTORS; i++) {
            idle[i] = actors.start(StopAll::receive);
            actors.tell(idle[i], handled);
        }
        await(handled);
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS)
    public void stopAll() {
        for (Object actor : idle) {
            actors.stop(actor);
        }
        check(ACTORS, actors.awaitEnds());
    }
}
