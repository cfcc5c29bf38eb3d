package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorFunction;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;

/** Actors whose handlers wait are run on virtual threads, on a JVM where these are not pinned by a monitor. */
@ExtendWith(StopActors.class)
class WaitingActorTest {
    private static final Duration LONG = Tests.slack(Duration.ofSeconds(20));
    /** More turns than an actor stays on a virtual thread without a reason. */
    private static final int MANY = 200;
    private static final ActorFunction<Actor, Object> IS_VIRTUAL = self -> isVirtual();

    private final Set<Thread> before = Tests.threads();
    private final AtomicInteger refused = new AtomicInteger();
    private final PooledRuntime runtime = new PooledRuntime(new Pool(2, 256, null, this::make));
    private final List<ActorRef<?>> refs = new ArrayList<>();
    private final ActorRef<?> leaf = start();

    @BeforeAll
    static void from24() {
        assumeTrue(Runtime.version().feature() >= 24, "before, a monitor pins a virtual thread");
    }

    @AfterEach
    void close() {
        refs.forEach(ActorRef::stop);
        runtime.close();
    }

    private Thread make(String name, Runnable body) {
        if (refused.getAndDecrement() <= 0) {
            return ActorThreads.virtual(name, body);
        }
        return new Thread(body, name) {
            @Override
            public void start() {
                throw new OutOfMemoryError("unable to create native thread");
            }
        };
    }

    private ActorRef<Tests.Code> start() {
        ActorRef<Tests.Code> ref = Tests.start(runtime);
        refs.add(ref);
        return ref;
    }

    private static boolean isVirtual() {
        return ActorThreads.isVirtual(Thread.currentThread());
    }

    private static Object in(ActorRef<?> ref, ActorFunction<Actor, Object> code) {
        return ref.ask(Tests.code(code), LONG);
    }

    /** Has a handler wait for another actor. */
    private Object awaitLeaf() {
        return in(leaf, Tests.onceThisThreadWaits());
    }

    /** An actor that has waited for another one. */
    private ActorRef<Tests.Code> waiting() {
        ActorRef<Tests.Code> ref = start();
        in(ref, self -> awaitLeaf());
        return ref;
    }

    private static void pass(ActorRef<?> ref, int turns) {
        for (int i = 0; i < turns; i++) {
            in(ref, self -> null);
        }
    }

    /** How many messages a turn takes depends on the sender: if it is quick, several. */
    private static void assertComesBack(ActorRef<?> ref) {
        Tests.eventually("is back in the pool", () -> {
            pass(ref, MANY);
            return in(ref, IS_VIRTUAL).equals(false);
        });
    }

    @Test
    void anActorRunsOnAThreadOfThePoolUntilItWaits() {
        ActorRef<?> ref = start();
        pass(ref, MANY);
        assertEquals(false, in(ref, IS_VIRTUAL));
        assertEquals(false, in(ref, self -> {
            awaitLeaf();
            return isVirtual();
        }));
        assertEquals(true, in(ref, IS_VIRTUAL));
    }

    @Test
    void theMessagesBehindAWaitAreHandledOnAVirtualThread() {
        assertEquals(true, isVirtualBehindAWait(start()));
    }

    /** Whether a message that was in the inbox already while the one before waited is handled on a virtual thread. */
    private Object isVirtualBehindAWait(ActorRef<?> ref) {
        CountDownLatch queued = new CountDownLatch(1);
        Future<Object> first = ref.askAsync(Tests.code(self -> {
            queued.await();
            return awaitLeaf();
        }));
        Future<Object> second = ref.askAsync(IS_VIRTUAL);
        queued.countDown();
        first.get(LONG);
        return second.get(LONG);
    }

    @Test
    void anActorThatIsBlockedOutsideOfTheLibraryIsRunOnAVirtualThreadFromThenOn() {
        List<ActorRef<?>> blocked = List.of(start(), start());
        CountDownLatch latch = new CountDownLatch(1);
        List<Future<Object>> replies = new ArrayList<>();
        for (ActorRef<?> ref : blocked) {
            replies.add(ref.askAsync(Tests.code(self -> {
                latch.await();
                return null;
            })));
        }
        in(leaf, self -> null); // the monitor has to have another thread take their place
        latch.countDown();
        replies.forEach(reply -> reply.get(LONG));
        assertTrue(blocked.stream().anyMatch(ref -> in(ref, IS_VIRTUAL).equals(true)));
    }

    @Test
    void anActorThatWaitsNoMoreComesBack() {
        ActorRef<?> ref = waiting();
        assertComesBack(ref);
    }

    @Test
    void anActorThatGoesOnWaitingStays() {
        ActorRef<?> ref = waiting();
        for (int i = 0; i < MANY; i++) {
            in(ref, self -> awaitLeaf());
            assertEquals(true, in(ref, IS_VIRTUAL));
        }
    }

    @Test
    void anActorThatItWokeComesBackWhenOthersWakeIt() {
        ActorRef<?> ref = waiting();
        // while it lingers on a thread of the pool it needs no wake
        Tests.eventually("is woken on a virtual thread", () -> in(ref, self -> in(leaf, IS_VIRTUAL)).equals(true));
        assertEquals(true, in(leaf, IS_VIRTUAL));
        assertComesBack(leaf);
    }

    @Test
    void anActorThatWaitsNoMoreKeepsNoOtherOnAVirtualThread() {
        ActorRef<?> ref = waiting();
        Tests.eventually("both are back", () -> {
            in(ref, self -> {
                leaf.tell(Tests.code(other -> null));
                return null;
            });
            return in(ref, IS_VIRTUAL).equals(false) && in(leaf, IS_VIRTUAL).equals(false);
        });
    }

    @Test
    void aVirtualThreadOfAUserKeepsActorsInThePool() throws Exception {
        boolean[] answer = new boolean[1];
        Thread user = ActorThreads.virtual("user", () -> answer[0] = (boolean) in(leaf, IS_VIRTUAL));
        user.start();
        user.join();
        assertFalse(answer[0]);
    }

    @Test
    void noThreadOfThePoolIsHeldByTheWaitsOfManyActors() {
        List<ActorRef<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            waiting.add(waiting());
        }
        CountDownLatch latch = new CountDownLatch(1);
        ActorRef<?> last = start();
        Future<Object> held = last.askAsync(Tests.code(self -> {
            latch.await();
            return "open";
        }));
        List<Future<Object>> replies = new ArrayList<>();
        waiting.forEach(ref -> replies.add(ref.askAsync(Tests.code(self -> held.get(LONG)))));
        assertEquals("answers", in(start(), self -> "answers"));
        latch.countDown();
        replies.forEach(reply -> assertEquals("open", reply.get(LONG)));
    }

    @Test
    void itsHandlerThatIsBlockedInAMonitorHoldsNoOthersUp() {
        Object monitor = new Object();
        List<ActorRef<?>> blocked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            blocked.add(waiting());
        }
        ActorRef<?> last = waiting();
        List<Future<Object>> replies = new ArrayList<>();
        synchronized (monitor) {
            blocked.forEach(ref -> replies.add(ref.askAsync(Tests.code(self -> {
                synchronized (monitor) {
                    return null;
                }
            }))));
            assertEquals("answers", in(last, self -> "answers"));
        }
        replies.forEach(reply -> reply.get(LONG));
    }

    /** Actors move from the pool to virtual threads and back all the time, while threads and actors wake them. */
    @Test
    @Tag("slow")
    void eachMessageIsHandledOnceAndInOrderWhileActorsComeAndGo() throws Exception {
        long seed = System.nanoTime();
        for (int round = 0; round < Tests.scaled(20); round++) {
            List<ActorRef<?>> actors = new ArrayList<>();
            List<int[]> counts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                actors.add(start());
                counts.add(new int[3]);
            }
            List<Thread> senders = new ArrayList<>();
            for (int s = 0; s < 3; s++) {
                int sender = s;
                Random random = new Random(seed + 3 * round + s);
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        int to = random.nextInt(6);
                        // times of waits and times without, longer than an actor stays without a reason
                        boolean waits = (i >> 9 & 1) == 0 && random.nextInt(4) == 0;
                        actors.get(to).tell(Tests.code(self -> {
                            counts.get(to)[sender]++;
                            return waits ? in(leaf, other -> null) : null;
                        }));
                    }
                });
                senders.add(thread);
                thread.start();
            }
            for (Thread thread : senders) {
                thread.join();
            }
            int sum = 0;
            for (int i = 0; i < 6; i++) {
                int to = i;
                sum += (int) in(actors.get(i), self -> counts.get(to)[0] + counts.get(to)[1] + counts.get(to)[2]);
                assertTrue(actors.get(i).stop(LONG));
            }
            assertEquals(15_000, sum, "seed " + seed);
        }
    }

    /** Asks again and again, in one turn or in a turn for each ask. */
    private static Object again(Actor self, ActorRef<?> answers, AtomicBoolean over, boolean oneTurn) {
        do {
            answers.ask(Tests.code(other -> null)); // a limit would bring the JDK's timer in, from outside
        } while (oneTurn && !over.get());
        if (!over.get()) {
            self.actorRef().tell(Tests.code(it -> again(it, answers, over, false)));
        }
        return null;
    }

    /** The JDK's scheduler runs what a virtual thread wakes before what comes from outside, for as long as there is any. */
    @Test
    void actorsThatAskWithoutEndHoldNoOtherUp() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
            ActorRef<?> asks = waiting();
            ActorRef<?> answers = start();
            boolean oneTurn = i % 2 == 0;
            asks.tell(Tests.code(self -> again(self, answers, over, oneTurn)));
        }
        ActorRef<?> other = waiting();
        for (int i = 0; i < 50; i++) {
            assertEquals("answers", in(other, self -> in(leaf, it -> "answers")));
        }
        over.set(true);
    }

    @Test
    void anActorWhoseThreadIsRefusedStaysInThePoolAndLosesNothing() {
        ActorRef<?> ref = start();
        refused.set(2);
        assertEquals(false, isVirtualBehindAWait(ref));
        pass(ref, 2);
        in(ref, self -> in(leaf, other -> null));
        pass(ref, 2);
    }

    @Test
    void theThreadThatStaysEndsAfterTheLastActorEndedOnAVirtualThread() {
        ActorRef<?> last = waiting();
        assertTrue(leaf.stop(LONG));
        Tests.eventually("one thread stays", () -> Tests.workers(before) == 1 && Tests.threads().stream()
                .filter(thread -> !before.contains(thread)).anyMatch(thread -> thread.getState() == Thread.State.WAITING));
        assertTrue(last.stop(LONG));
        Tests.eventually("none is left", () -> Tests.workers(before) == 0);
    }

    @Test
    void afterTheCloseItEndsWithTheNextMessage() {
        ActorRef<?> ref = waiting();
        runtime.close();
        assertThrows(ActorDeadException.class, () -> in(ref, self -> null));
    }
}
