package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Limit;
import pykka.tck.support.Noting;
import pykka.tck.support.Records;

/** Bounded inboxes: what is the same for both policies, and the one that refuses. */
@Contract
class RefusingInboxContract extends ContractTest {
    RefusingInboxContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> start(int capacity, WhenFull whenFull) {
        return start(Noting::new, ActorOptions.defaults().inboxCapacity(capacity).whenFull(whenFull));
    }

    @Test
    void faultA10AFullInboxRefusesEveryWayOfSending() {
        Balance balance = new Balance();
        ActorRef<Noting> ref = start(2, WhenFull.REFUSE);
        Gate gate = Gate.hold(ref);
        ref.tell(1);
        Future<Object> second = ref.askAsync(2);
        ActorInboxFullException full = assertThrows(ActorInboxFullException.class, () -> ref.tell(3));
        assertTrue(full.getMessage().contains(ref.toString()), full.getMessage());
        assertThrows(ActorInboxFullException.class, () -> ref.defer(actor -> {}));
        assertThrows(ActorInboxFullException.class, () -> ref.ask(3));
        assertThrows(ActorInboxFullException.class, () -> ref.ask(3, Duration.ofSeconds(5)));
        List<Future<?>> refused = List.of(ref.askAsync(3), ref.call(actor -> 3), ref.run(actor -> {}));
        for (Future<?> future : refused) {
            assertTrue(future.isDone());
            assertThrows(ActorInboxFullException.class, future::get);
        }
        assertEquals(0, ActorRegistry.broadcast(3));
        gate.open();
        assertEquals(2, second.get());
        assertEquals(List.of(1, 2), ref.call(actor -> List.copyOf(actor.handled)).get());
        assertTrue(ref.stop());
        balance.assertIs(4, 4, 0);
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void faultA10CapacityCountsWhatIsAcceptedAndNotYetTaken(WhenFull whenFull) {
        for (int capacity : new int[] {1, 2, 7, 1_000}) {
            ActorRef<Noting> ref = start(capacity, whenFull);
            assertEquals(capacity, Noting.places(ref));
            assertEquals(capacity, Noting.places(ref), "a second time");
            assertTrue(ref.stop());
        }
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void faultA10StopGetsThroughAFullInboxAndTakesNoPlace(WhenFull whenFull) {
        Balance balance = new Balance();
        int capacity = 1_000;
        ActorRef<Noting> ref = start(capacity, whenFull);
        Gate gate = Gate.hold(ref);
        assertEquals(capacity, Noting.fill(ref));
        List<Future<Boolean>> stops = IntStream.range(0, 10).mapToObj(i -> ref.stopAsync()).toList();
        assertEquals(capacity + 1, Inspection.actor(ref).orElseThrow().inboxLength());
        assertEquals(OptionalInt.of(capacity), Inspection.actor(ref).orElseThrow().inboxCapacity());
        Limit limit = Limit.of(Duration.ofSeconds(1));
        gate.open();
        for (Future<Boolean> stop : stops) {
            assertTrue(stop.get(slack(Duration.ofSeconds(5))));
        }
        assertFalse(limit.isOver(), "stopped within a second");
        balance.assertIs(capacity + 1, capacity + 1, 0);
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void faultA10StopRequestsInFrontDoNotCount(WhenFull whenFull) {
        Records log = log();
        Balance balance = new Balance();
        ActorRef<Noting> ref = start(5, whenFull);
        Gate gate = Gate.hold(ref);
        for (int i = 0; i < 20; i++) {
            ref.stopAsync();
        }
        assertEquals(5, Noting.fill(ref));
        gate.open();
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertEquals(List.of("5 messages dropped by " + ref + ": 5 java.lang.Object"), log.messages("WARN"));
        balance.assertIs(6, 1, 5);
    }

    static class Talkative extends Noting {
        @Override
        protected Object onReceive(Object message) throws Exception {
            super.onReceive(message);
            if (message.equals("talk")) {
                for (int i = 0; i < 10; i++) {
                    Actor.refOf(this).tell("tell " + i);
                    Actor.refOf(this).askAsync("ask " + i);
                    Actor.refOf(this).defer(self -> handled.add("defer"));
                    Actor.refOf(this).run(self -> handled.add("run"));
                    assertEquals(1, ActorRegistry.broadcast("broadcast " + i, Talkative.class));
                }
            }
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void faultA10WhatAnActorSendsItselfIsAlwaysTaken(WhenFull whenFull) {
        Balance balance = new Balance();
        Talkative actor = new Talkative();
        ActorRef<Talkative> ref = start(() -> actor, ActorOptions.defaults().inboxCapacity(2).whenFull(whenFull));
        Gate gate = Gate.hold(ref);
        ref.tell("talk");
        ref.tell("last");
        assertEquals(0, ActorRegistry.broadcast("full"));
        gate.open();
        eventually("all handled", () -> balance.handled() == 53);
        assertEquals(2, Noting.places(ref));
        assertTrue(ref.stop());
        assertEquals(52, actor.handled.size());
        assertEquals("last", actor.handled.get(1));
        assertEquals(balance.accepted(), balance.handled());
    }

    static class Early extends Noting {
        Early() {
            for (int i = 0; i < 10; i++) {
                actorRef().tell(i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(WhenFull.class)
    void faultA10WhatIsSentBeforeTheStartIsAlwaysTaken(WhenFull whenFull) {
        Balance balance = new Balance();
        ActorRef<Early> ref = start(Early::new, ActorOptions.defaults().inboxCapacity(2).whenFull(whenFull));
        eventually("all handled", () -> balance.handled() == 10);
        assertEquals(10, ref.call(early -> early.handled.size()).get());
        assertEquals(2, Noting.places(ref));
        assertTrue(ref.stop());
        assertFalse(ref.isAlive());
    }
}
