package pykka.tck.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Scripted;

/** Listeners hear how long a message was in the inbox, and how long it took to handle it. */
@Contract
class HandledTimeContract extends ContractTest {
    private static final long SOME_NANOS = 5_000_000;

    HandledTimeContract(String runtime) {
        super(runtime);
    }

    private void listen(ActorListener listener) {
        untilTheEnd(Inspection.listen(listener));
    }

    /** What was handled. */
    private record Handled(String actor, String message, long waited, long nanos, @Nullable String failure) {}

    private static class Times implements ActorListener {
        final BlockingQueue<Handled> all = new LinkedBlockingQueue<>();

        @Override
        public boolean wantsInboxTime() {
            return true;
        }

        @Override
        public void handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure) {
            all.add(new Handled(actor.urn(), message, waited, nanos, failure));
        }

        Handled next() {
            try {
                return Objects.requireNonNull(all.poll(slack(Duration.ofSeconds(10)).toMillis(), TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void pass(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }

    @Test
    void eachKindOfMessageTellsHowLongItWasInTheInbox() {
        Times times = new Times();
        listen(times);
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        long begin = System.nanoTime();
        ref.tell("told");
        ref.defer(self -> {});
        ref.askAsync(1);
        ref.call(self -> 1);
        ref.run(self -> {});
        pass(SOME_NANOS);
        gate.open();
        times.next(); // of the gate
        for (String message : List.of("java.lang.String", "Lambda", "java.lang.Integer", "Lambda", "Lambda")) {
            Handled handled = times.next();
            assertTrue(handled.message.contains(message), handled::toString);
            assertTrue(handled.waited >= SOME_NANOS && handled.waited <= System.nanoTime() - begin, handled::toString);
            assertTrue(handled.nanos >= 0 && handled.nanos <= System.nanoTime() - begin, handled::toString);
        }
    }

    @Test
    void theMessageOfATimerTellsHowLongItWasInTheInboxToo() {
        Times times = new Times();
        listen(times);
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        long begin = System.nanoTime();
        ref.tellAfter(Duration.ZERO, "told");
        eventually("the timer has sent", () -> Inspection.actor(ref).orElseThrow().inboxLength() == 1);
        pass(SOME_NANOS);
        gate.open();
        times.next();
        Handled handled = times.next();
        assertTrue(handled.waited >= SOME_NANOS && handled.waited <= System.nanoTime() - begin, handled::toString);
    }

    @Test
    void aWaitForAPlaceIsNotTimeInTheInbox() {
        Times times = new Times();
        listen(times);
        ActorRef<Scripted> ref = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = Gate.hold(ref);
        ref.tell("first");
        Background<?> teller = Background.run(() -> {
            ref.tell("told");
            return null;
        }).parked();
        Background<?> asker = Background.run(() -> ref.ask("asked")).parked();
        pass(10 * SOME_NANOS);
        long opened = System.nanoTime();
        gate.open();
        teller.result();
        asker.result();
        times.next();
        times.next();
        for (int i = 0; i < 2; i++) {
            Handled handled = times.next();
            assertTrue(handled.waited >= 0 && handled.waited <= System.nanoTime() - opened, handled::toString);
        }
    }

    @Test
    void theTimeInTheHandlerIsToldAndWhatItThrew() {
        Times times = new Times();
        listen(times);
        ActorRef<Scripted> ref = start(Scripted::new);
        long begin = System.nanoTime();
        ref.ask(code(() -> {
            pass(SOME_NANOS);
            return null;
        }));
        assertThrows(IllegalStateException.class, () -> ref.ask(code(() -> raise(new IllegalStateException("secret")))));
        Handled slow = times.next();
        assertTrue(slow.nanos >= SOME_NANOS && slow.nanos <= System.nanoTime() - begin, slow::toString);
        assertEquals(null, slow.failure);
        assertEquals("java.lang.IllegalStateException", times.next().failure);
    }

    @Test
    void theTimeInTheInboxIsNotKnownIfNoListenerWantedItWhenItWasSent() {
        Times all = new Times() {
            @Override
            public boolean wantsInboxTime() {
                return false;
            }
        };
        listen(all);
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        ref.tell("before");
        Registration wanted = Inspection.listen(new Times());
        ref.tell("wanted");
        wanted.close();
        ref.tell("after");
        gate.open();
        List<Boolean> known = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            known.add(all.next().waited >= 0);
        }
        assertEquals(List.of(false, false, true, false), known);
    }

    @Test
    void anActorThatIsBusyAllTheTimeIsHeardSoon() {
        ActorRef<Scripted> ref = start(Scripted::new);
        CountDownLatch over = new CountDownLatch(1);
        ref.tell(code(() -> again(ref, over)));
        ref.ask("busy");
        Times times = new Times();
        listen(times);
        times.next();
        over.countDown();
        ref.ask("over"); // the last message is in the inbox before the stop
    }

    /** There is always a next message. */
    private static @Nullable Object again(ActorRef<Scripted> ref, CountDownLatch over) {
        if (over.getCount() > 0) {
            ref.tell(code(() -> again(ref, over)));
        }
        return null;
    }
}
