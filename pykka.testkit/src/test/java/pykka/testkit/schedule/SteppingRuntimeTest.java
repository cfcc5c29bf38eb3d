package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.spi.Simulation;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** Which actor runs when. */
class SteppingRuntimeTest extends Stepping {
    @Test
    void noActorRunsByItself() {
        ActorRef<Noting> ref = noting("a");
        ref.tell(1);
        assertEquals(List.of(ref), runtime.ready());
        assertEquals(List.of(), notes);
        assertTrue(runtime.step());
        assertEquals(List.of("a1"), notes);
    }

    @Test
    void stepHandlesOneMessage() {
        ActorRef<Noting> ref = noting("a");
        ref.tell(1);
        ref.tell(2);
        assertTrue(runtime.step());
        assertEquals(List.of("a1"), notes);
        assertTrue(runtime.step());
        assertEquals(List.of("a1", "a2"), notes);
        assertFalse(runtime.step());
    }

    @Test
    void actorWithoutMessagesIsNotReady() {
        noting("a").tell(1);
        runtime.step();
        assertEquals(List.of(), runtime.ready());
    }

    @Test
    void actorsTakeTurnsInOrder() {
        assertEquals(List.of("a1", "b1", "c1", "a2", "b2", "c2", "a3", "b3", "c3"), Scripts.order(runtime));
    }

    @Test
    void stepOfAnActorLeavesTheOthers() {
        ActorRef<Noting> a = noting("a");
        ActorRef<Noting> b = noting("b");
        a.tell(1);
        b.tell(1);
        b.tell(2);
        assertTrue(runtime.step(b));
        assertTrue(runtime.step(b));
        assertFalse(runtime.step(b));
        assertEquals(List.of("b1", "b2"), notes);
        assertEquals(List.of(a), runtime.ready());
    }

    @Test
    void runUntilIdleCountsTheSteps() {
        ActorRef<Noting> ref = noting("a");
        ref.tell(1);
        ref.tell(2);
        ref.tell(3);
        assertEquals(3, runtime.runUntilIdle());
        assertEquals(0, runtime.runUntilIdle());
    }

    @Test
    void seedGivesTheSameOrderEachTime() {
        for (int seed = 0; seed < 50; seed++) {
            assertEquals(Scripts.order(new SteppingRuntime(seed)), Scripts.order(new SteppingRuntime(seed)));
        }
    }

    @Test
    void seedsGiveManyOrders() {
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            orders.add(Scripts.order(new SteppingRuntime(seed)));
        }
        assertTrue(orders.size() > 150, () -> orders.size() + " orders");
    }

    @Test
    void messagesOfOneSenderToOneActorKeepTheirOrder() {
        for (int seed = 0; seed < 200; seed++) {
            List<String> order = Scripts.order(new SteppingRuntime(seed));
            assertEquals(List.of("a1", "a2", "a3"), order.stream().filter(note -> note.startsWith("a")).toList());
        }
    }

    /** Two messages, read and write, are no transaction: some orders lose one of two deposits. */
    @Test
    void seedsFindALostUpdateAndRepeatIt() {
        List<Integer> losing = new ArrayList<>();
        for (int seed = 0; seed < 100; seed++) {
            int balance = balanceAfterTwoDeposits(seed);
            assertEquals(balance, balanceAfterTwoDeposits(seed));
            if (balance != 2) {
                losing.add(seed);
            }
        }
        assertTrue(losing.size() > 10 && losing.size() < 90, losing::toString);
    }

    static final class Account extends Actor {
        int balance;
    }

    static final class Teller extends Actor {
        void deposit(ActorRef<Account> account) {
            int before = account.call(a -> a.balance).get();
            account.run(a -> a.balance = before + 1).get();
        }
    }

    private static int balanceAfterTwoDeposits(int seed) {
        SteppingRuntime drawn = new SteppingRuntime(seed);
        ActorRef<Account> account = start(drawn, Account::new);
        ActorRef<Teller> one = start(drawn, Teller::new);
        ActorRef<Teller> two = start(drawn, Teller::new);
        one.defer(t -> t.deposit(account));
        two.defer(t -> t.deposit(account));
        drawn.runUntilIdle();
        int balance = account.call(a -> a.balance).get();
        ActorRegistry.stopAll();
        drawn.close();
        return balance;
    }

    @Test
    void threadsAreUsedAgain() {
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            SteppingRuntime one = new SteppingRuntime(i);
            ActorRef<Idle> ref = start(one, Idle::new);
            threads.add(ref.call(a -> Thread.currentThread()).get());
            ref.stop();
            one.close();
        }
        assertTrue(threads.size() <= 20, () -> threads.size() + " threads");
    }

    // ---- what is not repeatable

    @Test
    void testOfOneThreadIsRepeatable() {
        Scripts.order(runtime);
        assertEquals(Optional.empty(), runtime.notRepeatable());
    }

    @Test
    void messageOfAnotherThreadIsNoticed() throws Exception {
        ActorRef<Noting> ref = noting("a");
        runtime.runUntilIdle();
        Thread other = new Thread(() -> ref.tell(1), "other");
        other.start();
        other.join();
        assertEquals(Optional.of("the thread other sent to " + ref), runtime.notRepeatable());
        runtime.runUntilIdle();
        assertEquals(List.of("a1"), notes);
    }

    @Test
    void anotherThreadThatWaitsDrivesAndIsNoticed() throws Exception {
        Future<Object> answer = noting("a").askAsync(1);
        List<Object> answers = new ArrayList<>();
        Thread other = new Thread(() -> answers.add(answer.get()), "other");
        other.start();
        other.join();
        assertEquals(List.of(1), answers);
        assertEquals(Optional.of("the thread other drives"), runtime.notRepeatable());
    }

    // ---- ends

    @Test
    void actorCannotDrive() {
        ActorRef<Idle> ref = start(runtime, Idle::new);
        Future<Long> steps = ref.call(a -> runtime.runUntilIdle());
        assertTrue(assertThrows(IllegalStateException.class, steps::get).getMessage().startsWith("An actor cannot drive"));
    }

    @Test
    void actorThatBlocksItsThreadIsNamed() {
        runtime.close();
        runtime = new SteppingRuntime(size -> 0, new Limits(Duration.ZERO, Duration.ofMillis(600), Long.MAX_VALUE));
        CountDownLatch latch = new CountDownLatch(1);
        ActorRef<Idle> ref = start(runtime, Idle::new);
        ref.defer(a -> latch.await());
        try {
            IllegalStateException blocked = assertThrows(IllegalStateException.class, () -> runtime.runUntilIdle());
            assertTrue(blocked.getMessage().startsWith(ref + " has blocked its thread"), blocked::getMessage);
        } finally {
            latch.countDown();
        }
        assertEquals(1, (int) ref.call(a -> 1).get());
    }

    @Test
    void actorsThatSendForEverAreStopped() {
        runtime.close();
        runtime = new SteppingRuntime(size -> 0, new Limits(Duration.ZERO, Duration.ofSeconds(10), 1_000));
        ActorRef<Noting> a = noting("a");
        a.defer(new Again()::sendTo);
        String text = assertThrows(ActorDeadlockException.class, () -> runtime.runUntilIdle()).getMessage();
        assertTrue(text.contains("Not idle after 1000 steps") && text.contains(a.toString()), text);
    }

    private static final class Again {
        void sendTo(Actor actor) {
            Actor.refOf(actor).defer(this::sendTo);
        }
    }

    @Test
    void closeEndsWhatIsQueued() {
        ActorRef<Noting> ref = noting("a");
        Future<Object> answer = ref.askAsync(1);
        runtime.close();
        assertThrows(ActorDeadException.class, answer::get);
        assertFalse(ref.isAlive());
        assertEquals(List.of(), notes);
    }

    @Test
    void closedRuntimeStartsNoActor() {
        runtime.close();
        assertEquals("The runtime was closed",
                assertThrows(IllegalStateException.class, () -> noting("a")).getMessage());
    }

    @Test
    void threadFallsBackToTheRuntimeThatItMadeBefore() {
        SteppingRuntime second = new SteppingRuntime();
        assertSame(second.simulation(), Simulation.current());
        second.close();
        assertSame(runtime.simulation(), Simulation.current());
    }

    @Test
    void threadThatClosesTheEarlierOfTwoRuntimesStaysInTheLater() {
        SteppingRuntime first = new SteppingRuntime();
        SteppingRuntime second = new SteppingRuntime();
        first.close();
        assertSame(second.simulation(), Simulation.current());
        second.close();
        assertSame(runtime.simulation(), Simulation.current());
    }

    @Test
    void closeOnAnotherThreadTakesTheThreadOutThatMadeTheRuntime() throws Exception {
        SteppingRuntime second = new SteppingRuntime();
        Thread closer = new Thread(second::close);
        closer.start();
        closer.join();
        assertSame(runtime.simulation(), Simulation.current());
    }
}
