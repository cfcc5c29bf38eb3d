package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;

/** Futures of stages of the JDK, and functions that run without a reader. */
@Contract
class FromStageContract extends Conformance {
    FromStageContract(String runtime) {
        super(runtime);
    }

    @Test
    void fromIsCompletedAsTheStageIs() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<String> future = Futures.from(stage);
        assertFalse(future.isDone());
        stage.complete("value");
        assertTrue(future.isDone());
        assertEquals("value", future.get());
    }

    @Test
    void fromFailsByTheCauseOfWhatTheJdkWraps() {
        IOException failure = new IOException();
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<String> direct = Futures.from(stage);
        Future<String> behind = Futures.from(stage.thenApply(x -> x));
        stage.completeExceptionally(failure);
        assertSame(failure, assertThrows(IOException.class, () -> direct.get(LONG)));
        assertSame(failure, assertThrows(IOException.class, () -> behind.get(LONG)));
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        assertThrows(CancellationException.class, () -> Futures.from(cancelled).get(LONG));
    }

    @Test
    void anActorWaitsForAStageAsForAFuture() {
        ActorRef<Scripted> ref = start(Scripted::new);
        CompletableFuture<String> stage = new CompletableFuture<>();
        Future<Object> reply = ref.askAsync(Scripted.code(() -> Futures.from(stage).get()));
        stage.complete("late");
        assertEquals("late", reply.get(LONG));
    }

    @Test
    void onCompleteNeedsNoReader() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        CountDownLatch both = new CountDownLatch(2);
        Promise<Integer> promise = Promise.create();
        promise.map(x -> x + 1).onComplete((value, failure) -> {
            seen.add(value);
            both.countDown();
        });
        promise.onComplete((value, failure) -> both.countDown());
        promise.set(1);
        await(both);
        assertEquals(List.of(2), seen);
    }

    @Test
    void onCompleteIsGivenTheFailureItself() throws Exception {
        IOException failure = new IOException();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch called = new CountDownLatch(1);
        Futures.failed(failure).onComplete((value, why) -> {
            seen.set(why);
            called.countDown();
        });
        await(called);
        assertSame(failure, seen.get());
    }

    @Test
    void whatOnCompleteThrowsIsLogged() {
        Records log = log();
        Futures.of(1).onComplete((value, failure) -> {
            throw new IllegalStateException("in the function");
        });
        eventually("it is logged", () -> log.messages("ERROR").equals(List.of("Unhandled exception in onComplete:")));
    }

    @Test
    void aForeignFutureIsRefusedAtOnce() {
        Future<?> foreign = (Future<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Future.class}, (proxy, method, arguments) -> null);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Futures.of(1).join(foreign));
        assertTrue(e.getMessage().endsWith(" is not a future of this library: use Promise.create()"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> Futures.joinAll(List.of(foreign)));
        assertThrows(IllegalArgumentException.class, () -> Futures.getAll(List.of(foreign)));
    }
}
