package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.GetHook;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Scripted;

/** Futures that are completed with a function. */
@Contract
class GetHookContract extends Conformance {
    private final List<Object> calls = new CopyOnWriteArrayList<>();

    GetHookContract(String runtime) {
        super(runtime);
    }

    private static <T> Promise<T> hooked(GetHook<T> hook) {
        Promise<T> future = Promise.create();
        future.setGetHook(hook);
        return future;
    }

    /** A future whose value is the time that its hook was given. */
    private static Future<List<Duration>> timed() {
        return hooked(Collections::singletonList);
    }

    @Test
    void hookIsCalledByTheFirstReaderInItsThread() throws Exception {
        Future<Thread> future = hooked(timeLeft -> {
            calls.add("called");
            return Thread.currentThread();
        });
        assertTrue(future.isDone());
        assertEquals(List.of(), calls);
        FutureTask<Thread> first = reading(() -> {
            assertSame(Thread.currentThread(), future.get());
            return Thread.currentThread();
        });
        assertSame(read(first), future.get());
        assertEquals(List.of("called"), calls);
    }

    @Test
    void hookIsGivenNullByAReaderWithoutLimit() {
        assertEquals(Collections.singletonList(null), timed().get());
        assertEquals(Collections.singletonList(null), timed().get(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(Collections.singletonList(null), timed().toCompletableFuture().join());
    }

    @Test
    void hookIsGivenTheTimeThatIsLeft() {
        Duration left = timed().get(LONG).get(0);
        assertTrue(left.compareTo(Duration.ZERO) > 0 && left.compareTo(LONG) <= 0, left::toString);
    }

    @Test
    void hookIsGivenTheTimeThatOtherWaitsLeft() throws Exception {
        Promise<Integer> first = Promise.create();
        Future<List<Duration>> second = timed();
        FutureTask<List<Object>> reader = reading(() -> first.join(second).get(LONG));
        long begin = System.nanoTime();
        Duration waited = Duration.ofMillis(20);
        eventually("some time", () -> System.nanoTime() - begin > waited.toNanos());
        first.set(1);
        Duration left = (Duration) ((List<?>) read(reader).get(1)).get(0);
        assertTrue(left.compareTo(LONG.minus(waited)) < 0, () -> left + " of " + LONG);
    }

    @Test
    void hookIsGivenZeroByAReaderThatPolls() {
        assertEquals(List.of(Duration.ZERO), timed().get(Duration.ZERO));
        assertEquals(List.of(Duration.ZERO), timed().get(Duration.ofSeconds(-1)));
        assertEquals(List.of(Duration.ZERO), timed().get(Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void timeoutOfAHookThatWasGivenATimeIsNotKept() {
        Future<String> future = hooked(timeLeft -> {
            calls.add(timeLeft == null ? "without limit" : "limited");
            if (calls.size() < 3) {
                throw new ActorTimeoutException("of the hook");
            }
            return "value";
        });
        assertEquals("of the hook", assertThrows(ActorTimeoutException.class, () -> future.get(LONG)).getMessage());
        assertTrue(future.isDone());
        assertEquals("of the hook", assertThrows(ActorTimeoutException.class, () -> future.get(LONG)).getMessage());
        assertEquals("value", future.get());
        assertEquals("value", future.get(Duration.ZERO));
        assertEquals(List.of("limited", "limited", "without limit"), calls);
    }

    @Test
    void timeoutOfAHookThatWasGivenNoneIsKept() {
        Future<String> future = hooked(timeLeft -> {
            calls.add("called");
            throw new ActorTimeoutException("of the hook");
        });
        ActorTimeoutException first = assertThrows(ActorTimeoutException.class, future::get);
        assertSame(first, assertThrows(ActorTimeoutException.class, future::get));
        assertSame(first, assertThrows(ActorTimeoutException.class, () -> future.get(LONG)));
        assertEquals(List.of("called"), calls);
    }

    @Test
    void timeoutOfAnActorThatAHookAskedIsKept() {
        ActorTimeoutException thrown = new ActorTimeoutException("of the actor");
        ActorRef<Scripted> ref = start(Scripted::new);
        Future<Object> future = hooked(timeLeft -> {
            calls.add("called");
            return ref.ask(Scripted.code(() -> Scripted.raise(thrown)));
        });
        assertSame(thrown, assertThrows(ActorTimeoutException.class, () -> future.get(LONG)));
        assertSame(thrown, assertThrows(ActorTimeoutException.class, future::get));
        assertEquals(List.of("called"), calls);
    }

    @Test
    void timeoutOfAHookPassesThroughWhatIsDerivedFromIt() {
        Future<String> hooked = hooked(timeLeft -> {
            if (timeLeft != null) {
                throw new ActorTimeoutException("of the hook");
            }
            return "value";
        });
        Future<String> mapped = hooked.map(value -> value + "!");
        assertThrows(ActorTimeoutException.class, () -> mapped.get(LONG));
        assertEquals("value!", mapped.get());
    }

    @Test
    void anyOtherFailureOfAHookIsKept() {
        for (Throwable failure : List.of(new IOException(), new IllegalStateException())) {
            Promise<Object> future = hooked(timeLeft -> {
                calls.add(failure);
                throw (Exception) failure;
            });
            assertSame(failure, assertThrows(Exception.class, () -> future.get(LONG)));
            assertSame(failure, assertThrows(Exception.class, future::get));
        }
        assertEquals(2, calls.size());
    }

    @Test
    void secondHookIsRefused() {
        Promise<String> future = hooked(timeLeft -> "first");
        assertThrows(IllegalStateException.class, () -> future.setGetHook(timeLeft -> "second"));
        assertEquals("first", future.get());
        assertThrows(IllegalStateException.class, () -> future.setGetHook(timeLeft -> "second"));
        assertEquals("first", future.get());
    }

    @Test
    void readersThatWaitAlreadyAreServed() throws Exception {
        Promise<String> future = Promise.create();
        List<FutureTask<String>> readers = List.of(
                reading(future::get), reading(() -> future.get(LONG)), reading(() -> future.map(v -> v).get()));
        future.setGetHook(timeLeft -> {
            calls.add("called");
            return "value";
        });
        for (FutureTask<String> reader : readers) {
            assertEquals("value", read(reader));
        }
        assertEquals(List.of("called"), calls);
    }

    @Test
    void otherReaderWaitsForTheRunWithItsOwnDeadline() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Future<String> future = hooked(timeLeft -> {
            calls.add("called");
            entered.countDown();
            await(over);
            return "value";
        });
        FutureTask<String> first = reading(future::get);
        await(entered);
        assertFalse(future.isDone());
        assertThrows(ActorTimeoutException.class, () -> future.get(Duration.ZERO));
        assertTook(Duration.ofMillis(50), Duration.ofSeconds(1),
                time(() -> assertThrows(ActorTimeoutException.class, () -> future.get(Duration.ofMillis(50)))));
        FutureTask<String> second = reading(future::get);
        over.countDown();
        assertEquals("value", read(first));
        assertEquals("value", read(second));
        assertEquals(List.of("called"), calls);
    }

    @Test
    void otherReaderRunsTheHookAgainWhenTheRunOfTheFirstTimesOut() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Future<String> future = hooked(timeLeft -> {
            if (timeLeft == null) {
                return "value";
            }
            await(over);
            throw new ActorTimeoutException("of the hook");
        });
        FutureTask<String> limited = reading(() -> future.get(LONG));
        FutureTask<String> unlimited = reading(future::get);
        over.countDown();
        assertEquals("value", read(unlimited));
        assertThrows(Exception.class, () -> read(limited));
    }

    @Test
    void hookMayReadOtherFutures() {
        ActorRef<Echo> ref = start(Echo::new);
        Future<Object> reply = ref.askAsync("reply");
        assertEquals("reply", hooked(timeLeft -> timeLeft == null ? reply.get() : reply.get(timeLeft)).get(LONG));
    }

    @Test
    void hookThatReadsItsOwnFutureFails() {
        List<Future<Object>> self = new ArrayList<>();
        self.add(hooked(timeLeft -> self.get(0).get()));
        assertThrows(ActorDeadlockException.class, self.get(0)::get);
    }
}
