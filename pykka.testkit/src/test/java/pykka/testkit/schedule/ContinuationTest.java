package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** Functions of futures that the library leaves to a pool elsewhere: here they are steps. */
class ContinuationTest extends Stepping {
    private static final class Account extends Actor {
        int balance;
    }

    private final ActorRef<Idle> a = start(runtime, Idle::new);
    private final ActorRef<Idle> b = start(runtime, Idle::new);

    private static CompletableFuture<String> thread(CompletableFuture<?> future) {
        return future.thenApply(x -> Thread.currentThread().getName());
    }

    @BeforeEach
    void begin() {
        runtime.runUntilIdle();
    }

    @Test
    void functionOfAFutureIsAStep() {
        CompletableFuture<String> thread = thread(a.call(x -> 1).map(n -> n + 1).toCompletableFuture());
        assertTrue(runtime.step());
        assertFalse(thread.isDone());
        assertTrue(runtime.step());
        assertTrue(thread.join().startsWith("pykka-stepping-"), thread::join);
        assertFalse(runtime.step());
    }

    @Test
    void secondDependentOfAPromiseIsAStep() {
        Promise<Integer> promise = Promise.create();
        CompletableFuture<String> first = thread(promise.toCompletableFuture());
        CompletableFuture<String> second = thread(promise.toCompletableFuture());
        promise.set(1);
        assertEquals(1, List.of(first, second).stream().filter(CompletableFuture::isDone).count());
        assertEquals(1, runtime.runUntilIdle());
        assertTrue(first.isDone() && second.isDone());
    }

    @Test
    void longChainOfDependentsGoesOnInAStep() {
        Promise<Integer> promise = Promise.create();
        Promise<Integer> last = promise;
        for (int i = 0; i < 100; i++) {
            Promise<Integer> next = Promise.create();
            last.toCompletableFuture().thenAccept(n -> next.set(n + 1));
            last = next;
        }
        promise.set(0);
        assertFalse(last.isDone());
        assertTrue(runtime.runUntilIdle() > 0);
        assertEquals(100, last.get());
    }

    @Test
    void continuationThatWaitsGivesWay() {
        assertEquals(3, a.call(x -> 1).map(n -> n + b.call(y -> 2).get()).toCompletableFuture().join());
    }

    @Test
    void interruptOfAContinuationIsNotSeenByTheNextStep() {
        a.call(x -> 1).map(n -> {
            Thread.currentThread().interrupt();
            return n;
        }).toCompletableFuture();
        CompletableFuture<Boolean> next = b.call(x -> 1).map(n -> Thread.currentThread().isInterrupted()).toCompletableFuture();
        assertEquals(4, runtime.runUntilIdle());
        assertFalse(next.join());
    }

    @Test
    void continuationRunsWhenTheRuntimeIsClosed() {
        CompletableFuture<Integer> future = a.call(x -> 1).map(n -> n + 1).toCompletableFuture();
        assertTrue(runtime.step(a));
        runtime.close();
        assertTrue(future.isDone());
        assertEquals(2, future.join());
    }

    @Test
    void closedRuntimeTakesNone() throws Exception {
        Promise<Integer> promise = Promise.create();
        thread(promise.toCompletableFuture());
        CompletableFuture<String> second = thread(promise.toCompletableFuture());
        runtime.close();
        promise.set(1);
        assertFalse(second.get(10, TimeUnit.SECONDS).startsWith("pykka-stepping-"));
        assertFalse(runtime.scheduler().execute(() -> {}));
        assertEquals(0, runtime.runUntilIdle());
    }

    @Test
    void threadOutsideLeavesItToThePool() throws Exception {
        Promise<Integer> promise = Promise.create();
        CompletableFuture<String> first = thread(promise.toCompletableFuture());
        CompletableFuture<String> second = thread(promise.toCompletableFuture());
        Thread outside = new Thread(() -> promise.set(1));
        outside.start();
        outside.join();
        assertFalse((first.join() + second.join()).contains("pykka-stepping-"));
        assertEquals(Optional.empty(), runtime.notRepeatable());
    }

    // ---- orders

    /** Two actors and the test send each other what continuations bring. */
    private static List<String> chain(long seed) {
        List<String> notes = new ArrayList<>();
        try (SteppingRuntime drawn = new SteppingRuntime(seed)) {
            ActorRef<Noting> c = start(drawn, () -> new Noting("c", notes));
            ActorRef<Noting> d = start(drawn, () -> new Noting("d", notes));
            Promise<Integer> promise = Promise.create();
            List<CompletableFuture<Void>> chains = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int number = 10 * i;
                chains.add(c.askAsync(number).map(n -> n).toCompletableFuture()
                        .thenCompose(n -> d.askAsync(number + 1).map(m -> m).toCompletableFuture())
                        .thenAccept(n -> notes.add("end" + n)));
                chains.add(promise.toCompletableFuture().thenAccept(n -> c.tell(number + n)));
            }
            d.defer(x -> promise.set(2));
            chains.forEach(CompletableFuture::join);
            drawn.runUntilIdle();
            c.stop();
            d.stop();
            assertEquals(Optional.empty(), drawn.notRepeatable());
        }
        return notes;
    }

    @Test
    void chainRepeatsWithTheSameSeed() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            List<String> notes = chain(seed);
            assertEquals(notes, chain(seed));
            orders.add(notes);
        }
        assertTrue(orders.size() > 50, () -> orders.size() + " orders");
    }

    /** An update is lost if another one comes between the step that reads and the one that writes. */
    private static void deposits(SteppingRuntime drawn) {
        ActorRef<Account> account = start(drawn, Account::new);
        for (int i = 0; i < 2; i++) {
            account.call(x -> x.balance).map(before -> before + 1).toCompletableFuture()
                    .thenAccept(sum -> account.defer(x -> x.balance = sum));
        }
        drawn.runUntilIdle();
        int balance = account.call(x -> x.balance).get();
        account.stop();
        assertEquals(2, balance);
    }

    @Test
    void exploreFindsAnOrderOfContinuationsThatFails() {
        AssertionError failed = assertThrows(AssertionError.class, () -> Explore.schedules(100, ContinuationTest::deposits));
        assertTrue(failed.getMessage().contains("Continuation-1 starts"), failed::getMessage);
        assertFalse(failed.getMessage().contains("repeatable:"), failed::getMessage);
        Matcher choices = Pattern.compile("replay\\(\"(.*?)\"").matcher(failed.getMessage());
        assertTrue(choices.find());
        assertThrows(AssertionError.class, () -> Explore.replay(choices.group(1), ContinuationTest::deposits));
    }

    @Test
    void depthFirstFindsAnOrderOfContinuationsThatFails() {
        AssertionError failed = assertThrows(AssertionError.class, () -> Explore.all(1_000, ContinuationTest::deposits));
        assertTrue(failed.getMessage().contains("expected: <2> but was: <1>"), failed::getMessage);
    }
}
