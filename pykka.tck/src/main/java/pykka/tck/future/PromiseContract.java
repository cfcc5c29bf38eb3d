package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Which futures can be set, and which are done. */
@Contract
class PromiseContract extends Conformance {
    PromiseContract(String runtime) {
        super(runtime);
    }

    private static <T> void assertIsDone(boolean done, Future<T> future) {
        assertEquals(done, future.isDone());
        assertEquals(done, future.isDone(), "it changes when it is asked");
    }

    /** Only what Promise.create() makes has methods that complete it. */
    @Test
    void onlyAPromiseCanBeCompleted() {
        ActorRef<Echo> ref = start(Echo::new);
        Promise<List<Integer>> source = Promise.create();
        for (Future<?> future : List.of(source.map(v -> v), source.filter(v -> true), source.<Integer>reduce((a, b) -> a),
                source.join(), Futures.joinAll(List.of(source)), Futures.of(1), Futures.failed(new RuntimeException()),
                ref.askAsync("reply"), ref.whenStopped(), ref.stopAsync())) {
            assertFalse(future instanceof Promise);
        }
    }

    @Test
    void nullIsAValueButNoFailureAndNoFunction() {
        Promise<Object> future = Promise.create();
        assertThrows(NullPointerException.class, () -> future.setException(null));
        assertThrows(NullPointerException.class, () -> future.setGetHook(null));
        assertThrows(NullPointerException.class, () -> Futures.failed(null));
        assertThrows(NullPointerException.class, () -> future.map(null));
        assertThrows(NullPointerException.class, () -> future.filter(null));
        assertThrows(NullPointerException.class, () -> future.reduce(null));
        assertThrows(NullPointerException.class, () -> future.reduce(null, 1));
        assertThrows(NullPointerException.class, () -> future.join((Future<?>) null));
        assertFalse(future.isDone());
        future.set(null);
        assertNull(future.get());
        assertNull(Futures.of(null).get());
    }

    @Test
    void promiseIsDoneWhenItIsSet() {
        Promise<Integer> set = Promise.create();
        Promise<Integer> failed = Promise.create();
        Promise<Integer> hooked = Promise.create();
        assertIsDone(false, set);
        set.set(1);
        failed.setException(new RuntimeException());
        hooked.setGetHook(timeLeft -> 1);
        assertIsDone(true, set);
        assertIsDone(true, failed);
        assertIsDone(true, hooked);
    }

    @Test
    void replyIsDoneWhenTheActorHasReplied() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Object> reply = ref.askAsync("x");
        assertIsDone(false, reply);
        busy.goOn();
        eventually("the reply", reply::isDone);
        ref.stop();
        assertIsDone(true, ref.askAsync("x"));
        assertThrows(ActorDeadException.class, () -> ref.askAsync("x").get());
    }

    @Test
    void derivedFutureIsDoneWhenItsSourcesAre() {
        for (Function<Future<Object>, Future<?>> derivation : List.<Function<Future<Object>, Future<?>>>of(
                source -> source.map(v -> v), source -> source.filter(v -> true),
                source -> source.reduce((a, b) -> a, 1), source -> source.join(Futures.of(1)),
                source -> Futures.of(1).join(source), source -> source.map(v -> v).map(v -> v).join(source))) {
            Promise<Object> source = Promise.create();
            Future<?> derived = derivation.apply(source);
            assertIsDone(false, derived);
            source.set(List.of(1, 2));
            assertIsDone(true, derived);
            derived.get();
            assertIsDone(true, derived);
        }
    }

    @Test
    void isDoneRunsNoFunction() {
        Future<Object> future = Futures.of(1).map(v -> {
            throw new AssertionError("it ran");
        });
        assertIsDone(true, future);
        Promise<Object> hooked = Promise.create();
        hooked.setGetHook(timeLeft -> {
            throw new AssertionError("it ran");
        });
        assertIsDone(true, hooked);
    }

    @Test
    void joinIsDoneWhenTheFirstInOrderThatIsNotDoneIsBehindAFailure() {
        Future<Object> failed = Futures.failed(new IllegalArgumentException());
        assertIsDone(true, failed.join(Promise.create()));
        assertIsDone(false, Promise.create().join(failed));
        assertThrows(IllegalArgumentException.class, () -> failed.join(Promise.create()).get());
    }

    @Test
    void futureWhoseFunctionRunsIsNotDone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Future<Integer> future = Futures.of(1).map(v -> {
            entered.countDown();
            await(over);
            return v;
        });
        FutureTask<Integer> reader = reading(future::get);
        await(entered);
        assertIsDone(false, future);
        assertIsDone(false, future.map(v -> v));
        over.countDown();
        assertEquals(1, read(reader));
        assertIsDone(true, future);
    }

    @Test
    void textTellsNothingOfTheValue() {
        Promise<Object> future = Promise.create();
        assertFalse(future.toString().contains("secret"));
        future.set("secret");
        assertFalse(future.toString().contains("secret"));
        assertFalse(Futures.of("secret").map(v -> v).toString().contains("secret"));
    }
}
