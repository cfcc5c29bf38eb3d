package pykka.bench.shape;

import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Messages: some actors tell one actor. */
public class ManyActors extends Shape {
    private static final int SENDERS = 4;
    private static final int MESSAGES = 100_000;

    private final Object[] senders = new Object[SENDERS];
    private Object counter;

    @Override
    void begin() {
        counter = actors.start(new Counter());
        for (int i = 0; i < SENDERS; i++) {
            senders[i] = actors.start(this::send);
        }
    }

    private Object send(Object sent) {
        for (int i = 0; i < MESSAGES; i++) {
            actors.tell(counter, Counter.ONE);
        }
        ((CountDownLatch) sent).countDown();
        return null;
    }

    @Benchmark
    @OperationsPerInvocation(SENDERS * MESSAGES)
    public void manyActors() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(SENDERS);
        for (Object sender : senders) {
            actors.tell(sender, sent);
        }
        await(sent);
        check(SENDERS * MESSAGES, (Integer) actors.ask(counter, Counter.READ));
    }
}
