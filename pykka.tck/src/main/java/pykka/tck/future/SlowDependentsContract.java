package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.raise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Dependents of CompletableFutures of futures that take long, wait or fail: they hold up no other thread. */
@Contract
class SlowDependentsContract extends Conformance {
    SlowDependentsContract(String runtime) {
        super(runtime);
    }

    /** One that waits holds up no other. */
    @Test
    void functionThatWaitsForAnotherOneIsNotInItsWay() {
        List<Promise<Integer>> sources = new ArrayList<>();
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        List<CompletableFuture<Integer>> of = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sources.add(Promise.create());
            of.add(new CompletableFuture<>());
        }
        for (int i = 0; i < 50; i++) {
            int at = i;
            all.add(sources.get(i).map(x -> {
                of.get(at).complete(x);
                return at == 49 ? x : x + of.get(at + 1).join();
            }).toCompletableFuture());
        }
        sources.forEach(source -> source.set(1));
        for (CompletableFuture<Integer> one : all) {
            assertTrue(one.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join() <= 2);
        }
    }

    @Test
    void readersDoNotWaitForDependents() throws Exception {
        Promise<Object> future = Promise.create();
        CountDownLatch read = new CountDownLatch(1);
        Background<Object> before = Background.run(future::get).parked();
        CompletableFuture<Void> slow = future.toCompletableFuture().thenAccept(value -> await(read));
        Background<Object> after = Background.run(future::get).parked();
        Background<Object> completer = Background.run(() -> {
            future.set("value");
            return null;
        });
        assertEquals("value", before.result());
        assertEquals("value", after.result());
        assertFalse(slow.isDone());
        read.countDown();
        completer.result();
        assertTrue(slow.isDone());
    }

    @Test
    void whoStopsAnActorDoesNotWaitForDependentsOfItsEnd() throws Exception {
        ActorRef<Echo> ref = start(Echo::new);
        CountDownLatch stopped = new CountDownLatch(1);
        CompletableFuture<Void> slow = ref.whenStopped().toCompletableFuture().thenRun(() -> await(stopped));
        Busy busy = new Busy(ref);
        CompletableFuture<Void> slowToo = ref.stopAsync().toCompletableFuture().thenAccept(ended -> await(stopped));
        Background<Boolean> stop = Background.run(() -> ref.stop(LONG)).parked();
        Background<ActorEnd> end = Background.run(() -> ref.whenStopped().get()).parked();
        CompletableFuture<Void> last = ref.whenStopped().toCompletableFuture().copy().thenRun(() -> await(stopped));
        busy.goOn();
        assertTrue(stop.result());
        assertEquals(ActorEnd.Reason.STOPPED, end.result().reason());
        assertFalse(slow.isDone() || slowToo.isDone() || last.isDone());
        stopped.countDown();
        slow.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
        slowToo.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
        last.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** As after onStop: its thread still is one that may wait. */
    @Test
    void dependentOfTheEndMayAskOthers() {
        ActorRef<Echo> other = start(Echo::new);
        ActorRef<Echo> ref = start(Echo::new);
        CompletableFuture<Object> asked = ref.whenStopped().toCompletableFuture().thenApply(ended -> other.ask("x"));
        ref.stop();
        assertEquals("x", asked.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Test
    void errorOfADependentIsItsOwn() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Object> reply = ref.askAsync("x");
        CompletableFuture<Object> first = reply.toCompletableFuture().thenApply(x -> x);
        CompletableFuture<Object> failing = reply.toCompletableFuture().thenApply(x -> raise(new OutOfMemoryError("as it were")));
        CompletableFuture<Object> last = reply.toCompletableFuture().thenApply(x -> x);
        busy.goOn();
        assertEquals("x", reply.get(LONG));
        for (CompletableFuture<Object> one : List.of(first, last)) {
            assertEquals("x", one.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
        }
        assertThrows(CompletionException.class, () -> failing.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
        assertEquals("y", ref.ask("y"));
    }

    /** The thread that completes a future is in a dependent of one of its CompletableFutures. */
    @Test
    void dependentThatBlocksDoesNotHoldUpThoseWhoWaitForOthers() throws Exception {
        Promise<Object> future = Promise.create();
        CountDownLatch joined = new CountDownLatch(1);
        CompletableFuture<Object> one = future.toCompletableFuture();
        CompletableFuture<Object> dependent = one.thenApply(x -> x);
        future.toCompletableFuture().thenAccept(x -> await(joined));
        Background<Object> waits = Background.run(one::join).parked();
        Background<Object> waitsForADependent = Background.run(dependent::join).parked();
        Background<Object> completes = Background.run(() -> {
            future.set("value");
            return null;
        });
        assertEquals("value", waits.result());
        assertEquals("value", waitsForADependent.result());
        joined.countDown();
        completes.result();
    }

    @Test
    void dependentMayWaitForAnotherCompletableFutureOfTheSame() throws Exception {
        Promise<Object> future = Promise.create();
        CompletableFuture<Object> one = future.toCompletableFuture();
        CompletableFuture<Object> read = future.toCompletableFuture().thenApply(x -> one.join());
        Background<Object> completes = Background.run(() -> {
            future.set("value");
            return null;
        });
        completes.result();
        assertEquals("value", read.get(LONG.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** As in the JDK, where the newest is told first. */
    @Test
    void waitThatIsNewerThanADependentIsToldFirst() throws Exception {
        Promise<Object> future = Promise.create();
        CountDownLatch joined = new CountDownLatch(1);
        CompletableFuture<Object> waited = future.toCompletableFuture();
        assertThrows(TimeoutException.class, () -> waited.get(1, TimeUnit.MILLISECONDS));
        waited.thenRun(() -> await(joined));
        Background<Object> waits = Background.run(waited::join).parked();
        Background<Object> completes = Background.run(() -> {
            future.set("value");
            return null;
        });
        assertEquals("value", waits.result());
        joined.countDown();
        completes.result();
    }

    @Test
    void dependentsOfAsksThatAnEndAnswersDoNotHoldItUp() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Background<Boolean> stop = Background.run(() -> ref.stop(LONG)).parked();
        CompletableFuture<Object> late = ref.askAsync("late").toCompletableFuture().handle((x, e) -> {
            await(stopped);
            return "told";
        });
        Future<Object> later = ref.askAsync("later");
        busy.goOn();
        assertTrue(stop.result());
        assertThrows(ActorDeadException.class, () -> later.get(LONG));
        stopped.countDown();
        assertEquals("told", late.get(LONG.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void dependentOfAnAskThatFailsFatallyDoesNotHoldUpTheStopOfAll() throws Exception {
        log();
        ActorRef<Echo> other = start(Echo::new);
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        CompletableFuture<ActorEnd> dependent = ref.call(actor -> raise(new InternalError("fatal"))).toCompletableFuture()
                .handle((x, e) -> other.whenStopped().get(LONG));
        busy.goOn();
        assertEquals(ActorEnd.Reason.STOPPED, dependent.get(2 * LONG.toMillis(), TimeUnit.MILLISECONDS).reason());
        ref.whenStopped().get(LONG);
    }

    @Test
    void dependentsOfStopAllAsyncDoNotHoldUpTheOtherActors() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        ActorRef<Echo> first = start(Echo::new);
        ActorRef<Echo> second = start(Echo::new);
        ActorRef<Echo> third = start(Echo::new);
        Busy busy = new Busy(third);
        List<Future<Boolean>> ends = List.copyOf(ActorRegistry.stopAllAsync().values());
        Future<Boolean> own = third.stopAsync();
        second.stop(LONG);
        CompletableFuture<Void> slow = ends.get(1).toCompletableFuture().thenRun(() -> await(all));
        busy.goOn();
        assertTrue(own.get(LONG));
        first.whenStopped().get(LONG);
        all.countDown();
        slow.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }
}
