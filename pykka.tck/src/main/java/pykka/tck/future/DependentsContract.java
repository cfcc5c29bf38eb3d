package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Garbage;

/**
 * What it takes to complete CompletableFutures of futures: no other thread, no time of others, no memory for those that are gone.
 */
@Contract
class DependentsContract extends Conformance {
    DependentsContract(String runtime) {
        super(runtime);
    }

    @Test
    void dependentsRunOnTheThreadThatReplies() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Thread> reply = ref.call(actor -> Thread.currentThread());
        CompletableFuture<Thread> here = reply.toCompletableFuture().thenApply(thread -> Thread.currentThread());
        CompletableFuture<Thread> elsewhere = reply.toCompletableFuture().thenApplyAsync(thread -> Thread.currentThread());
        busy.goOn();
        assertSame(reply.get(LONG), here.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
        assertNotSame(reply.get(LONG), elsewhere.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Test
    void noThreadOfTheCommonPoolIsNeeded() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        int threads = ForkJoinPool.getCommonPoolParallelism();
        CountDownLatch blocked = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            ForkJoinPool.commonPool().execute(() -> {
                blocked.countDown();
                await(never);
            });
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            await(blocked);
            ActorRef<Echo> ref = start(Echo::new);
            Busy busy = new Busy(ref);
            List<CompletableFuture<?>> all = List.of(ref.askAsync(1).toCompletableFuture(),
                    ref.askAsync(1).toCompletableFuture(executor), ref.askAsync(1).map(x -> x).toCompletableFuture(executor),
                    ref.stopAsync().toCompletableFuture(), ref.whenStopped().toCompletableFuture());
            busy.goOn();
            for (CompletableFuture<?> one : all) {
                one.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            never.countDown();
            executor.shutdown();
        }
    }

    /** Threads are numbered as they are made. */
    private static long madeBy(Runnable action) {
        long before = new Thread(() -> {}).getId();
        action.run();
        return new Thread(() -> {}).getId() - before;
    }

    @Test
    void manyAnswersStartNoThreads() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            all.add(ref.askAsync(i).toCompletableFuture());
        }
        all.add(ref.whenStopped().toCompletableFuture().thenApply(x -> "stopped"));
        ref.stopAsync();
        long made = madeBy(() -> {
            busy.goOn();
            for (CompletableFuture<Object> one : all) {
                one.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
            }
        });
        assertTrue(made < 50, made + " threads were made");
    }

    @Test
    void functionsOfManyFuturesStartFewThreads() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            all.add(ref.askAsync(i).map(x -> x).toCompletableFuture());
        }
        long made = madeBy(() -> {
            busy.goOn();
            for (CompletableFuture<Object> one : all) {
                one.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join();
            }
        });
        assertTrue(made < 1_000, made + " threads were made");
    }

    @Test
    void chainsOfDependentsThatCompleteOthersMayBeOfAnyLength() {
        int length = scaled(100_000);
        Promise<Object> first = Promise.create();
        Future<Object> last = first;
        for (int i = 0; i < length; i++) {
            Promise<Object> next = Promise.create();
            last.toCompletableFuture().thenAccept(next::set);
            last = next;
        }
        first.set("value");
        assertEquals("value", last.get(LONG));
    }

    public interface Links {
        CompletableFuture<Object> link(int left);
    }

    /** Hands out the stage of another one of its own methods, and so on. */
    public static class Chain extends Echo {
        private final CompletableFuture<Object> end;

        Chain(CompletableFuture<Object> end) {
            this.end = end;
        }

        public CompletionStage<Object> link(int left) {
            return left == 0 ? end : actorRef().proxy(Links.class).link(left - 1);
        }
    }

    @Test
    void chainsOfStagesThatActorsHandOutMayBeOfAnyLength() throws Exception {
        CompletableFuture<Object> end = new CompletableFuture<>();
        ActorRef<Chain> ref = start(() -> new Chain(end));
        CompletableFuture<Object> first = ref.proxy(Links.class).link(scaled(20_000));
        Background<Object> joined = Background.run(first::join).parked();
        eventually("all are handed out", () -> end.getNumberOfDependents() > 0);
        end.complete("value");
        assertEquals("value", joined.result());
    }

    @Test
    void onlyDependentsRunOnTheThreadThatRepliesThoughOthersWait() throws Exception {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Thread> reply = ref.call(actor -> Thread.currentThread());
        CompletableFuture<Thread> one = reply.toCompletableFuture();
        CompletableFuture<Thread> here = reply.toCompletableFuture().thenApply(thread -> Thread.currentThread());
        Background<Thread> waits = Background.run(one::join).parked();
        busy.goOn();
        assertSame(reply.get(LONG), here.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
        assertSame(reply.get(LONG), waits.result());
    }

    @Test
    void endOfAnActorThatIsOverIsNobodyElsesEither() {
        ActorRef<Echo> ref = start(Echo::new);
        ref.stop();
        CompletableFuture<ActorEnd> end = ref.whenStopped().toCompletableFuture();
        assertFalse(end.cancel(false));
        assertThrows(UnsupportedOperationException.class, () -> end.obtrudeValue(null));
        assertEquals(ActorEnd.Reason.STOPPED, end.join().reason());
    }

    private static Duration leaving(int count) {
        Promise<Object> future = Promise.create();
        List<CompletableFuture<Object>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(future.toCompletableFuture());
        }
        return time(() -> all.forEach(one -> one.complete("mine")));
    }

    /** Of 100,000 that leave in the order in which they came: with a step for each of the others, these are 5,000,000,000. */
    @Test
    void timeInWhichManyLeaveGrowsAsTheirNumber() {
        leaving(1_000);
        assertTook(Duration.ZERO, Duration.ofSeconds(1), leaving(100_000));
    }

    private static void abandon(int count, Runnable conversion) {
        for (int i = 0; i < count; i++) {
            conversion.run();
        }
    }

    @Test
    void endThatIsConvertedAgainAndAgainKeepsNothing() {
        ActorRef<Echo> ref = start(Echo::new);
        abandon(10, () -> ref.whenStopped().toCompletableFuture());
        long before = Garbage.usedMemory();
        abandon(200_000, () -> ref.whenStopped().toCompletableFuture());
        abandon(10_000, () -> ref.whenStopped().toCompletableFuture().copy().cancel(false));
        Garbage.assertKeeps(1_000_000, before);
        assertTrue(ref.isAlive());
    }

    @Test
    void cancelledConversionsKeepNothing() {
        Promise<Object> future = Promise.create();
        Future<Object> mapped = future.map(x -> x);
        abandon(10, () -> mapped.toCompletableFuture().cancel(false));
        long before = Garbage.usedMemory();
        for (int i = 0; i < 50_000; i++) {
            future.toCompletableFuture().cancel(false);
            mapped.toCompletableFuture().complete("mine");
            mapped.toCompletableFuture(Runnable::run).cancel(true);
        }
        Garbage.assertKeeps(1_000_000, before);
        future.set("value");
    }

    @Test
    void endIsOneForAllWhichNobodyElseCompletes() throws Exception {
        ActorRef<Echo> ref = start(Echo::new);
        CompletableFuture<ActorEnd> end = ref.whenStopped().toCompletableFuture();
        assertSame(end, ref.whenStopped().toCompletableFuture());
        assertFalse(end.complete(null));
        assertFalse(end.completeExceptionally(new IllegalStateException()));
        assertFalse(end.cancel(true));
        assertThrows(UnsupportedOperationException.class, () -> end.obtrudeValue(null));
        assertThrows(UnsupportedOperationException.class, () -> end.obtrudeException(new IllegalStateException()));
        CompletableFuture<ActorEnd> limited = end.orTimeout(1, TimeUnit.MILLISECONDS);
        eventually("the copy is over", limited::isCompletedExceptionally);
        assertTrue(end.copy().complete(null));
        assertTrue(end.thenApply(x -> x).cancel(false));
        assertNull(end.completeAsync(() -> null).get(LONG.toMillis(), TimeUnit.MILLISECONDS));
        assertNull(end.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS).get(LONG.toMillis(), TimeUnit.MILLISECONDS));
        assertFalse(end.isDone());
        ref.stop();
        assertEquals(ActorEnd.Reason.STOPPED, end.get(LONG.toMillis(), TimeUnit.MILLISECONDS).reason());
    }
}
