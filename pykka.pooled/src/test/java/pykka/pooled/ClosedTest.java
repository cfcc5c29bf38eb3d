package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
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
import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;
import pykka.testkit.log.Recorder;

/** The end of a pool, also under live actors. */
@ExtendWith(StopActors.class)
class ClosedTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));

    private final PooledRuntime runtime = new PooledRuntime(2);
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private Set<Thread> before;
    private AutoCloseable listening;

    static class Noting extends Tests.Code {
        volatile Throwable failure;
        volatile Thread failedOn;
        volatile boolean stopped;

        @Override
        protected void onStop() {
            stopped = true;
        }

        @Override
        protected void onFailure(Throwable why) {
            failure = why;
            failedOn = Thread.currentThread();
        }
    }

    @BeforeEach
    void listen() {
        before = Tests.threads();
        listening = Recorder.listen(record -> {
            if (record.level().toString().equals("ERROR")) {
                errors.add(record.message());
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        listening.close();
        runtime.close();
    }

    private ActorRef<Noting> start(Noting actor) {
        return Actor.start(() -> actor, ActorOptions.defaults().runtime(runtime));
    }

    private void assertNoThreadsLeft() {
        Tests.eventually("all threads have ended", () -> {
            Set<Thread> left = new HashSet<>(Tests.threads());
            left.removeAll(before);
            return left.isEmpty();
        });
    }

    @Test
    void closeEndsAllThreadsAtOnceAndMayBeCalledAgain() {
        start(new Noting()).stop();
        long begin = System.nanoTime();
        runtime.close();
        assertNoThreadsLeft();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(took.compareTo(Tests.slack(Duration.ofMillis(500))) < 0, took::toString);
        runtime.close();
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start(new Noting()));
        assertEquals("The runtime 'pooled' is closed", refused.getMessage());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void faultG10AnIdleActorOfAClosedPoolEndsWhenItIsSentToAndNobodyHangs() {
        Counts counts = Inspection.counts();
        Noting actor = new Noting();
        ActorRef<Noting> ref = start(actor);
        ref.ask(Tests.code(a -> "alive"));
        runtime.close();
        assertNoThreadsLeft();
        assertTrue(ref.isAlive());

        Future<Object> reply = ref.askAsync(Tests.code(a -> "never"));
        assertThrows(ActorDeadException.class, () -> reply.get(LONG));
        ref.whenStopped().get(LONG);
        assertEquals("The runtime 'pooled' was closed", actor.failure.getMessage());
        assertFalse(actor.stopped);
        assertTrue(actor.failedOn != Thread.currentThread(), "in the stack of the sender");
        assertEquals(1, errors.size(), errors::toString);
        assertEquals(List.of(), ActorRegistry.getAll());
        assertSums(counts, 1, 1);
        assertNoThreadsLeft();
    }

    /** Some handle a message, some have messages, some are idle; others send to them all the time. */
    @Test
    void faultG10APoolThatIsClosedUnderLoadLeavesNoMessageAndNoAskBehind() throws Exception {
        Counts counts = Inspection.counts();
        int actors = 100;
        List<ActorRef<Noting>> refs = new ArrayList<>();
        List<Noting> instances = new ArrayList<>();
        for (int i = 0; i < actors; i++) {
            Noting actor = new Noting();
            instances.add(actor);
            refs.add(start(actor));
        }
        List<Future<Object>> replies = new CopyOnWriteArrayList<>();
        CountDownLatch running = new CountDownLatch(2);
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 2; sender++) {
            Thread thread = new Thread(() -> {
                running.countDown();
                for (int i = 0; i < 50; i++) {
                    for (ActorRef<Noting> ref : refs) {
                        Object code = Tests.code(a -> refs.get((int) (System.nanoTime() & 63)).askAsync(Tests.code(b -> "from inside")));
                        replies.add(ref.askAsync(code));
                        try {
                            ref.tell(code);
                        } catch (ActorDeadException e) {
                            // it has ended
                        }
                    }
                }
            });
            thread.start();
            senders.add(thread);
        }
        Tests.await(running);
        runtime.close();
        for (Thread sender : senders) {
            sender.join(LONG.toMillis());
            assertFalse(sender.isAlive());
        }
        refs.forEach(ActorRef::stopAsync); // wakes those that nobody sent to after the end
        for (ActorRef<Noting> ref : refs) {
            ref.whenStopped().get(LONG);
        }
        for (Future<Object> reply : replies) {
            try {
                ((Future<?>) reply.get(LONG)).get(LONG);
            } catch (ActorDeadException e) {
                // not handled
            }
        }
        assertTrue(instances.stream().allMatch(actor -> actor.failure != null ^ actor.stopped));
        assertEquals(instances.stream().filter(actor -> actor.failure != null).count(), errors.size());
        assertEquals(List.of(), ActorRegistry.getAll());
        Counts now = Inspection.counts();
        assertEquals(now.accepted() - counts.accepted(),
                now.handled() - counts.handled() + now.deadLettered() - counts.deadLettered());
        assertEquals(counts.pending(), now.pending());
        assertNoThreadsLeft();
    }

    /** What it waits for ends, and so does its wait. */
    @Test
    void faultG10AnActorThatWaitsWhenThePoolIsClosedGoesOn() throws InterruptedException {
        ActorRef<Noting> asked = start(new Noting());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        asked.defer(actor -> {
            busy.countDown();
            free.await();
        });
        Tests.await(busy);
        Future<Object> reply = start(new Noting()).askAsync(Tests.code(actor -> asked.ask(Tests.code(a -> "handled"))));
        Tests.eventually("it waits", () -> Inspection.actor(asked).orElseThrow().inboxLength() == 1);
        runtime.close();
        free.countDown();
        Object answer;
        try {
            answer = reply.get(LONG);
        } catch (ActorDeadException e) {
            answer = "dead";
        }
        assertTrue(Set.of("handled", "dead").contains(answer));
        ActorRegistry.stopAll(LONG);
        assertEquals(List.of(), ActorRegistry.getAll());
        assertNoThreadsLeft();
    }

    /** The thread that would run what it waits for is idle when the pool is closed. */
    @Test
    void anActorThatWaitsForAnIdleOneGoesOnWhenThatIsWokenAfterTheClose() {
        ActorRef<Noting> idle = start(new Noting());
        ActorRef<Noting> asker = start(new Noting());
        Future<Object> reply = asker.askAsync(Tests.code(actor -> {
            idle.whenStopped().get();
            return "has ended";
        }));
        Tests.eventually("it waits", () -> Inspection.actor(asker).orElseThrow().waitsFor().isPresent());
        runtime.close();
        LockSupport.parkNanos(50_000_000); // idle threads end at once
        idle.stopAsync();
        assertEquals("has ended", reply.get(LONG));
        ActorRegistry.stopAll(LONG);
        assertNoThreadsLeft();
    }

    private static void assertSums(Counts before, long handled, long deadLettered) {
        Counts now = Inspection.counts();
        assertEquals(handled, now.handled() - before.handled());
        assertEquals(deadLettered, now.deadLettered() - before.deadLettered());
        assertEquals(handled + deadLettered, now.accepted() - before.accepted());
    }
}
