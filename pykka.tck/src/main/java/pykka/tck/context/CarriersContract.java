package pykka.tck.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ContextCarrier;
import pykka.api.spi.ContextCarriers;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Garbage;
import pykka.tck.support.Gate;
import pykka.tck.support.Scripted;

/** What carriers are told, and what they cannot harm. */
@Contract
class CarriersContract extends ContractTest {
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    CarriersContract(String runtime) {
        super(runtime);
    }

    private Registration add(ContextCarrier carrier) {
        return untilTheEnd(ContextCarriers.add(carrier));
    }

    /** Tells what it is asked to do. */
    private class Telling implements ContextCarrier {
        private final String name;

        Telling(String name) {
            this.name = name;
        }

        private void tell(String event) {
            events.add(name + " " + event);
        }

        @Override
        public Carried capture(boolean ask) {
            tell(ask ? "captures for an ask" : "captures");
            return new Carried() {
                @Override
                public Scope open() {
                    tell("opens");
                    return this::close;
                }

                @Override
                public Scope open(HandledMessage message) {
                    tell("opens for " + message.messageClass() + " to " + message.actor().actorClass().getSimpleName());
                    return this::close;
                }

                private void close(@Nullable Throwable failure) {
                    tell("closes" + (failure == null ? "" : " after " + failure.getMessage()));
                }
            };
        }
    }

    private void assertEvents(String... expected) {
        assertEquals(List.of(expected), List.copyOf(events));
        events.clear();
    }

    @Test
    void contextsAreOpenedInTheOrderOfTheirCarriersAndClosedInReverse() {
        ActorRef<Scripted> ref = start(Scripted::new);
        add(new Telling("A"));
        add(new Telling("B"));
        ref.ask("m");
        assertEvents("B captures for an ask", "A captures for an ask", "A opens for java.lang.String to Scripted",
                "B opens for java.lang.String to Scripted", "B closes", "A closes");
    }

    @Test
    void aCarrierIsToldWhatFailed() {
        ActorRef<Scripted> ref = start(Scripted::new);
        add(new Telling("A"));
        assertThrows(IllegalStateException.class, () -> ref.run(a -> raise(new IllegalStateException("broken"))).get());
        assertEquals("A closes after broken", List.copyOf(events).get(2));
    }

    @Test
    void aTimerCapturesOnceAndOpensForEachMessage() {
        ActorRef<Scripted> ref = start(Scripted::new);
        add(new Telling("A"));
        ref.tellAfter(Duration.ZERO, null);
        eventually("it is handled", () -> events.size() == 3);
        assertEvents("A captures", "A opens for null to Scripted", "A closes");
    }

    @Test
    void aCarrierThatWasRemovedHearsNothingMore() {
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        Registration registration = add(new Telling("A"));
        ref.tell("m");
        registration.close();
        registration.close();
        ref.tell("m");
        gate.open();
        ref.ask("m");
        assertEvents("A captures");
    }

    @Test
    void aRegistrationRemovesOnlyWhatItsCallHasAdded() {
        ActorRef<Scripted> ref = start(Scripted::new);
        Telling telling = new Telling("A");
        Registration first = add(telling);
        first.close();
        add(telling);
        first.close();
        add(telling).close();
        ref.tell("m");
        ref.stop();
        assertEvents("A captures", "A opens for java.lang.String to Scripted", "A closes");
    }

    @Test
    void aClosedRegistrationDoesNotKeepTheCarrier() {
        List<WeakReference<?>> carriers = new ArrayList<>();
        Registration closed = addHeldAndClose(carriers);
        Garbage.assertCollected(carriers);
        closed.close();
    }

    private static Registration addHeldAndClose(List<WeakReference<?>> carriers) {
        Held held = new Held();
        carriers.add(new WeakReference<>(held));
        Registration registration = ContextCarriers.add(held);
        registration.close();
        return registration;
    }

    @Test
    void messagesThatAreNotHandledAreNotOpened() {
        ActorRef<Scripted> ref = start(Scripted::new);
        add(new Telling("A"));
        Balance balance = new Balance();
        Gate gate = Gate.hold(ref);
        eventually("it is at the gate", () -> events.size() == 2);
        Future<?> cancelled = ref.askAsync("cancelled");
        cancelled.cancel();
        Future<?> dropped = ref.askAsync("dropped");
        ref.stopNow();
        gate.open();
        assertThrows(ActorDeadException.class, dropped::get);
        ref.whenStopped().get();
        assertEquals(List.of(), events.stream().filter(event -> event.contains("String")).toList());
        balance.assertIs(3, 1, 1);
        log();
    }

    private enum Broken { CAPTURE, OPEN, CLOSE }

    /** Fails at one place, with an exception or an error. */
    private static ContextCarrier failing(Broken at, AtomicInteger calls) {
        return ask -> {
            fail(at == Broken.CAPTURE, calls);
            return () -> {
                fail(at == Broken.OPEN, calls);
                return failure -> fail(at == Broken.CLOSE, calls);
            };
        };
    }

    private static void fail(boolean here, AtomicInteger calls) {
        if (here) {
            raise(calls.incrementAndGet() == 1 ? new IllegalStateException("broken") : new StackOverflowError());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCarrierThatThrowsIsLoggedOnceAndTheMessageHandled(Broken at) {
        ActorRef<Scripted> ref = start(Scripted::new);
        AtomicInteger calls = new AtomicInteger();
        Ambient ambient = new Ambient();
        add(ambient);
        add(failing(at, calls));
        Ambient last = new Ambient();
        add(last);
        ambient.with("first", () -> last.with("last", () -> {
            for (int i = 0; i < 3; i++) {
                assertEquals("first, last", ref.ask(code(() -> ambient.get() + ", " + last.get())));
            }
        }));
        assertEquals("null, null", ref.ask(code(() -> ambient.get() + ", " + last.get())));
        assertEquals(4, calls.get());
        List<String> records = log().messages("WARN");
        assertEquals(1, records.size(), records::toString);
        assertEquals("The context carrier " + failing(at, calls).getClass().getName().replaceAll("[/$].*", ""),
                records.get(0).replaceAll("[/$].*", ""));
    }

    /** What it captures refers to it, as to all classes of its bundle. */
    private static final class Held implements ContextCarrier {
        @Override
        public Carried capture(boolean ask) {
            return this::open;
        }

        private Scope open() {
            return failure -> {};
        }
    }

    private WeakReference<ContextCarrier> addHeldAndUse(ActorRef<Scripted> ref, CountDownLatch rings) {
        Held held = new Held();
        Registration registration = ContextCarriers.add(held);
        ref.tell("m");
        ref.ask("m");
        ref.askAsync("m").get();
        ref.run(a -> a.timers().atFixedRate(Duration.ofMillis(1), code(() -> {
            rings.countDown();
            return null;
        }))).get();
        registration.close();
        return new WeakReference<>(held);
    }

    /** As that of a bundle that is gone: neither handled messages nor a timer that goes on keep its classes. */
    @Test
    void ruleC10NothingRefersToACarrierThatWasRemoved() throws Exception {
        ActorRef<Scripted> ref = start(Scripted::new);
        CountDownLatch rings = new CountDownLatch(3);
        WeakReference<ContextCarrier> carrier = addHeldAndUse(ref, rings);
        rings.await();
        Garbage.assertCollected(List.of(carrier));
        assertFalse(Inspection.actor(ref).isEmpty(), "the timer goes on");
        log(); // a message of it that waits at the end is dropped
    }

    private static WeakReference<?> addHeldAndTell(ActorRef<Scripted> ref) {
        Held held = new Held();
        Registration registration = ContextCarriers.add(held);
        ref.tell("m");
        registration.close();
        return new WeakReference<>(held);
    }

    /** Until then what was captured is kept, because nothing else knows where it is. */
    @Test
    void ruleC10AMessageThatHasWaitedDoesNotKeepTheContextOfACarrierThatWasRemoved() {
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        WeakReference<?> carrier = addHeldAndTell(ref);
        gate.open();
        ref.ask("m");
        Garbage.assertCollected(List.of(carrier));
    }

    @Test
    void ruleC10AHandledMessageKeepsNoContext() {
        ActorRef<Scripted> ref = start(Scripted::new);
        List<WeakReference<?>> captured = new ArrayList<>();
        add(ask -> {
            Object[] context = {ask};
            captured.add(new WeakReference<>(context));
            return () -> failure -> context[0] = null;
        });
        Future<?> kept = ref.askAsync("m");
        kept.get();
        ref.ask("m");
        ref.tell("m");
        ref.ask("m");
        Garbage.assertCollected(captured);
        assertEquals("m", kept.get());
    }
}
