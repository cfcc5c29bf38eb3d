package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.testkit.StopActors;
import pykka.testkit.log.Recorder;

/** An executor that does not run what it was given: that is said within a second, and nothing is lost. */
@ExtendWith(StopActors.class)
class ExecutorWatchTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<String> records = new CopyOnWriteArrayList<>();
    private final EventThread events = new EventThread();
    private AutoCloseable listening;

    static class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    @BeforeEach
    void listen() {
        listening = Recorder.listen(record -> {
            if (record.level().equals("WARN") && record.message().contains("'watched'")) {
                records.add(record.message());
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        ActorRegistry.stopAll(LONG);
        events.close();
        listening.close();
    }

    private static ActorRef<Echo> start(Executor executor) {
        return Actor.start(Echo::new, ActorOptions.defaults().runtime(ExecutorRuntime.singleThread("watched", executor)));
    }

    private void assertSaidOnce() {
        Awaitility.await().until(() -> !records.isEmpty());
        String said = records.get(0);
        assertTrue(said.contains("1 actor has waited for a turn for up to ") && said.contains("Echo (urn:uuid:"), said);
        assertEquals(1, records.size());
    }

    /** Waits until the turn that answered is over: it would handle the next message, too. */
    private void awaitTurns() throws Exception {
        events.begin(() -> null).get();
    }

    /** The thread is not known before the first turn of an actor. */
    @Test
    void aThreadThatWaitsForItsFirstActorIsNamed() throws Exception {
        java.util.concurrent.Future<?> click = events.begin(() -> start(events).ask("never", Duration.ofSeconds(3)));
        assertSaidOnce();
        assertThrows(ExecutionException.class, click::get);
    }

    @Test
    void aStalledThreadIsSaidOnceAndTheActorGoesOnWithIt() throws Exception {
        ActorRef<Echo> ref = start(events);
        ref.ask("started");
        awaitTurns();
        CountDownLatch open = new CountDownLatch(1);
        events.begin(() -> {
            open.await();
            return null;
        });
        Future<Object> reply = ref.askAsync("late");
        assertSaidOnce();
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> records.size() == 1);
        open.countDown();
        assertEquals("late", reply.get(LONG));
    }

    /** As a thread pool with a DiscardPolicy. */
    @Test
    void aTaskThatIsDroppedWithoutAWordIsQueuedAgain() throws Exception {
        AtomicBoolean drops = new AtomicBoolean();
        ActorRef<Echo> ref = start(task -> {
            if (!drops.getAndSet(false)) {
                events.execute(task);
            }
        });
        ref.ask("started");
        awaitTurns();
        drops.set(true);
        assertEquals("in the end", ref.ask("in the end", LONG));
        assertSaidOnce();
    }

    @Test
    void actorsQueuedOnAPoolThatIsShutDownNowEnd() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        ActorRef<Echo> ref = start(pool);
        ref.ask("started");
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            Awaitility.await().until(pool::isShutdown);
        });
        busy.await();
        Future<Object> reply = ref.askAsync("lost?");
        assertEquals(1, pool.shutdownNow().size());
        assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        assertSaidOnce();
    }

    @Test
    void theTasksOfAPoolThatIsShutDownNowCanBeRunByHand() {
        ManualExecutor executor = new ManualExecutor();
        ActorRef<Echo> ref = start(executor);
        Future<Object> reply = ref.askAsync("by hand");
        executor.tasks.remove().run();
        assertEquals("by hand", reply.get(LONG));
        ref.stopAsync();
        executor.runAll();
    }

    @Test
    void nothingIsSaidOfAnExecutorThatRunsOthers() {
        ActorRef<Echo> ref = start(events);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 1_500_000_000) {
            ref.ask("runs", LONG);
        }
        assertEquals(List.of(), records);
    }
}
