package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Futures as CompletableFutures. */
@Contract
class CompletableFutureContract extends Conformance {
    CompletableFutureContract(String runtime) {
        super(runtime);
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(LONG.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return await(future.handle((value, failure) -> failure));
    }

    @Test
    void doneFutureGivesOneThatIsCompletedAlready() {
        assertEquals(1, Futures.of(1).toCompletableFuture().getNow(0));
        assertNull(Futures.<Object>of(null).toCompletableFuture().getNow("pending"));
        assertEquals(2, Futures.of(1).map(v -> v + 1).toCompletableFuture().getNow(0));
        assertEquals(List.of(1, 2), Futures.of(1).join(Futures.of(2)).toCompletableFuture().getNow(List.of()));
        Promise<Integer> hooked = Promise.create();
        hooked.setGetHook(timeLeft -> 3);
        assertEquals(3, hooked.toCompletableFuture().getNow(0));
        assertEquals(1, Futures.of(1).toCompletableFuture(task -> {
            throw new AssertionError("it was completed already");
        }).getNow(0));
    }

    @Test
    void failureGoesThroughAsItIs() {
        IOException failure = new IOException();
        CompletableFuture<Object> failed = Futures.failed(failure).toCompletableFuture();
        assertTrue(failed.isCompletedExceptionally());
        assertSame(failure, failure(failed));
        assertSame(failure, assertThrows(CompletionException.class, failed::join).getCause());
        ActorRef<Echo> ref = start(Echo::new);
        assertSame(failure, failure(ref.call(actor -> {
            throw failure;
        }).toCompletableFuture()));
        assertSame(failure, failure(ref.askAsync("x").map(x -> {
            throw failure;
        }).toCompletableFuture()));
    }

    @Test
    void eachCallGivesANewObject() {
        Promise<Integer> future = Promise.create();
        CompletableFuture<Integer> first = future.toCompletableFuture();
        CompletableFuture<Integer> second = future.toCompletableFuture();
        assertNotSame(first, second);
        first.complete(5);
        assertFalse(second.isDone());
        future.set(1);
        assertEquals(1, await(second));
        assertEquals(5, await(first));
        assertNotSame(future.toCompletableFuture(), future.toCompletableFuture());
    }

    @Test
    void isCompletedByTheThreadThatReplies() {
        ActorRef<Echo> ref = start(Echo::new);
        for (int i = 0; i < 20; i++) {
            Busy busy = new Busy(ref);
            Future<Thread> reply = ref.call(actor -> Thread.currentThread());
            CompletableFuture<Thread> completer = reply.toCompletableFuture().thenApply(v -> Thread.currentThread());
            Future<Thread> next = ref.call(actor -> Thread.currentThread()); // perhaps in another turn, on another thread
            CompletableFuture<Thread> ofAtOnce =
                    next.toCompletableFuture(Runnable::run).thenApply(v -> Thread.currentThread());
            assertFalse(completer.isDone());
            busy.goOn();
            assertSame(reply.get(LONG), await(completer));
            assertSame(next.get(LONG), await(ofAtOnce));
        }
    }

    @Test
    void functionsOfFuturesDoNotRunOnTheThreadOfTheActorUnlessTheExecutorIsThatThread() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Thread> reply = ref.call(actor -> Thread.currentThread());
        Future<Thread> mapped = reply.map(v -> Thread.currentThread());
        Future<Thread> mappedAtOnce = reply.map(v -> Thread.currentThread());
        CompletableFuture<Thread> converted = mapped.toCompletableFuture();
        CompletableFuture<Thread> dependent = reply.map(v -> v).toCompletableFuture().thenApply(v -> Thread.currentThread());
        CompletableFuture<Thread> convertedAtOnce = mappedAtOnce.toCompletableFuture(Runnable::run);
        busy.goOn();
        assertNotEquals(reply.get(LONG), await(converted));
        assertNotEquals(reply.get(LONG), await(dependent));
        assertSame(reply.get(LONG), await(convertedAtOnce));
        assertSame(await(converted), mapped.get()); // it ran once
    }

    @Test
    void functionsRunAndCompletionHappensOnTheGivenExecutor() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "given"));
        try {
            Promise<Object> first = Promise.create();
            Future<Object> second = start(Echo::new).askAsync("x");
            CompletableFuture<String> where = first.join(second).map(v -> Thread.currentThread().getName())
                    .toCompletableFuture(executor).thenApply(ran -> ran + " " + Thread.currentThread().getName());
            CompletableFuture<String> completed = first.toCompletableFuture(executor)
                    .thenApply(v -> Thread.currentThread().getName());
            first.set(1);
            assertEquals("given given", await(where));
            assertEquals("given", await(completed));
        } finally {
            executor.shutdown();
            assertTrue(executor.awaitTermination(LONG.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void failingExecutorFailsIt() {
        RejectedExecutionException rejected = new RejectedExecutionException();
        Promise<Object> future = Promise.create();
        CompletableFuture<Object> converted = future.toCompletableFuture(task -> {
            throw rejected;
        });
        CompletableFuture<Object> derived = future.map(v -> v).toCompletableFuture(task -> {
            throw rejected;
        });
        assertFalse(converted.isDone());
        future.set("value");
        assertSame(rejected, failure(converted));
        assertSame(rejected, failure(derived));
        assertEquals("value", future.get());
        assertThrows(NullPointerException.class, () -> future.toCompletableFuture(null));
    }

    @Test
    void cancellingOrCompletingItChangesNothingHere() {
        Promise<Object> future = Promise.create();
        CompletableFuture<Object> cancelled = future.toCompletableFuture();
        CompletableFuture<Object> completed = future.toCompletableFuture();
        CompletableFuture<Object> untouched = future.toCompletableFuture();
        assertTrue(cancelled.cancel(true));
        assertTrue(completed.complete("other"));
        assertFalse(future.isDone());
        future.set("value");
        assertEquals("value", future.get());
        assertEquals("value", await(untouched));
        assertEquals("other", completed.join());
        assertTrue(cancelled.isCancelled());
    }

    @Test
    void handlerWhoseAskerCancelledIsRunAllTheSame() {
        List<Object> notes = new CopyOnWriteArrayList<>();
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        Busy busy = new Busy(ref);
        Future<Object> reply = ref.askAsync("x");
        reply.toCompletableFuture().cancel(true);
        busy.goOn();
        assertEquals("x", reply.get(LONG));
        assertEquals(List.of("onStart", "x"), notes);
    }

    @Test
    void derivedFutureIsCompletedWhenTheLastOfItsSourcesIs() {
        List<Promise<Integer>> sources = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sources.add(Promise.create());
        }
        CompletableFuture<Integer> sum = Futures.reduce(Futures.joinAll(sources), Integer::sum).toCompletableFuture();
        for (int i = 9; i >= 0; i--) {
            assertFalse(sum.isDone());
            sources.get(i).set(i);
        }
        assertEquals(45, await(sum));
    }

    @Test
    void hookThatIsSetLaterCompletesIt() {
        Promise<String> future = Promise.create();
        CompletableFuture<String> converted = future.toCompletableFuture();
        future.setGetHook(timeLeft -> "hook");
        assertEquals("hook", await(converted));
        assertEquals("hook", future.get());
    }

    @Test
    void endOfAnActorCompletesIt() {
        ActorRef<Echo> ref = start(Echo::new);
        CompletableFuture<ActorEnd> end = ref.whenStopped().toCompletableFuture();
        Busy busy = new Busy(ref);
        CompletableFuture<Boolean> stopped = ref.stopAsync().toCompletableFuture();
        CompletableFuture<Object> late = ref.askAsync("late").toCompletableFuture();
        assertFalse(end.isDone());
        busy.goOn();
        assertEquals(ActorEnd.Reason.STOPPED, await(end).reason());
        assertTrue(await(stopped));
        assertEquals(ActorDeadException.class, failure(late).getClass());
    }

    @Test
    void actorMayGoOnWithAReplyOfItself() {
        ActorRef<Echo> ref = start(Echo::new);
        CompletableFuture<String> reply = ref.call(
                actor -> ref.askAsync("later").toCompletableFuture().thenApply(v -> v + "!")).get(LONG);
        assertEquals("later!", await(reply));
    }

    @Test
    void noThreadWaitsForIt() {
        Promise<Integer> future = Promise.create();
        int before = Thread.getAllStackTraces().size();
        List<CompletableFuture<Integer>> converted = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            converted.add((i % 2 == 0 ? future : future.map(v -> v)).toCompletableFuture());
        }
        assertTrue(Thread.getAllStackTraces().size() < before + 100);
        future.set(1);
        converted.forEach(each -> assertEquals(1, await(each)));
    }
}
