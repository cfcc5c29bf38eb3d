package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Garbage;
import pykka.tck.support.Gate;
import pykka.tck.support.Racers;
import pykka.tck.support.Scripted;

/** Asks whose futures are cancelled: not handled if the actor has not begun with them, answered if it has. */
@Contract
class CancelContract extends ContractTest {
    private final AtomicInteger calls = new AtomicInteger();

    CancelContract(String runtime) {
        super(runtime);
    }

    private static Duration soon() {
        return slack(Duration.ofSeconds(5));
    }

    /** An actor with a member to call. */
    public static class Callee extends Actor {
        private final AtomicInteger calls;

        Callee(AtomicInteger calls) {
            this.calls = calls;
        }

        public int call() {
            return calls.incrementAndGet();
        }

        public Future<Integer> later() {
            return Futures.of(call());
        }

        @Override
        protected Object onReceive(@Nullable Object message) {
            return call();
        }
    }

    /** A proxy of a callee. */
    public interface Face {
        CompletableFuture<Integer> call();

        CompletionStage<Integer> later();
    }

    /** Its method returns what can be cancelled. */
    public interface FutureFace {
        Future<Integer> call();
    }

    private void assertIsCancelled(Function<ActorRef<Callee>, Future<?>> ask) {
        Balance balance = new Balance();
        ActorRef<Callee> ref = start(() -> new Callee(calls));
        Gate gate = Gate.hold(ref);
        Future<?> reply = ask.apply(ref);
        assertFalse(reply.isDone());
        assertTrue(reply.cancel());
        assertTrue(reply.isDone());
        assertFalse(reply.cancel());
        assertThrows(CancellationException.class, reply::get);
        gate.open();
        ref.run(actor -> {}).get();
        assertEquals(0, calls.get());
        assertEquals(1, balance.withdrawn());
        balance.assertIs(3, 2, 0);
    }

    @Test
    void aCancelledAskIsNeverHandled() {
        assertIsCancelled(ref -> ref.askAsync("question"));
    }

    @Test
    void aCancelledCallIsNeverMade() {
        assertIsCancelled(ref -> ref.call(Callee::call));
    }

    @Test
    void cancelledCodeIsNeverRun() {
        assertIsCancelled(ref -> ref.run(Callee::call));
    }

    @Test
    void aCancelledCallOfAProxyIsNeverMade() {
        assertIsCancelled(ref -> ref.proxy(FutureFace.class).call());
        assertIsCancelled(ref -> ref.proxy().call("call"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallOfAProxyWhoseCompletableFutureIsCancelledIsNeverMade(boolean flattened) {
        Balance balance = new Balance();
        ActorRef<Callee> ref = start(() -> new Callee(calls));
        Gate gate = Gate.hold(ref);
        Face proxy = ref.proxy(Face.class);
        CompletableFuture<Integer> reply = flattened ? proxy.later().toCompletableFuture() : proxy.call();
        AtomicInteger told = new AtomicInteger();
        reply.whenComplete((value, failure) -> told.incrementAndGet());
        assertTrue(reply.cancel(false));
        assertTrue(reply.isCancelled());
        assertThrows(CancellationException.class, reply::join);
        gate.open();
        ref.run(actor -> {}).get();
        assertEquals(0, calls.get());
        assertEquals(1, told.get());
        assertEquals(1, balance.withdrawn());
    }

    @Test
    void aDependentOfAProxysCompletableFutureCancelsItselfAlone() {
        ActorRef<Callee> ref = start(() -> new Callee(calls));
        Gate gate = Gate.hold(ref);
        CompletableFuture<Integer> reply = ref.proxy(Face.class).call();
        assertTrue(reply.thenApply(x -> x).cancel(false));
        gate.open();
        assertEquals(1, reply.join());
    }

    /** The CompletableFuture is cancelled, as in the JDK; the call is not. */
    @Test
    void aCallOfAProxyThatHasBegunIsMadeToItsEnd() {
        ActorRef<Callee> ref = start(() -> new Callee(calls) {
            @Override
            public int call() {
                gate.pass();
                return super.call();
            }
        });
        CompletableFuture<Integer> reply = ref.proxy(Face.class).call();
        gate.awaitReached();
        assertTrue(reply.cancel(true));
        gate.open();
        ref.run(actor -> {}).get();
        assertEquals(1, calls.get());
        assertThrows(CancellationException.class, reply::join);
    }

    private final Gate gate = new Gate();

    @Test
    void anAskThatHasBegunIsAnswered() {
        Balance balance = new Balance();
        ActorRef<?> ref = start(Scripted::new);
        Future<Object> reply = ref.askAsync(code(() -> {
            gate.pass();
            return "answer";
        }));
        gate.awaitReached();
        assertFalse(reply.cancel());
        gate.open();
        assertEquals("answer", reply.get(soon()));
        assertFalse(reply.cancel());
        assertEquals("answer", reply.get());
        balance.assertIs(1, 1, 0);
    }

    @Test
    void aReaderThatWaitsIsTold() {
        ActorRef<?> ref = start(Scripted::new);
        Gate held = Gate.hold(ref);
        Future<Object> reply = ref.askAsync("question");
        Background<Object> reader = Background.run(reply::get).parked();
        Background<Object> derived = Background.run(() -> reply.map(x -> x).get()).parked();
        CompletableFuture<Object> stage = reply.toCompletableFuture();
        assertTrue(reply.cancel());
        assertThrows(CancellationException.class, reader::result);
        assertThrows(CancellationException.class, derived::result);
        assertTrue(stage.isCancelled());
        held.open();
    }

    @Test
    void nothingButAnAskIsCancelled() {
        ActorRef<?> ref = start(Scripted::new);
        Gate held = Gate.hold(ref);
        Future<Object> reply = ref.askAsync("question");
        Promise<Object> promise = Promise.create();
        assertFalse(reply.map(x -> x).cancel());
        assertFalse(promise.cancel());
        assertFalse(ref.whenStopped().cancel());
        assertFalse(ref.stopAsync().cancel());
        assertFalse(Futures.of(1).cancel());
        held.open();
        assertEquals("question", reply.get(soon()));
        promise.set("open until now");
        ref.whenStopped().get(soon());
        assertFalse(ref.askAsync("too late").cancel());
    }

    @Test
    void aCancelledAskLeavesItsPlace() {
        ActorRef<?> ref = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        Gate held = Gate.hold(ref);
        Future<Object> reply = ref.askAsync("question");
        assertTrue(reply.cancel());
        Future<Object> next = ref.askAsync("next");
        held.open();
        assertEquals("next", next.get(soon()));
    }

    @Test
    void aCancelledAskKeepsNoMessage() {
        ActorRef<?> ref = start(Scripted::new);
        Gate held = Gate.hold(ref);
        Object message = new Object();
        WeakReference<?> watched = new WeakReference<>(message);
        Future<Object> reply = ref.askAsync(message);
        message = null;
        assertTrue(reply.cancel());
        Garbage.assertCollected(List.of(watched));
        Reference.reachabilityFence(reply);
        held.open();
    }

    /** The canceller or the actor is first: each ask is handled and answered, or neither. */
    @Test
    void ruleC1ManyAsksThatAreCancelledAreEachHandledOrCancelled() {
        Balance balance = new Balance();
        int each = scaled(500_000);
        int[] cancelled = {0, 0};
        int[] answered = {0, 0};
        ActorRef<?> ref = start(() -> new Callee(calls));
        Racers.race(2, racer -> {
            List<Future<Object>> burst = new ArrayList<>();
            for (int i = 0; i < each;) {
                for (int n = 0; n <= i % 7 && i < each; n++, i++) {
                    burst.add(ref.askAsync(i));
                }
                for (int n = burst.size() - 1; n >= 0; n--) {
                    Future<Object> reply = burst.get(n);
                    if (reply.cancel()) {
                        assertThrows(CancellationException.class, reply::get);
                        cancelled[racer]++;
                    } else {
                        reply.get(soon());
                        answered[racer]++;
                    }
                }
                burst.clear();
            }
        });
        ref.run(actor -> {}).get();
        assertEquals(calls.get(), answered[0] + answered[1]);
        assertEquals(2 * each, answered[0] + answered[1] + cancelled[0] + cancelled[1]);
        assertEquals(cancelled[0] + cancelled[1], balance.withdrawn());
        balance.assertIs(2L * each + 1, calls.get() + 1L, 0);
        assertTrue(each < 5_000 || calls.get() > 0 && balance.withdrawn() > 0, () -> "no race: " + calls.get() + " handled");
    }

    @Test
    void ruleC1AsksThatAreCancelledAtTheEndAreEachDroppedOrCancelled() {
        Balance balance = new Balance();
        int rounds = scaled(5_000);
        int cancelled = 0;
        for (int i = 0; i < rounds; i++) {
            ActorRef<Callee> ref = start(() -> new Callee(calls));
            List<Future<Object>> asks = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                asks.add(ref.askAsync(n));
                if (n == 2) {
                    ref.stopNow();
                }
            }
            for (Future<Object> ask : asks) {
                if (ask.cancel()) {
                    cancelled++;
                    assertThrows(CancellationException.class, ask::get);
                } else {
                    try {
                        ask.get(soon());
                    } catch (ActorDeadException e) {
                        // dropped, or not accepted
                    }
                }
            }
            ref.whenStopped().get(soon());
        }
        assertEquals(cancelled, balance.withdrawn());
        balance.assertIs(balance.accepted(), calls.get(), balance.deadLettered());
    }
}
