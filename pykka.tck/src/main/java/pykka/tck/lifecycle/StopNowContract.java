package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Records;
import pykka.tck.support.Rounds;
import pykka.tck.support.Scripted;

/** Actors that end after the message at hand. */
@Contract
class StopNowContract extends ContractTest {
    private static final ActorEnd STOPPED = new ActorEnd(Reason.STOPPED, null);

    StopNowContract(String runtime) {
        super(runtime);
    }

    private static Duration soon() {
        return slack(Duration.ofSeconds(5));
    }

    @Test
    void whatWaitsIsDroppedAndTheActorEndsByOnStop() {
        Records log = log();
        Balance balance = new Balance();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        List<Future<?>> asks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ref.tell(i);
            asks.add(ref.askAsync(i));
        }
        Future<Boolean> stopped = ref.stopNow();
        assertFalse(stopped.isDone());
        gate.open();
        assertTrue(stopped.get(soon()));
        asks.forEach(ask -> assertThrows(ActorDeadException.class, () -> ask.get(Duration.ZERO)));
        assertEquals(0, actor.handled.get());
        assertEquals(1, actor.stops.get());
        assertEquals(0, actor.failures.get());
        assertEquals(STOPPED, ref.whenStopped().get());
        assertEquals(List.of("10 messages dropped by " + ref + ": 10 java.lang.Integer"), log.messages("WARN"));
        balance.assertIs(21, 1, 20);
    }

    @Test
    void theMessageAtHandIsAnswered() {
        ActorRef<?> ref = start(Scripted::new);
        Gate gate = new Gate();
        Future<Object> atHand = ref.askAsync(code(() -> {
            gate.pass();
            return "answer";
        }));
        gate.awaitReached();
        Future<?> behind = ref.askAsync("behind");
        Future<Boolean> stopped = ref.stopNow();
        assertThrows(ActorDeadException.class, () -> behind.get(soon()));
        assertFalse(atHand.isDone());
        gate.open();
        assertEquals("answer", atHand.get(soon()));
        assertTrue(stopped.get(soon()));
    }

    @Test
    void itTakesNoMessagesFromNowOn() {
        ActorRef<?> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        ref.stopNow();
        assertFalse(ref.isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
        assertThrows(ActorDeadException.class, () -> ref.tell("late"));
        assertThrows(ActorDeadException.class, () -> ref.askAsync("late").get());
        gate.open();
        ref.whenStopped().get(soon());
    }

    @Test
    void asksFailWhileTheMessageAtHandIsHandled() {
        ActorRef<?> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        List<Future<?>> asks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            asks.add(ref.askAsync(i));
        }
        Future<Boolean> stopped = ref.stopNow();
        long open = asks.stream().filter(ask -> !ask.isDone()).count();
        assertTrue(open <= 1, () -> open + " asks are open");
        gate.open();
        assertTrue(stopped.get(soon()));
        asks.forEach(ask -> assertThrows(ActorDeadException.class, () -> ask.get(soon())));
    }

    @Test
    void anIdleActorEnds() {
        Records log = log().withDebug();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        ref.ask("idle after this");
        assertTrue(ref.stopNow().get(soon()));
        assertEquals(1, actor.stops.get());
        assertEquals(STOPPED, ref.whenStopped().get());
        assertEquals(List.of("Unregistered " + ref), log.messages("DEBUG").stream().filter(text -> text.startsWith("Un")).toList());
    }

    @Test
    void aDeadActorIsNotStopped() {
        ActorRef<?> ref = start(Scripted::new);
        ref.stop();
        assertFalse(ref.stopNow().get(soon()));
        assertFalse(new Scripted().actorRef().stopNow(true).get(soon()));
    }

    @Test
    void anActorThatIsBeingMadeStartsAndEnds() {
        log();
        Balance balance = new Balance();
        AtomicReference<Scripted> made = new AtomicReference<>();
        ActorRef<?> ref = start(() -> {
            Scripted actor = new Scripted();
            made.set(actor);
            actor.actorRef().tell("before");
            actor.actorRef().stopNow(true);
            actor.actorRef().tell("after");
            return actor;
        });
        ref.whenStopped().get(soon());
        assertEquals(1, made.get().starts.get());
        assertEquals(0, made.get().handled.get());
        assertEquals(1, made.get().stops.get());
        balance.assertIs(2, 0, 2);
    }

    @Test
    void anActorEndsAfterTheMessageInWhichItStopsItself() {
        log();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        Future<Object> stopping = ref.askAsync(code(() -> {
            ref.stopNow();
            return "handled to its end";
        }));
        ref.tell("behind");
        Future<?> asked = ref.askAsync("behind");
        gate.open();
        assertEquals("handled to its end", stopping.get(soon()));
        assertThrows(ActorDeadException.class, () -> asked.get(soon()));
        ref.whenStopped().get(soon());
        assertEquals(1, actor.handled.get());
        assertEquals(1, actor.stops.get());
    }

    private static @Nullable Object stay(CountDownLatch begun) throws InterruptedException {
        begun.countDown();
        new CountDownLatch(1).await();
        return null;
    }

    @Test
    void theMessageAtHandIsInterruptedIfThatIsWanted() throws InterruptedException {
        log();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        ActorRef<?> ref = start(() -> new Scripted().stopping(() -> {
            interrupted.set(Thread.currentThread().isInterrupted());
            return null;
        }));
        CountDownLatch begun = new CountDownLatch(1);
        Future<Object> atHand = ref.askAsync(code(() -> stay(begun)));
        begun.await();
        assertTrue(ref.stopNow(true).get(soon()));
        assertThrows(InterruptedException.class, () -> atHand.get(soon()));
        assertEquals(false, interrupted.get());
        assertEquals(STOPPED, ref.whenStopped().get());
    }

    @Test
    void onStartIsInterruptedIfThatIsWanted() throws InterruptedException {
        log();
        CountDownLatch begun = new CountDownLatch(1);
        Scripted actor = new Scripted().starting(() -> stay(begun));
        ActorRef<?> ref = start(() -> actor);
        begun.await();
        assertTrue(ref.stopNow(true).get(soon()));
        assertInstanceOf(InterruptedException.class, actor.failure);
        assertEquals(Reason.FAILED, ref.whenStopped().get().reason());
    }

    /** It is the last thing that the actor does, and regular. */
    @Test
    void onStopIsNotInterrupted() throws InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        Promise<String> goOn = Promise.create();
        AtomicReference<Object> read = new AtomicReference<>();
        ActorRef<?> ref = start(() -> new Scripted().stopping(() -> {
            stopping.countDown();
            read.set(goOn.get(soon()));
            return null;
        }));
        Future<Boolean> first = ref.stopAsync();
        stopping.await();
        Future<Boolean> now = ref.stopNow(true);
        goOn.set("not interrupted");
        assertTrue(first.get(soon()));
        assertTrue(now.get(soon()));
        assertEquals("not interrupted", read.get());
    }

    @Test
    void aSenderThatWaitsForAPlaceIsTold() {
        log();
        ActorRef<?> ref = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = Gate.hold(ref);
        ref.tell("in the only place");
        Background<Object> sender = Background.run(() -> {
            ref.tell("waits");
            return null;
        }).parked();
        ref.stopNow();
        assertThrows(ActorDeadException.class, sender::result);
        gate.open();
        ref.whenStopped().get(soon());
    }

    @Test
    void aRequestToStopThatWaitsIsOvertakenAndAnswered() {
        log();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        ref.tell("before the stop");
        Future<Boolean> stopped = ref.stopAsync();
        Future<Boolean> now = ref.stopNow();
        Future<Boolean> again = ref.stopNow(true);
        gate.open();
        assertTrue(stopped.get(soon()));
        assertTrue(now.get(soon()));
        assertTrue(again.get(soon()));
        assertEquals(0, actor.handled.get());
    }

    /** Whatever the moment: what was accepted is handled or dropped, each ask is answered as what became of it. */
    @Test
    void ruleC1NoRacingStopNowLosesOrDoublesAMessage() throws Exception {
        log();
        Balance[] balance = {null};
        List<Future<Object>> asks = new ArrayList<>();
        AtomicInteger told = new AtomicInteger();
        Rounds.<Scripted>race(scaled(20_000), 1, () -> {
            Scripted actor = new Scripted();
            balance[0] = new Balance();
            asks.clear();
            told.set(0);
            start(() -> actor);
            return actor;
        }, (actor, sender) -> {
            for (int i = 0; i < 4; i++) {
                asks.add(actor.actorRef().askAsync(i));
                try {
                    actor.actorRef().tell(i);
                    told.incrementAndGet();
                } catch (ActorDeadException e) {
                    // not accepted
                }
            }
        }, actor -> actor.actorRef().stopNow(true), actor -> {
            actor.actorRef().whenStopped().get(soon());
            int answered = 0;
            int accepted = told.get();
            for (int i = 0; i < asks.size(); i++) {
                try {
                    assertEquals(i, asks.get(i).get(soon()));
                    answered++;
                    accepted++;
                } catch (ActorDeadException e) {
                    accepted += e.getMessage().endsWith("before handling the message") ? 1 : 0;
                }
            }
            int handled = actor.handled.get();
            assertTrue(handled - answered <= told.get(), () -> handled + " handled, one that was not answered");
            balance[0].assertIs(accepted, handled, accepted - handled);
            assertEquals(1, actor.stops.get());
        });
    }

    /** As an ask in the message loop of a plain thread: its reply is the only one that is not of a future handed out. */
    @Test
    void anAskThatWasHandledIsNeverToldThatItWasNot() throws Exception {
        log();
        AtomicInteger[] handled = {null};
        List<Object> answers = new ArrayList<>();
        Rounds.<ActorRef<?>>race(scaled(20_000), 1, () -> {
            AtomicInteger counter = handled[0] = new AtomicInteger();
            answers.clear();
            return start(() -> new Actor() {
                @Override
                protected Object onReceive(@Nullable Object message) {
                    counter.incrementAndGet();
                    return message;
                }
            });
        }, (ref, asker) -> {
            for (int i = 0; i < 4; i++) {
                try {
                    answers.add(ref.ask(i));
                } catch (ActorDeadException e) {
                    // not handled
                }
            }
        }, ref -> ref.stopNow(), ref -> {
            ref.whenStopped().get(soon());
            assertEquals(handled[0].get(), answers.size());
        });
    }
}
