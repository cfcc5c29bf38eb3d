package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/** Actors that are queued behind a thread that waits, is blocked, or is busy for long, beside others that are busy for ever. */
@ExtendWith(StopActors.class)
class StrandedTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));

    private final List<ActorRef<?>> refs = new ArrayList<>();
    private PooledRuntime runtime;
    private volatile boolean over;

    /** Sends to itself for ever. */
    class Busy extends Actor {
        final AtomicInteger handled = new AtomicInteger();
        final long nanos;

        Busy(long nanos) {
            this.nanos = nanos;
        }

        @Override
        protected Object onReceive(Object message) {
            handled.incrementAndGet();
            for (long begin = System.nanoTime(); !over && System.nanoTime() - begin < nanos;) {
                Thread.onSpinWait();
            }
            if (!over) {
                actorRef().tell(message);
            }
            return null;
        }
    }

    @AfterEach
    void close() {
        over = true;
        refs.forEach(ActorRef::stopAsync);
        refs.forEach(ref -> ref.whenStopped().get(LONG));
        runtime.close();
    }

    private Busy busy(long nanos) {
        Busy busy = new Busy(nanos);
        refs.add(Actor.start(() -> busy, ActorOptions.defaults().runtime(runtime)));
        busy.actorRef().tell("go on");
        return busy;
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void anAskFromActorToActorIsAnsweredBesideAsManyBusyOnesAsThreads(int threads) {
        runtime = new PooledRuntime(threads);
        ActorRef<Tests.Code> asked = start();
        ActorRef<Tests.Code> asker = start();
        List<Busy> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(busy(0));
        }
        Tests.eventually("all are busy", () -> all.stream().allMatch(busy -> busy.handled.get() > 0));
        for (int i = 0; i < 20; i++) {
            assertEquals("answer", asker.ask(Tests.code(a -> asked.ask(Tests.code(b -> "answer"))), LONG));
        }
    }

    @Test
    void anActorWokenBehindABusyOneIsRunWhenItsWakerWaitsForIt() {
        runtime = new PooledRuntime(1);
        ActorRef<Tests.Code> asked = start();
        assertEquals("answer", start().ask(Tests.code(actor -> {
            busy(0); // queued on this thread first
            return asked.ask(Tests.code(a -> "answer"));
        }), LONG));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anActorWokenBehindABusyOneIsRunWhenItsWakerIsBlockedOutside(int threads) {
        runtime = new PooledRuntime(threads);
        ActorRef<Tests.Code> opener = start();
        for (int i = 1; i < threads; i++) {
            busy(0);
        }
        assertEquals("opened", start().ask(Tests.code(actor -> {
            busy(0);
            CountDownLatch latch = new CountDownLatch(1);
            opener.defer(o -> latch.countDown());
            Tests.await(latch);
            return "opened";
        }), LONG.multipliedBy(2)));
    }

    /** More than the local queues of the threads hold. */
    @Test
    void ofVeryManyBusyActorsEachGetsOnAndSoDoesOneThatIsToldFromOutside() {
        runtime = new PooledRuntime(2);
        ActorRef<Tests.Code> asked = start();
        List<Busy> all = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            all.add(busy(0));
        }
        for (int i = 0; i < 3; i++) {
            int[] before = all.stream().mapToInt(busy -> busy.handled.get()).toArray();
            assertEquals("answer", asked.ask(Tests.code(actor -> "answer"), LONG));
            Tests.eventually("each has handled a message", () -> {
                boolean each = true;
                for (int k = 0; k < before.length; k++) {
                    each &= all.get(k).handled.get() != before[k];
                }
                return each;
            });
        }
    }

    /** A turn is 256 messages, but it ends after the message in hand when others have waited for a millisecond. */
    @Test
    void aTurnOfSlowMessagesEndsAfterTheOneInHand() {
        runtime = new PooledRuntime(1);
        ActorRef<Tests.Code> asked = start();
        Busy slow = new Busy(20_000_000);
        ActorRef<Busy> ref = Actor.start(() -> slow, ActorOptions.defaults().runtime(runtime));
        refs.add(ref);
        for (int i = 0; i < 300; i++) {
            ref.tell(i);
        }
        for (int i = 0; i < 5; i++) {
            Tests.eventually("it is in a turn", () -> slow.handled.get() > 0);
            int before = slow.handled.get();
            int after = (Integer) asked.ask(Tests.code(actor -> slow.handled.get()), LONG);
            assertTrue(after - before <= 2, () -> after - before + " messages were handled first"); // the one in hand, and slack
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void backlogsOnAllThreadsDoNotHoldUpAnAskFromActorToActor(int threads) {
        runtime = new PooledRuntime(threads);
        ActorRef<Tests.Code> asked = start();
        ActorRef<Tests.Code> asker = start();
        List<Busy> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Busy busy = busy(5_000);
            all.add(busy);
            for (int k = 0; k < Tests.scaled(200_000); k++) {
                busy.actorRef().tell(k);
            }
        }
        int[] before = all.stream().mapToInt(busy -> busy.handled.get()).toArray();
        assertEquals("answer", asker.ask(Tests.code(a -> asked.ask(Tests.code(b -> "answer"))), LONG));
        for (int i = 0; i < threads; i++) {
            int meanwhile = all.get(i).handled.get() - before[i];
            assertTrue(meanwhile < 50_000, () -> meanwhile + " messages were handled first");
        }
    }

    /** A loader of classes would stay, if the queue referred to an actor that other threads have taken. */
    @Test
    void aLocalQueueRefersToNothingThatWasTaken() {
        runtime = new PooledRuntime(1);
        LocalRunQueue queue = new LocalRunQueue();
        var own = new java.lang.ref.WeakReference<>(new FakeTask(1));
        var others = new java.lang.ref.WeakReference<>(new FakeTask(2));
        queue.put(own.get());
        queue.put(others.get());
        assertEquals(1, ((FakeTask) queue.take()).number);
        assertEquals(2, ((FakeTask) queue.takeBefore(queue.tail())).number);
        Tests.eventually("both are collected", () -> {
            System.gc();
            LockSupport.parkNanos(1_000_000);
            return own.refersTo(null) && others.refersTo(null);
        });
    }
}
