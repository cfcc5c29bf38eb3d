package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/** No message is lost, handled twice, or handled beside another one, whatever an executor does with its tasks. */
@ExtendWith(StopActors.class)
class ExecutorRaceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int SENDERS = 4;
    private static final int ACTORS = 5;
    private static final int MESSAGES = 20_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    /** Checks the order of each sender's messages, and that no two of its handlers overlap. */
    static class Counter extends Actor {
        private final AtomicBoolean busy = new AtomicBoolean();
        private final int[] last = new int[SENDERS];
        private final AtomicInteger wrong;

        Counter(AtomicInteger wrong) {
            this.wrong = wrong;
        }

        @Override
        protected Object onReceive(Object message) {
            if (!busy.compareAndSet(false, true)) {
                wrong.incrementAndGet();
            }
            int[] senderAndNumber = (int[]) message;
            if (senderAndNumber[1] != ++last[senderAndNumber[0]]) {
                wrong.incrementAndGet();
            }
            busy.set(false);
            return senderAndNumber[1];
        }
    }

    @AfterEach
    void close() {
        threads.shutdown();
    }

    private void assertAllHandled(Executor executor) throws Exception {
        AtomicInteger wrong = new AtomicInteger();
        AtomicBoolean started = new AtomicBoolean(); // what it throws at a start is for the starter
        ExecutorRuntime runtime = ExecutorRuntime.pool("race", task -> (started.get() ? executor : threads).execute(task))
                .withTurn(3, Duration.ofSeconds(1));
        List<ActorRef<Counter>> refs = new ArrayList<>();
        for (int i = 0; i < ACTORS; i++) {
            refs.add(Actor.start(() -> new Counter(wrong), ActorOptions.defaults().runtime(runtime)));
        }
        started.set(true);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(new Thread(() -> {
                for (int n = 1; n < MESSAGES; n++) {
                    for (ActorRef<Counter> ref : refs) {
                        ref.tell(new int[] {sender, n});
                    }
                }
                for (ActorRef<Counter> ref : refs) {
                    if (!ref.ask(new int[] {sender, MESSAGES}, LONG).equals(MESSAGES)) {
                        wrong.incrementAndGet();
                    }
                }
            }));
        }
        senders.forEach(Thread::start);
        for (Thread sender : senders) {
            sender.join(LONG.toMillis());
            assertTrue(!sender.isAlive(), "a sender still waits");
        }
        assertEquals(0, wrong.get());
        for (ActorRef<Counter> ref : refs) {
            assertTrue(ref.stop(LONG));
        }
        Awaitility.await().until(() -> runtime.toString().equals("race: 0 actors"));
    }

    private static boolean oneIn(int times) {
        return ThreadLocalRandom.current().nextInt(times) == 0;
    }

    @Test
    void anExecutorThatDoesWhatItShould() throws Exception {
        assertAllHandled(threads);
    }

    @Test
    void anExecutorThatRunsSomeTasksTwice() throws Exception {
        assertAllHandled(task -> {
            threads.execute(task);
            if (oneIn(3)) {
                threads.execute(task);
            }
        });
    }

    @Test
    void anExecutorThatRunsSomeTasksInTheCaller() throws Exception {
        assertAllHandled(task -> {
            if (oneIn(3)) {
                task.run();
            } else {
                threads.execute(task);
            }
        });
    }

    @Test
    void anExecutorThatThrowsBeforeOrAfterItHasQueuedTasks() throws Exception {
        assertAllHandled(task -> {
            if (oneIn(3)) {
                throw new InternalError("before");
            }
            threads.execute(task);
            if (oneIn(3)) {
                throw new InternalError("after");
            }
        });
    }

    @Test
    void anExecutorThatDoesAllOfIt() throws Exception {
        assertAllHandled(task -> {
            if (oneIn(4)) {
                task.run();
            }
            if (oneIn(4)) {
                throw new InternalError("before");
            }
            threads.execute(task);
            if (oneIn(4)) {
                task.run();
            }
            if (oneIn(4)) {
                threads.execute(task);
                throw new InternalError("after");
            }
        });
    }
}
