package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_future.py, as far as it is about futures that are completed. */
@Contract
class FutureContract extends Conformance {
    private final AtomicInteger calls = new AtomicInteger();

    FutureContract(String runtime) {
        super(runtime);
    }

    @Test
    void setMultipleTimesFails() {
        Promise<Integer> future = Promise.create();
        future.set(1);
        assertThrows(IllegalStateException.class, () -> future.set(2));
        assertEquals(1, future.get());
    }

    @Test
    void getAllBlocksUntilAllFuturesAreAvailable() throws Exception {
        List<Promise<Integer>> futures = List.of(Promise.create(), Promise.create(), Promise.create());
        FutureTask<List<Integer>> all = reading(() -> Futures.getAll(futures));
        futures.get(1).set(1);
        futures.get(0).set(0);
        assertFalse(all.isDone());
        futures.get(2).set(2);
        assertEquals(List.of(0, 1, 2), read(all));
    }

    @Test
    void getAllRaisesTimeoutIfNotAllFuturesAreAvailable() {
        List<Future<Integer>> futures = List.of(Futures.of(0), Futures.of(1), Promise.create());
        ActorTimeoutException e = assertThrows(
                ActorTimeoutException.class, () -> Futures.getAll(futures, Duration.ZERO));
        assertEquals("0 seconds", e.getMessage());
    }

    @Test
    void getAllCanBeCalledMultipleTimes() {
        List<Future<Integer>> futures = List.of(Futures.of(0), Futures.of(1), Futures.of(2));
        assertEquals(List.of(0, 1, 2), Futures.getAll(futures));
        assertEquals(List.of(0, 1, 2), Futures.getAll(futures));
    }

    @Test
    void getAllOfNothingIsNothing() {
        assertEquals(List.of(), Futures.getAll(List.of()));
    }

    @Test
    void getAllFailsAsTheFirstInOrderThatFails() {
        RuntimeException second = new RuntimeException();
        List<Future<Integer>> futures = List.of(Futures.of(0), Futures.failed(second), Futures.failed(new Error()));
        assertSame(second, assertThrows(RuntimeException.class, () -> Futures.getAll(futures)));
    }

    @Test
    void getAllGivesAnUnmodifiableListThatMayHoldNull() {
        List<Object> values = Futures.getAll(List.of(Futures.of(1), Futures.of(null)));
        assertEquals(Arrays.asList(1, null), values);
        assertThrows(UnsupportedOperationException.class, () -> values.set(0, 2));
    }

    @Test
    void futureInFutureWorks() {
        Promise<Promise<String>> outer = Promise.create();
        Promise<String> inner = Promise.create();
        inner.set("value");
        outer.set(inner);
        assertSame(inner, outer.get());
        assertEquals("value", outer.get().get());
    }

    @Test
    void getRaisesExceptionWithFullTraceback() {
        ActorRef<Echo> ref = start(Echo::new);
        IOException[] thrown = new IOException[1];
        Future<Object> future = ref.call(actor -> {
            thrown[0] = failing();
            throw thrown[0];
        });
        IOException e = assertThrows(IOException.class, () -> future.get(LONG));
        assertSame(thrown[0], e);
        assertEquals("failing", e.getStackTrace()[0].getMethodName());
        StackTraceElement[] first = e.getStackTrace();
        assertSame(e, assertThrows(IOException.class, future::get));
        assertEquals(Arrays.asList(first), Arrays.asList(e.getStackTrace())); // it does not grow
    }

    private static IOException failing() {
        return new IOException("checked");
    }

    /** What stands in for await: no coroutines in Java. */
    @Test
    void futureSupportsAwaitSyntaxByCompletableFuture() {
        ActorRef<Echo> ref = start(Echo::new);
        assertEquals("reply!", ref.askAsync("reply").toCompletableFuture().thenApply(v -> v + "!").join());
    }

    @Test
    void getHookIsOnlyCalledOnceEvenIfResultIsNone() {
        Promise<Object> future = Promise.create();
        future.setGetHook(timeLeft -> {
            calls.incrementAndGet();
            return null;
        });
        assertNull(future.get());
        assertNull(future.get());
        assertEquals(1, calls.get());
    }

    private Promise<Integer> hooked() {
        Promise<Integer> future = Promise.create();
        future.setGetHook(timeLeft -> calls.incrementAndGet());
        return future;
    }

    @Test
    void setIsNotAllowedOnFutureWithGetHook() {
        Promise<Integer> future = hooked();
        assertThrows(IllegalStateException.class, () -> future.set(5));
        assertEquals(1, future.get());
        assertThrows(IllegalStateException.class, () -> future.set(5));
        assertEquals(1, future.get());
        assertEquals(1, calls.get());
    }

    @Test
    void setExceptionIsNotAllowedOnFutureWithGetHook() {
        Promise<Integer> future = hooked();
        assertThrows(IllegalStateException.class, () -> future.setException(new IOException()));
        assertEquals(1, future.get());
        assertEquals(1, calls.get());
    }

    @Test
    void setHookIsNotAllowedOnFutureWithResult() {
        Promise<Integer> future = Promise.create();
        future.set(5);
        assertThrows(IllegalStateException.class, () -> future.setGetHook(timeLeft -> calls.incrementAndGet()));
        assertEquals(5, future.get());
        assertEquals(0, calls.get());
    }

    @Test
    void setAfterSetExceptionFails() {
        Promise<Integer> future = Promise.create();
        IOException failure = new IOException();
        future.setException(failure);
        assertThrows(IllegalStateException.class, () -> future.set(1));
        assertThrows(IllegalStateException.class, () -> future.setException(new IOException()));
        assertSame(failure, assertThrows(IOException.class, future::get));
    }

    @Test
    void getServesAllWaitingReaders() throws Exception {
        Promise<Object> future = Promise.create();
        List<FutureTask<Object>> readers = List.of(
                reading(future::get), reading(() -> future.get(LONG)), reading(() -> future.map(v -> v).get()));
        future.set("value");
        for (FutureTask<Object> reader : readers) {
            assertEquals("value", read(reader));
        }
    }

    @Test
    void valueIsNotCopiedAndMayBeAThrowable() {
        RuntimeException value = new RuntimeException();
        assertSame(value, Futures.of(value).get());
        Promise<Object> future = Promise.create();
        future.set(value);
        assertSame(value, future.get());
    }

    @Test
    void failureOfAnyKindIsThrownAsItIs() throws Exception {
        for (Throwable failure : List.of(new IOException(), new Error(), new InterruptedException(), new Throwable())) {
            assertSame(failure, assertThrows(Throwable.class, Futures.failed(failure)::get));
            FutureTask<Object> reader = reading(() -> Futures.failed(failure).get(LONG));
            assertSame(failure, assertThrows(ExecutionException.class, () -> read(reader)).getCause());
        }
    }

    @Test
    void getOrThrowLetsTheCompilerKnowTheException() {
        IOException failure = new IOException();
        try {
            Futures.failed(failure).getOrThrow(IOException.class);
        } catch (IOException e) {
            assertSame(failure, e);
            return;
        }
        throw new AssertionError("no exception");
    }

    @Test
    void getOrThrowThrowsAnythingElseAsItIsToo() {
        Error failure = new Error();
        assertSame(failure, assertThrows(Error.class, () -> Futures.failed(failure).getOrThrow(IOException.class)));
        assertSame(failure, assertThrows(Error.class, () -> Futures.failed(failure).getOrThrow(IOException.class, LONG)));
        assertThrows(ActorTimeoutException.class, () -> Promise.create().getOrThrow(IOException.class, Duration.ZERO));
        assertThrows(NullPointerException.class, () -> Futures.of(1).getOrThrow(null));
        assertThrows(NullPointerException.class, () -> Futures.of(1).getOrThrow(null, LONG));
    }

    @Test
    void getOrThrowReturnsTheValue() throws Exception {
        Future<String> future = Futures.of("value");
        assertEquals("value", future.getOrThrow(IOException.class));
        assertTrue(future.getOrThrow(IOException.class, Duration.ZERO).startsWith("v"));
    }
}
