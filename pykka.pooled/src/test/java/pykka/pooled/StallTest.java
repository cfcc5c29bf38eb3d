package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** Handlers block all threads that there may be outside of the library: that is said, once. */
@ExtendWith(StopActors.class)
class StallTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));

    private final List<ActorRef<?>> refs = new ArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private final Semaphore threads = new Semaphore(100);
    private PooledRuntime runtime;
    private AutoCloseable listening;

    @BeforeEach
    void listen() {
        listening = Recorder.listen(record -> {
            if (record.level().equals("WARN") && record.message().contains("'pooled'")) {
                records.add(record);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        free.countDown();
        threads.release(100);
        refs.forEach(ActorRef::stop);
        runtime.close();
        listening.close();
    }

    private void pool(int most, int limit) {
        runtime = new PooledRuntime(new Pool(most, limit, (name, body) -> {
            if (name.equals("watch") || threads.tryAcquire()) {
                return ActorThreads.platform("pykka-pooled-" + name, true, body);
            }
            throw new OutOfMemoryError("unable to create native thread");
        }, null));
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    private void blockActors(int count) throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            start().defer(actor -> {
                blocked.countDown();
                free.await();
            });
        }
        Tests.await(blocked);
    }

    @Test
    void theWarningSaysWhatBlocksHowManyThreadsAndWhatToDo() throws InterruptedException {
        pool(2, 4);
        blockActors(4);
        Future<Object> reply = start().askAsync(Tests.code(actor -> "runs"));
        Tests.eventually("it is said", () -> !records.isEmpty());
        String said = records.get(0).message();
        assertTrue(said.contains("block 4 of its 4 threads") && said.contains("Code (urn:uuid:") && said.contains("no more than 4")
                && said.contains("pykka.pooled.limit"), said);
        free.countDown();
        assertEquals("runs", reply.get(LONG));
        assertEquals(1, records.size());
    }

    @Test
    void itIsSaidIfTheSystemRefusesMoreThreads() throws InterruptedException {
        pool(1, 16);
        start().ask(Tests.code(actor -> "begun"));
        threads.drainPermits();
        blockActors(1);
        start().tell(Tests.code(actor -> "never runs"));
        Tests.eventually("it is said", () -> !records.isEmpty());
        assertTrue(records.get(0).message().contains("the system refuses more threads"), records.get(0)::message);
    }

    @Test
    void nothingIsSaidWhileAThreadRuns() throws InterruptedException {
        pool(2, 4);
        blockActors(3);
        ActorRef<Tests.Code> other = start();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 1_500_000_000) {
            assertEquals("runs", other.ask(Tests.code(actor -> "runs"), LONG));
        }
        assertEquals(List.of(), records);
    }
}
