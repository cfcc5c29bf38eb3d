package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_future.py, as far as it is about futures made of others. */
@Contract
class DerivedFutureContract extends Conformance {
    private final AtomicInteger calls = new AtomicInteger();

    DerivedFutureContract(String runtime) {
        super(runtime);
    }

    private static void assertPreservesTheTimeout(Future<?> derived) {
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> derived.get(Duration.ZERO));
        assertEquals("0 seconds", e.getMessage());
    }

    @Test
    void filterExcludesItemsNotMatchingPredicate() {
        Promise<List<Integer>> future = Promise.create();
        Future<List<Integer>> filtered = Futures.filter(future, (Integer x) -> x > 10);
        future.set(List.of(1, 3, 5, 7, 9, 11, 13, 15, 17, 19));
        assertEquals(List.of(11, 13, 15, 17, 19), filtered.get());
        assertEquals(List.of(11), future.filter((Integer x) -> x == 11).get());
    }

    @Test
    void filterOnNoniterable() {
        Future<List<Integer>> filtered = Futures.of(1).filter((Integer x) -> true);
        ClassCastException e = assertThrows(ClassCastException.class, filtered::get);
        assertEquals("java.lang.Integer is not iterable", e.getMessage());
    }

    @Test
    void filterPreservesTheTimeoutKwarg() {
        assertPreservesTheTimeout(Promise.create().filter(x -> true));
    }

    @Test
    void filterReusesResultIfCalledMultipleTimes() {
        Future<List<Integer>> filtered = Futures.filter(Futures.of(List.of(1, 2, 3)), (Integer x) -> {
            calls.incrementAndGet();
            return x > 1;
        });
        assertEquals(0, calls.get());
        List<Integer> first = filtered.get();
        assertSame(first, filtered.get());
        assertEquals(3, calls.get());
    }

    @Test
    void joinCombinesMultipleFuturesIntoOne() {
        Promise<Integer> first = Promise.create();
        Promise<Integer> second = Promise.create();
        Promise<Integer> third = Promise.create();
        Future<List<Object>> joined = first.join(second, third);
        third.set(2);
        second.set(1);
        first.set(0);
        assertEquals(List.of(0, 1, 2), joined.get());
        assertEquals(List.of(0), first.join().get());
    }

    @Test
    void joinPreservesTimeoutKwarg() {
        assertPreservesTheTimeout(Futures.of(0).join(Promise.create(), Futures.of(2)));
    }

    @Test
    void mapReturnsFutureWhichPassesResultThroughFunc() {
        Promise<Integer> future = Promise.create();
        Future<Integer> mapped = future.map(x -> x + 10);
        future.set(30);
        assertEquals(40, mapped.get());
    }

    @Test
    void mapWorksOnDict() {
        Future<Map<String, String>> future = Futures.of(Map.of("foo", "bar"));
        assertEquals("bar", future.map(x -> x.get("foo")).get());
    }

    @Test
    void mapDoesNotMapEachValueInFuturesIterableResult() {
        Future<Object> future = Futures.of(List.of(10, 20, 30));
        assertThrows(ClassCastException.class, future.map(x -> (Integer) x + 10)::get);
        assertEquals(3, future.map(x -> ((List<?>) x).size()).get());
    }

    @Test
    void mapPreservesTimeoutKwarg() {
        assertPreservesTheTimeout(Promise.create().map(x -> x));
    }

    @Test
    void mapReusesResultIfCalledMultipleTimes() {
        Future<Integer> mapped = Futures.of(30).map(x -> x + calls.incrementAndGet());
        assertEquals(31, mapped.get());
        assertEquals(31, mapped.get());
    }

    @Test
    void reduceAppliesFunctionCumulativelyFromTheLeft() {
        Future<List<Integer>> future = Futures.of(List.of(1, 2, 3, 4));
        assertEquals(10, Futures.reduce(future, Integer::sum).get());
        assertEquals(-8, future.<Integer>reduce((a, b) -> a - b).get());
    }

    @Test
    void reduceAcceptsAnInitialValue() {
        Future<List<Integer>> future = Futures.of(List.of(1, 2, 3, 4));
        assertEquals(15, Futures.reduce(future, Integer::sum, 5).get());
        assertEquals("x1234", Futures.reduce(future, (String text, Integer digit) -> text + digit, "x").get());
        assertEquals("x1234", future.reduce((String text, Integer digit) -> text + digit, "x").get());
    }

    @Test
    void reduceOnNoniterable() {
        Future<Integer> reduced = Futures.of(1).reduce(Integer::sum);
        ClassCastException e = assertThrows(ClassCastException.class, reduced::get);
        assertEquals("java.lang.Integer is not iterable", e.getMessage());
        assertThrows(ClassCastException.class, Futures.of(1).reduce(Integer::sum, 5)::get);
    }

    @Test
    void reducePreservesTheTimeoutKwarg() {
        assertPreservesTheTimeout(Promise.create().reduce(Integer::sum));
        assertPreservesTheTimeout(Promise.create().reduce(Integer::sum, 5));
    }

    @Test
    void reduceReusesResultIfCalledMultipleTimes() {
        Future<Integer> reduced = Futures.reduce(Futures.of(List.of(1, 2, 3, 4)), (Integer a, Integer b) -> {
            calls.incrementAndGet();
            return a + b;
        });
        assertEquals(10, reduced.get());
        assertEquals(3, calls.get());
        assertEquals(10, reduced.get());
        assertEquals(10, reduced.get());
        assertEquals(3, calls.get());
    }

    @Test
    void failureOfTheSourceIsTheFailureAndNoFunctionIsCalled() {
        IOException failure = new IOException();
        Future<Object> failed = Futures.failed(failure);
        for (Future<?> derived : List.of(failed.map(x -> calls.incrementAndGet()),
                failed.filter(x -> calls.incrementAndGet() > 0), failed.reduce((a, b) -> calls.incrementAndGet(), 1),
                failed.join(Futures.of(1)), Futures.of(1).join(failed, Promise.create()))) {
            assertSame(failure, assertThrows(IOException.class, derived::get));
        }
        assertEquals(0, calls.get());
    }

    @Test
    void itIsDoneWhenAllItIsMadeOfIsOrTheFirstFailureIsKnown() {
        Future<Object> failed = Futures.failed(new IOException());
        assertTrue(Futures.of(1).join(failed, Promise.create()).isDone());
        assertFalse(Promise.create().join(failed).isDone());
        assertFalse(Futures.of(1).join(Promise.create()).isDone());
        Promise<Integer> last = Promise.create();
        Future<?> joined = Futures.of(1).map(x -> x).join(last.map(x -> x));
        assertFalse(joined.isDone());
        last.set(2);
        assertTrue(joined.isDone());
    }

    @Test
    void aFailureThatOnlyComesOutOfAFunctionIsForeseenWhenThatHasRun() {
        Future<Object> mapped = Futures.failed(new IOException()).map(x -> x);
        Future<?> joined = mapped.join(Promise.create());
        assertFalse(joined.isDone());
        assertThrows(IOException.class, mapped::get);
        assertTrue(joined.isDone());
    }

    @Test
    void itIsNotDoneWhileItsFunctionRuns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Future<String> mapped = Futures.of("value").map(value -> {
            running.countDown();
            goOn.await();
            return value;
        });
        FutureTask<String> reader = reading(mapped::get);
        await(running);
        assertFalse(mapped.isDone());
        goOn.countDown();
        assertEquals("value", read(reader));
        assertTrue(mapped.isDone());
    }

    /** There are 2^60 ways from the last to the first. */
    @Test
    void manyWaysToTheSameFutureAreGoneOnce() {
        Promise<Integer> first = Promise.create();
        Future<?> future = first;
        for (int i = 0; i < 60; i++) {
            future = future.map(x -> x).join(future.map(x -> x));
        }
        Future<?> last = future;
        assertFalse(last.isDone());
        first.set(1);
        assertTimeoutPreemptively(LONG, () -> assertTrue(last.isDone()));
    }

    @Test
    void failureOfTheFunctionIsKept() {
        Future<Object> mapped = Futures.of(1).map(x -> {
            throw new IOException("call " + calls.incrementAndGet());
        });
        IOException first = assertThrows(IOException.class, mapped::get);
        assertSame(first, assertThrows(IOException.class, mapped::get));
        assertEquals("call 1", first.getMessage());
    }

    @Test
    void functionRunsInTheThreadOfTheFirstReader() throws Exception {
        Future<Thread> mapped = start(Echo::new).askAsync("x").map(x -> Thread.currentThread());
        FutureTask<Thread> first = reading(() -> {
            assertSame(Thread.currentThread(), mapped.get());
            return Thread.currentThread();
        });
        assertSame(read(first), mapped.get());
    }

    @Test
    void functionThatReadsItsOwnFutureFails() {
        List<Future<Object>> self = new ArrayList<>();
        self.add(Futures.of(1).map(x -> self.get(0).get()));
        ActorDeadlockException e = assertThrows(ActorDeadlockException.class, self.get(0)::get);
        assertTrue(e.getMessage().contains("reads that very future"), e.getMessage());
    }

    @Test
    void functionMayReadOtherFutures() {
        ActorRef<Echo> ref = start(Echo::new);
        Future<Object> mapped = ref.askAsync("first").map(x -> ref.askAsync(x + " second").map(y -> y + " third").get());
        assertEquals("first second third", mapped.get(LONG));
    }

    @Test
    void joinAllGivesTheValuesInOrderAndCopiesWhatItIsGiven() {
        List<Future<Integer>> futures = new ArrayList<>(List.of(Futures.of(1), Futures.of(2)));
        Future<List<Integer>> joined = Futures.joinAll(futures);
        futures.clear();
        assertEquals(List.of(1, 2), joined.get());
        assertEquals(List.of(), Futures.joinAll(List.<Future<Integer>>of()).get());
        assertThrows(UnsupportedOperationException.class, () -> joined.get().clear());
        futures.add(null);
        assertThrows(NullPointerException.class, () -> Futures.joinAll(futures));
        assertThrows(NullPointerException.class, () -> Futures.joinAll(null));
    }
}
