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
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_future.py, as far as it is about futures that somebody completes. */
@Contract
class FutureContract extends Conformance {
    private final AtomicInteger calls = new AtomicInteger();

    FutureContract(String runtime) {
        super(runtime);
    }

    @Test
    void setMultipleTimesFails() {
        Future<Integer> future = Future.create();
        future.set(1);
        assertThrows(IllegalStateException.class, () -> future.set(2));
        assertEquals(1, future.get());
    }

    @Test
    void getAllBlocksUntilAllFuturesAreAvailable() throws Exception {
        List<Future<Integer>> futures = List.of(Future.create(), Future.create(), Future.create());
        FutureTask<List<Integer>> all = reading(() -> Future.getAll(futures));
        futures.get(1).set(1);
        futures.get(0).set(0);
        assertFalse(all.isDone());
        futures.get(2).set(2);
        assertEquals(List.of(0, 1, 2), read(all));
    }

    @Test
    void getAllRaisesTimeoutIfNotAllFuturesAreAvailable() {
        List<Future<Integer>> futures = List.of(Future.of(0), Future.of(1), Future.create());
        ActorTimeoutException e = assertThrows(
                ActorTimeoutException.class, () -> Future.getAll(futures, Duration.ZERO));
        assertEquals("0 seconds", e.getMessage());
    }

    @Test
    void getAllCanBeCalledMultipleTimes() {
        List<Future<Integer>> futures = List.of(Future.of(0), Future.of(1), Future.of(2));
        assertEquals(List.of(0, 1, 2), Future.getAll(futures));
        assertEquals(List.of(0, 1, 2), Future.getAll(futures));
    }

    @Test
    void getAllOfNothingIsNothing() {
        assertEquals(List.of(), Future.getAll(List.of()));
    }

    @Test
    void getAllFailsAsTheFirstInOrderThatFails() {
        RuntimeException second = new RuntimeException();
        List<Future<Integer>> futures = List.of(Future.of(0), Future.failed(second), Future.failed(new Error()));
        assertSame(second, assertThrows(RuntimeException.class, () -> Future.getAll(futures)));
    }

    @Test
    void getAllGivesAnUnmodifiableListThatMayHoldNull() {
        List<Object> values = Future.getAll(List.of(Future.of(1), Future.of(null)));
        assertEquals(Arrays.asList(1, null), values);
        assertThrows(UnsupportedOperationException.class, () -> values.set(0, 2));
    }

    @Test
    void futureInFutureWorks() {
        Future<Future<String>> outer = Future.create();
        Future<String> inner = Future.create();
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
        Future<Object> future = Future.create();
        future.setGetHook(timeLeft -> {
            calls.incrementAndGet();
            return null;
        });
        assertNull(future.get());
        assertNull(future.get());
        assertEquals(1, calls.get());
    }

    private Future<Integer> hooked() {
        Future<Integer> future = Future.create();
        future.setGetHook(timeLeft -> calls.incrementAndGet());
        return future;
    }

    @Test
    void setIsNotAllowedOnFutureWithGetHook() {
        Future<Integer> future = hooked();
        assertThrows(IllegalStateException.class, () -> future.set(5));
        assertEquals(1, future.get());
        assertThrows(IllegalStateException.class, () -> future.set(5));
        assertEquals(1, future.get());
        assertEquals(1, calls.get());
    }

    @Test
    void setExceptionIsNotAllowedOnFutureWithGetHook() {
        Future<Integer> future = hooked();
        assertThrows(IllegalStateException.class, () -> future.setException(new IOException()));
        assertEquals(1, future.get());
        assertEquals(1, calls.get());
    }

    @Test
    void setHookIsNotAllowedOnFutureWithResult() {
        Future<Integer> future = Future.create();
        future.set(5);
        assertThrows(IllegalStateException.class, () -> future.setGetHook(timeLeft -> calls.incrementAndGet()));
        assertEquals(5, future.get());
        assertEquals(0, calls.get());
    }

    @Test
    void setAfterSetExceptionFails() {
        Future<Integer> future = Future.create();
        IOException failure = new IOException();
        future.setException(failure);
        assertThrows(IllegalStateException.class, () -> future.set(1));
        assertThrows(IllegalStateException.class, () -> future.setException(new IOException()));
        assertSame(failure, assertThrows(IOException.class, future::get));
    }

    @Test
    void setAfterTheReplyFails() {
        Future<Object> reply = start(Echo::new).askAsync("reply");
        assertEquals("reply", reply.get(LONG));
        assertThrows(IllegalStateException.class, () -> reply.set("mine"));
        assertEquals("reply", reply.get());
    }

    @Test
    void setBeforeTheReplyWins() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Object> reply = ref.askAsync("reply");
        reply.set("mine");
        busy.goOn();
        assertEquals("next", ref.ask("next", LONG));
        assertEquals("mine", reply.get());
    }

    @Test
    void getServesAllWaitingReaders() throws Exception {
        Future<Object> future = Future.create();
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
        assertSame(value, Future.of(value).get());
        Future<Object> future = Future.create();
        future.set(value);
        assertSame(value, future.get());
    }

    @Test
    void failureOfAnyKindIsThrownAsItIs() throws Exception {
        for (Throwable failure : List.of(new IOException(), new Error(), new InterruptedException(), new Throwable())) {
            assertSame(failure, assertThrows(Throwable.class, Future.failed(failure)::get));
            FutureTask<Object> reader = reading(() -> Future.failed(failure).get(LONG));
            assertSame(failure, assertThrows(ExecutionException.class, () -> read(reader)).getCause());
        }
    }

    @Test
    void getOrThrowLetsTheCompilerKnowTheException() {
        IOException failure = new IOException();
        try {
            Future.failed(failure).getOrThrow(IOException.class);
        } catch (IOException e) {
            assertSame(failure, e);
            return;
        }
        throw new AssertionError("no exception");
    }

    @Test
    void getOrThrowThrowsAnythingElseAsItIsToo() {
        Error failure = new Error();
        assertSame(failure, assertThrows(Error.class, () -> Future.failed(failure).getOrThrow(IOException.class)));
        assertSame(failure, assertThrows(Error.class, () -> Future.failed(failure).getOrThrow(IOException.class, LONG)));
        assertThrows(ActorTimeoutException.class, () -> Future.create().getOrThrow(IOException.class, Duration.ZERO));
        assertThrows(NullPointerException.class, () -> Future.of(1).getOrThrow(null));
        assertThrows(NullPointerException.class, () -> Future.of(1).getOrThrow(null, LONG));
    }

    @Test
    void getOrThrowReturnsTheValue() throws Exception {
        Future<String> future = Future.of("value");
        assertEquals("value", future.getOrThrow(IOException.class));
        assertTrue(future.getOrThrow(IOException.class, Duration.ZERO).startsWith("v"));
    }
}
