package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;

/** Interrupts that come from nowhere: between messages they are forgotten, in a handler they are what Java makes of them. */
@Contract
class StrayInterruptContract extends ContractTest {
    StrayInterruptContract(String runtime) {
        super(runtime);
    }

    /** An actor that notes where it found itself interrupted. */
    static class Watchful extends Actor {
        final List<String> interruptedIn = new ArrayList<>();
        volatile @Nullable Thread thread;
        volatile boolean inHandler;
        @Nullable Throwable failure;
        int handled;

        private void look(String where) {
            if (Thread.currentThread().isInterrupted()) {
                interruptedIn.add(where);
            }
        }

        @Override
        protected void onStart() {
            thread = Thread.currentThread();
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
            look("onReceive " + message);
            thread = Thread.currentThread();
            handled++;
            if (message.equals("interrupt")) {
                thread.interrupt();
            } else if (message.equals("interrupt and fail")) {
                thread.interrupt();
                throw new InterruptedException("wanted");
            }
            return message;
        }

        @Override
        protected void onStop() {
            look("onStop");
        }

        @Override
        protected void onFailure(Throwable failure) {
            this.failure = failure;
            look("onFailure");
        }
    }

    static class InterruptedAtStart extends Watchful {
        @Override
        protected void onStart() {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void ruleC8AFlagThatAHandlerLeavesIsClearedBeforeTheNextMessage() {
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        for (int i = 0; i < 1_000; i++) {
            ref.tell("interrupt");
        }
        Future<Boolean> stopped = ref.stopAsync();
        gate.open();
        assertTrue(stopped.get());
        assertEquals(1_000, actor.handled);
        assertEquals(List.of(), actor.interruptedIn);
    }

    @Test
    void ruleC8AFlagThatOnStartLeavesIsClearedBeforeTheFirstMessage() {
        List<InterruptedAtStart> made = new ArrayList<>();
        List<Future<?>> first = new ArrayList<>();
        ActorRef<InterruptedAtStart> ref = start(() -> {
            InterruptedAtStart actor = new InterruptedAtStart();
            made.add(actor);
            first.add(actor.actorRef().askAsync("first")); // so the actor does not go idle before it
            return actor;
        });
        assertEquals("first", first.get(0).get());
        assertTrue(ref.stop());
        assertEquals(List.of(), made.get(0).interruptedIn);
    }

    @Test
    void ruleC8AFlagThatAFailingHandlerLeavesIsClearedBeforeOnFailure() {
        Records log = log();
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        ref.tell("interrupt and fail");
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertEquals(InterruptedException.class, actor.failure.getClass());
        assertEquals(1, log.at("ERROR").size());
        assertEquals(List.of(), actor.interruptedIn);
    }

    @Test
    void ruleC8AnIdleActorForgetsAnInterrupt() {
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        for (int i = 0; i < scaled(1_000); i++) {
            ref.run(a -> a.thread = Thread.currentThread()).get();
            boolean parked = i % 2 == 0;
            if (parked) {
                awaitParked(actor.thread);
            }
            actor.thread.interrupt();
            ref.ask(parked ? "after it was idle" : "perhaps next to the interrupt");
        }
        assertTrue(ref.stop());
        actor.interruptedIn.removeIf("onReceive perhaps next to the interrupt"::equals);
        assertEquals(List.of(), actor.interruptedIn);
    }

    @Test
    void ruleC8InterruptsLoseNoMessageAndNoStop() {
        Balance balance = new Balance();
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        ref.run(a -> {}).get();
        int each = scaled(50_000);
        AtomicInteger sending = new AtomicInteger(2);
        Racers.race(3, racer -> {
            if (racer == 2) {
                while (sending.get() > 0) {
                    actor.thread.interrupt();
                    Thread.yield();
                }
            } else {
                for (int i = 0; i < each; i++) {
                    ref.tell(i);
                }
                sending.decrementAndGet();
            }
        });
        assertTrue(ref.stop());
        assertEquals(2 * each, actor.handled);
        balance.assertIs(2L * each + 1, 2L * each + 1, 0);
    }

    @Test
    void ruleC8AnInterruptInAHandlerThatWaitsGoesToTheAsker() {
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        Promise<Object> never = Promise.create();
        Future<Object> reply = ref.call(a -> {
            a.thread = Thread.currentThread();
            a.inHandler = true;
            return never.get();
        });
        eventually("it is about to wait", () -> actor.inHandler);
        awaitParked(actor.thread);
        actor.thread.interrupt();
        assertThrows(ActorInterruptedException.class, () -> reply.get(slack(Duration.ofSeconds(5))));
        assertEquals("alive", ref.ask("alive"));
        assertFalse(never.isDone());
        never.set("still usable");
        assertEquals("still usable", never.get());
        assertEquals(List.of(), actor.interruptedIn);
    }

    @Test
    void ruleC8AnInterruptInAHandlerThatWaitsAndThatNobodyAskedEndsTheActor() {
        Records log = log();
        Watchful actor = new Watchful();
        ActorRef<Watchful> ref = start(() -> actor);
        Promise<Object> never = Promise.create();
        ref.defer(a -> {
            a.thread = Thread.currentThread();
            a.inHandler = true;
            never.get();
        });
        eventually("it is about to wait", () -> actor.inHandler);
        awaitParked(actor.thread);
        actor.thread.interrupt();
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertEquals(ActorInterruptedException.class, actor.failure.getClass());
        assertEquals(1, log.at("ERROR").size());
    }

    @Test
    void ruleC8AStarterThatIsInterruptedStartsActorsAllTheSame() {
        Thread.currentThread().interrupt();
        ActorRef<Watchful> ref;
        try {
            ref = start(Watchful::new);
        } finally {
            assertTrue(Thread.interrupted(), "the flag is the starter's own");
        }
        assertEquals("alive", ref.ask("alive"));
    }
}
