package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Noting;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;
import pykka.tck.support.Rounds;

/** Bounded inboxes under load: no message and no place is lost. */
@Contract
class InboxLoadContract extends ContractTest {
    InboxLoadContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> start(int capacity, WhenFull whenFull) {
        return start(Noting::new, ActorOptions.defaults().inboxCapacity(capacity).whenFull(whenFull));
    }

    private static List<Object> handled(ActorRef<Noting> ref) {
        return ref.call(actor -> List.copyOf(actor.handled)).get();
    }

    @Test
    void faultA10RacingSendersNeverGetMoreThanTheCapacity() {
        Balance balance = new Balance();
        int capacity = 1_000;
        int each = scaled(10_000) + capacity;
        ActorRef<Noting> ref = start(capacity, WhenFull.REFUSE);
        Gate gate = Gate.hold(ref);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Racers.race(4, sender -> storm(ref, each, accepted, refused));
        assertEquals(capacity, accepted.get());
        assertEquals(4 * each - capacity, refused.get());
        assertEquals(capacity, Inspection.actor(ref).orElseThrow().inboxLength());
        gate.open();
        assertTrue(ref.stop());
        balance.assertIs(1 + capacity, 1 + capacity, 0);
    }

    private static void storm(ActorRef<?> ref, int count, AtomicInteger accepted, AtomicInteger refused) {
        for (int i = 0; i < count; i++) {
            try {
                ref.tell(i);
                accepted.incrementAndGet();
            } catch (ActorInboxFullException e) {
                refused.incrementAndGet();
            }
        }
    }

    static class Slow extends Noting {
        int taken;

        @Override
        protected Object onReceive(Object message) {
            taken += message == FILLER ? 0 : 1;
            Thread.yield();
            return null;
        }
    }

    @Test
    void faultA10EachMessageOfAStormIsHandledOrRefused() {
        Balance balance = new Balance();
        Slow actor = new Slow();
        ActorRef<Slow> ref = start(() -> actor, ActorOptions.defaults().inboxCapacity(100).whenFull(WhenFull.REFUSE));
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        int each = scaled(50_000) + 1_000;
        Racers.race(4, sender -> storm(ref, each, accepted, refused));
        assertEquals(4 * each, accepted.get() + refused.get());
        assertTrue(refused.get() > 0, "nothing was refused: the consumer was not slow");
        eventually("all handled", Duration.ofSeconds(20), () -> balance.handled() == accepted.get());
        assertEquals(100, Noting.places(ref), "no place was lost");
        long more = balance.accepted() - accepted.get();
        assertTrue(ref.stop());
        assertEquals(accepted.get(), actor.taken);
        balance.assertIs(accepted.get() + more, accepted.get() + more, 0);
    }

    @Test
    void faultA10AllMessagesOfFastSendersGetThrough() {
        Balance balance = new Balance();
        int each = scaled(20_000);
        ActorRef<Noting> ref = start(10, WhenFull.BLOCK);
        Racers.race(4, sender -> {
            for (int i = 0; i < each; i++) {
                if (i % 10 == 0) {
                    assertEquals(i, ref.ask(i));
                } else {
                    ref.tell(i);
                }
            }
        });
        assertEquals(4 * each, handled(ref).size());
        assertEquals(10, Noting.places(ref), "no place was lost");
        assertTrue(ref.stop());
        balance.assertIs(balance.accepted(), balance.accepted(), 0);
    }

    @Test
    void faultA10NoPlaceIsLostToSendersThatGiveUp() {
        int each = scaled(4_000);
        ActorRef<Noting> ref = start(3, WhenFull.BLOCK);
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger gaveUp = new AtomicInteger();
        Racers.race(4, sender -> {
            Random random = new Random(sender);
            for (int i = 0; i < each; i++) {
                try {
                    if (i % 4 == 0) {
                        Thread.currentThread().interrupt();
                    }
                    ref.ask(i, Duration.ofNanos(random.nextInt(100_000)));
                } catch (ActorTimeoutException | ActorInterruptedException e) {
                    gaveUp.incrementAndGet();
                }
                Thread.interrupted();
                ref.ask("patient", slack(Duration.ofSeconds(5))); // fails, and does not hang, when no place is left
                accepted.incrementAndGet();
            }
        });
        assertTrue(gaveUp.get() > 0, "no sender gave up");
        long patient = handled(ref).stream().filter("patient"::equals).count();
        assertEquals(accepted.get(), patient);
        assertEquals(3, Noting.places(ref));
        assertTrue(ref.stop());
    }

    @Test
    void faultA10NoSenderIsLeftWaitingWhenTheActorIsStopped() throws Exception {
        Records log = log();
        Balance balance = new Balance();
        AtomicInteger sent = new AtomicInteger();
        Rounds.<ActorRef<Noting>>race(scaled(1_000), 4, () -> start(1, WhenFull.BLOCK), (ref, sender) -> {
            try {
                for (int i = 0; i < 1_000; i++) {
                    ref.tell(i);
                    sent.incrementAndGet();
                }
            } catch (ActorDeadException e) {
                // what the others wait for as well
            }
        }, ActorRef::stopAsync, ref -> ref.whenStopped().get(slack(Duration.ofSeconds(10))));
        assertEquals(List.of(), log.at("ERROR"));
        balance.assertIs(sent.get(), balance.handled(), sent.get() - balance.handled());
    }

    /** Can be sent to while it is started, and looks how many messages wait when it handles a late one. */
    static final class Crowded extends Noting {
        static final Object LATE = new Object();

        private final AtomicInteger most;

        Crowded(AtomicReference<ActorRef<?>> early, AtomicInteger most) {
            this.most = most;
            early.set(actorRef());
            for (int i = 0; i < 1_000; i++) {
                Thread.onSpinWait();
            }
        }

        @Override
        protected Object onReceive(Object message) {
            if (message == LATE) {
                most.accumulateAndGet(Inspection.actor(actorRef()).orElseThrow().inboxLength(), Math::max);
            }
            Thread.yield();
            return null;
        }
    }

    /** When something has been given a place, there are no more messages than places. */
    @Test
    void faultA10WhatIsSentDuringTheStartTakesPlacesAsWell() {
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < scaled(200); i++) {
            AtomicReference<ActorRef<?>> early = new AtomicReference<>();
            AtomicBoolean started = new AtomicBoolean();
            Background<Object> sender = Background.run(() -> {
                while (early.get() == null) {
                    Thread.onSpinWait();
                }
                ActorRef<?> ref = early.get();
                for (int sent = 0; !started.get(); sent++) {
                    if (sent < 100) {
                        ref.tell("early");
                    }
                }
                ref.tell("given a place");
                for (int sent = 0; sent < 20; sent++) {
                    ref.tell(Crowded.LATE);
                }
                return null;
            });
            ActorRef<Crowded> ref = start(() -> new Crowded(early, most), ActorOptions.defaults().inboxCapacity(4));
            started.set(true);
            sender.result();
            ref.run(actor -> {}).get(); // a request to stop waits as well, and needs no place
            assertTrue(ref.stop());
        }
        assertTrue(most.get() <= 4, () -> most + " messages waited in an inbox of 4");
    }
}
