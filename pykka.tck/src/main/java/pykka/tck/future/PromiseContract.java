package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Which futures can be set, and which are done. */
@Contract
class PromiseContract extends Conformance {
    PromiseContract(String runtime) {
        super(runtime);
    }

    private static <T> void assertCannotBeSet(Future<T> future) {
        assertThrows(IllegalStateException.class, () -> future.set(null));
        assertThrows(IllegalStateException.class, () -> future.setException(new RuntimeException()));
        assertThrows(IllegalStateException.class, () -> future.setGetHook(timeLeft -> null));
    }

    private static <T> void assertIsDone(boolean done, Future<T> future) {
        assertEquals(done, future.isDone());
        assertEquals(done, future.isDone(), "it changes when it is asked");
    }

    @Test
    void derivedFuturesCannotBeSet() {
        Future<List<Integer>> source = Future.create();
        for (Future<?> derived : List.of(source.map(v -> v), source.filter(v -> true),
                source.<Integer>reduce((a, b) -> a), source.reduce((a, b) -> a, 1), source.join(),
                Future.joinAll(List.of(source)))) {
            assertCannotBeSet(derived);
        }
        assertFalse(source.isDone());
        source.set(List.of(1));
        Future<Object> computed = source.map(v -> v);
        computed.get();
        assertCannotBeSet(computed);
        assertEquals(List.of(1), computed.get());
    }

    @Test
    void whenStoppedCannotBeSet() {
        ActorRef<Echo> ref = start(Echo::new);
        Future<ActorEnd> end = ref.whenStopped();
        assertCannotBeSet(end);
        assertFalse(end.isDone());
        assertTrue(ref.isAlive());
        ref.stop();
        assertEquals(ActorEnd.Reason.STOPPED, end.get(LONG).reason());
        assertCannotBeSet(end);
        assertCannotBeSet(ref.whenStopped());
    }

    @Test
    void futuresMadeDoneCannotBeSet() {
        assertCannotBeSet(Future.of(1));
        assertCannotBeSet(Future.failed(new RuntimeException()));
    }

    @Test
    void nullIsAValueButNoFailureAndNoFunction() {
        Future<Object> future = Future.create();
        assertThrows(NullPointerException.class, () -> future.setException(null));
        assertThrows(NullPointerException.class, () -> future.setGetHook(null));
        assertThrows(NullPointerException.class, () -> Future.failed(null));
        assertThrows(NullPointerException.class, () -> future.map(null));
        assertThrows(NullPointerException.class, () -> future.filter(null));
        assertThrows(NullPointerException.class, () -> future.reduce(null));
        assertThrows(NullPointerException.class, () -> future.reduce(null, 1));
        assertThrows(NullPointerException.class, () -> future.join((Future<?>) null));
        assertFalse(future.isDone());
        future.set(null);
        assertNull(future.get());
        assertNull(Future.of(null).get());
    }

    @Test
    void promiseIsDoneWhenItIsSet() {
        Future<Integer> set = Future.create();
        Future<Integer> failed = Future.create();
        Future<Integer> hooked = Future.create();
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
                source -> source.reduce((a, b) -> a, 1), source -> source.join(Future.of(1)),
                source -> Future.of(1).join(source), source -> source.map(v -> v).map(v -> v).join(source))) {
            Future<Object> source = Future.create();
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
        Future<Object> future = Future.of(1).map(v -> {
            throw new AssertionError("it ran");
        });
        assertIsDone(true, future);
        Future<Object> hooked = Future.create();
        hooked.setGetHook(timeLeft -> {
            throw new AssertionError("it ran");
        });
        assertIsDone(true, hooked);
    }

    @Test
    void joinIsDoneWhenTheFirstInOrderThatIsNotDoneIsBehindAFailure() {
        Future<Object> failed = Future.failed(new IllegalArgumentException());
        assertIsDone(true, failed.join(Future.create()));
        assertIsDone(false, Future.create().join(failed));
        assertThrows(IllegalArgumentException.class, () -> failed.join(Future.create()).get());
    }

    @Test
    void futureWhoseFunctionRunsIsNotDone() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Future<Integer> future = Future.of(1).map(v -> {
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
        Future<Object> future = Future.create();
        assertFalse(future.toString().contains("secret"));
        future.set("secret");
        assertFalse(future.toString().contains("secret"));
        assertFalse(Future.of("secret").map(v -> v).toString().contains("secret"));
    }
}
