package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Actors that are started, told one message and stopped. */
public class Create extends Shape {
    private static final int ACTORS = 20_000;

    private static Object receive(Object message) {
        ((CountDownLatch) message).countDown();
        return null;
    }

    @Benchmark
    @OperationsPerInvocation(ACTORS)
    public void create() {
        CountDownLatch handled = new CountDownLatch(ACTORS);
        for (int i = 0; i < ACTORS; i++) {
            Object actor = actors.start(Create::receive);
            actors.tell(actor, handled);
            actors.stop(actor);
        }
        check(ACTORS, actors.awaitEnds());
        check(0, handled.getCount());
    }
}
