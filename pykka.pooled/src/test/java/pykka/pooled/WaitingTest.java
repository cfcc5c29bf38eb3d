package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorFunction;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorStarvationException;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.testkit.StopActors;

/** Actors that wait, for each other and for what is outside, have others run meanwhile. */
@ExtendWith(StopActors.class)
class WaitingTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(10));

    private final List<ActorRef<?>> refs = new ArrayList<>();
    private final Set<Thread> before = Tests.threads();
    private PooledRuntime runtime;

    @AfterEach
    void close() {
        System.clearProperty("pykka.pooled.limit");
        refs.forEach(ActorRef::stop);
        runtime.close();
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    private void pool(int threads, int limit) {
        System.setProperty("pykka.pooled.limit", "" + limit);
        runtime = new PooledRuntime(threads);
    }

    /** Each asks the next one and waits; the last one answers. */
    private Future<Object> chain(int length) {
        ActorRef<Tests.Code> last = start();
        Object question = Tests.code(actor -> "answer");
        for (int i = 1; i < length; i++) {
            ActorRef<?> next = last;
            Object asked = question;
            question = Tests.code(actor -> next.ask(asked));
            last = start();
        }
        return last.askAsync(question);
    }

    @Test
    void faultG9OneThreadIsEnoughForActorsThatAskEachOther() {
        pool(1, 256);
        for (int i = 0; i < 100; i++) {
            assertEquals("answer", chain(2).get(LONG));
        }
        assertEquals("answer", chain(100).get(LONG));
    }

    @Test
    void faultG9WhereAllThreadsWouldWaitTheLastOneIsTold() {
        pool(1, 8);
        assertEquals("answer", chain(8).get(LONG));
        for (int i = 0; i < 100; i++) {
            ActorStarvationException starved = assertThrows(ActorStarvationException.class, () -> chain(9).get(LONG));
            assertTrue(starved.getMessage().contains("All 8 threads of the runtime 'pooled' would wait"), starved::getMessage);
            assertTrue(starved.getMessage().contains("pykka.pooled.limit"), starved::getMessage);
        }
        assertTrue(Tests.workers(before) <= 8);
        assertEquals("answer", chain(8).get(LONG));
    }

    @Test
    void faultG9AFullInboxIsWaitedForInTheSameWay() {
        pool(1, 256);
        ActorRef<Tests.Code> narrow =
                Actor.start(Tests.Code::new, ActorOptions.defaults().runtime(runtime).inboxCapacity(1));
        refs.add(narrow);
        AtomicInteger handled = new AtomicInteger();
        Object count = Tests.code(actor -> handled.incrementAndGet());
        Future<Object> sender = start().askAsync(Tests.code(actor -> {
            for (int i = 0; i < 1_000; i++) {
                narrow.tell(count);
            }
            return narrow.ask(count);
        }));
        assertEquals(1_001, sender.get(LONG));
    }

    private List<Future<Object>> fortyThatWaitFor(Future<Object> gate) {
        List<Future<Object>> waiting = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            waiting.add(start().askAsync(Tests.code(actor -> gate.get())));
        }
        Tests.eventually("all wait", () -> Tests.workers(before) > 40);
        return waiting;
    }

    /** Pieces of work that take a while, and how many were under way at once. */
    private static final class Work {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch done;

        Work(int pieces) {
            done = new CountDownLatch(pieces);
        }

        void giveTo(ActorRef<?> ref, BooleanSupplier counts) {
            ref.defer(actor -> {
                int now = inside.incrementAndGet();
                if (counts.getAsBoolean()) {
                    most.accumulateAndGet(now, Math::max);
                }
                for (long begin = System.nanoTime(); System.nanoTime() - begin < 200_000;) {
                    Thread.onSpinWait();
                }
                inside.decrementAndGet();
                done.countDown();
            });
        }
    }

    /** All are let go at once, so there are more threads than wanted; those that are too many stop. */
    @Test
    void threadsThatComeBackFromWaitingLeaveNoMoreThanWantedAtWork() throws InterruptedException {
        pool(2, 64);
        Promise<Object> gate = Promise.create();
        List<Future<Object>> waiting = fortyThatWaitFor(gate);
        gate.set("open");
        waiting.forEach(each -> assertEquals("open", each.get(LONG)));

        Work work = new Work(40 * 20);
        for (int i = 0; i < 20; i++) {
            for (ActorRef<?> ref : refs) {
                work.giveTo(ref, () -> work.done.getCount() < 40 * 19); // surplus threads may begin a turn
            }
        }
        Tests.await(work.done);
        assertTrue(work.most.get() <= 3, work.most + " at once"); // one may be slow to leave its handler's last instructions
        Tests.eventually("the others have ended", () -> Tests.workers(before) == 1);
    }

    /** The same, while others have more to do than the wanted threads get through. */
    @Test
    void threadsThatComeBackFromWaitingLeaveTheWorkOfOthersToTheWantedOnes() throws InterruptedException {
        pool(2, 64);
        Promise<Object> gate = Promise.create();
        List<Future<Object>> waiting = fortyThatWaitFor(gate);
        AtomicBoolean back = new AtomicBoolean();
        Work work = new Work(40 * 100);
        for (int i = 0; i < 40; i++) {
            ActorRef<Tests.Code> ref = start();
            for (int n = 0; n < 100; n++) {
                work.giveTo(ref, back::get);
            }
        }
        gate.set("open");
        waiting.forEach(each -> assertEquals("open", each.get(LONG)));
        assertTrue(work.done.getCount() > 100, "there is still work to do");
        back.set(true);
        Tests.await(work.done);
        assertTrue(work.most.get() <= 3, work.most + " at once");
    }

    /** Each way to block a thread that the library does not see. */
    enum Outside { SLEEP, LATCH, MONITOR }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void handlersThatBlockOutsideHoldNobodyUp(int threads) throws InterruptedException {
        pool(threads, 256);
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(3 * Outside.values().length);
        Object monitor = new Object();
        try {
            synchronized (monitor) {
                for (int i = 0; i < 3; i++) {
                    for (Outside way : Outside.values()) {
                        start().defer(actor -> {
                            blocked.countDown();
                            switch (way) {
                                case SLEEP -> {
                                    while (free.getCount() > 0) {
                                        Thread.sleep(10);
                                    }
                                }
                                case LATCH -> free.await();
                                case MONITOR -> {
                                    synchronized (monitor) {
                                        monitor.notifyAll();
                                    }
                                }
                            }
                        });
                    }
                }
                Tests.await(blocked);
                assertEquals("runs", start().ask(Tests.code(actor -> "runs"), LONG));
            }
        } finally {
            free.countDown();
        }
        for (ActorRef<?> ref : refs) {
            assertEquals("runs", ref.ask(Tests.code(actor -> "runs"), LONG));
        }
        Tests.eventually("the others have ended", () -> Tests.workers(before) == 1);
    }

    /** What a handler has woken before it blocks waits where it cannot get to. */
    @Test
    void actorsThatABlockedHandlerHasWokenAreRunByOthers() throws InterruptedException {
        pool(2, 256);
        List<ActorRef<Tests.Code>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(start());
        }
        CountDownLatch handled = new CountDownLatch(100);
        CountDownLatch free = new CountDownLatch(1);
        ActorRef<Tests.Code> sender = start();
        for (int i = 0; i < 20; i++) {
            sender.tell(Tests.code(actor -> {
                others.forEach(other -> other.defer(o -> handled.countDown()));
                free.await();
                return null;
            }));
        }
        try {
            Tests.await(handled);
        } finally {
            free.countDown();
        }
    }

    /** No handler runs in a sender's stack, or inside another actor's wait. */
    @Test
    void noHandlerRunsInsideAnotherOne() {
        pool(1, 256);
        ActorRef<Tests.Code> asked = start();
        AtomicReference<Thread> outer = new AtomicReference<>();
        Thread inner = (Thread) start().ask(Tests.code(actor -> {
            outer.set(Thread.currentThread());
            return asked.ask(Tests.code(a -> Thread.currentThread()));
        }));
        assertTrue(inner != outer.get());

        AtomicInteger depth = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ActorRef<Tests.Code> self = start();
        CountDownLatch handled = new CountDownLatch(100);
        Object chain = new Object() {
            ActorFunction<Actor, Object> code() {
                return actor -> {
                    most.accumulateAndGet(depth.incrementAndGet(), Math::max);
                    (handled.getCount() % 2 == 0 ? self : asked).tell(handled.getCount() > 1 ? code() : Tests.code(a -> a));
                    depth.decrementAndGet();
                    handled.countDown();
                    return null;
                };
            }
        }.code();
        self.tell(chain);
        Tests.eventually("all handled", () -> handled.getCount() == 0);
        assertSame(1, most.get());
    }
}
