package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorGroup;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.Gate;
import pykka.tck.support.Racers;
import pykka.tck.support.Waits;

/** Actors that end together. */
@Contract
class GroupCloseContract extends GroupedActors {
    GroupCloseContract(String runtime) {
        super(runtime);
    }

    @Test
    void closeEndsTheActorsAndRefusesOthers() {
        member("a");
        member("b");
        assertFalse(group.isClosed());
        group.close();
        assertEquals(List.of("b", "a"), stopped);
        assertTrue(group.isClosed());
        AtomicInteger made = new AtomicInteger();
        IllegalStateException error = assertThrows(IllegalStateException.class, () -> start(group, () -> {
            made.incrementAndGet();
            return new Member("late");
        }));
        assertEquals("The actor group outer is closed: start the actor before, or in another group", error.getMessage());
        assertEquals(0, made.get(), "the factory did not run");
        assertThrows(IllegalStateException.class, () -> group.run(() -> { }));
        assertThrows(IllegalStateException.class, () -> group.nested("late"));
        group.close();
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void actorThatIsStuckWhenItsGroupClosesIsInterruptedAndCutOff() {
        ActorRef<Member> ref = member("stuck");
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        AtomicReference<Future<ActorEnd>> end = new AtomicReference<>(ref.whenStopped());
        Gate gate = Gate.hold(ref);
        ref.defer(self -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                await(free);
            }
        });
        gate.open();
        Future<Object> late = ref.askAsync("never handled");
        group.close(Duration.ofMillis(100));
        assertThrows(ActorDeadException.class, late::get);
        await(interrupted);
        assertEquals(List.of(), group.getAll());
        assertEquals(1, log().messages("WARN").size(), () -> log().toString());
        assertTrue(log().messages("WARN").get(0).startsWith(
                "Not ended within PT0.1S and interrupted, because their bundle or group ends: [Member (urn:uuid:"),
                () -> log().toString());
        free.countDown();
        assertEquals(ActorEnd.Reason.CUT_OFF, end.get().get().reason());
    }

    @Test
    void interruptOfTheThreadThatClosesAGroupEndsItsWait() {
        ActorRef<Member> stuck = member("a");
        Future<ActorEnd> end = stuck.whenStopped();
        CountDownLatch begun = new CountDownLatch(1);
        stuck.defer(self -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // cut off
            }
        });
        await(begun);
        Thread.currentThread().interrupt();
        group.close(Duration.ofDays(1));
        assertTrue(Thread.interrupted());
        assertEquals(ActorEnd.Reason.CUT_OFF, end.get().reason());
        assertEquals("Interrupted without a wait, because their bundle or group ends: [" + stuck + "], and the wait failed:",
                log().messages("WARN").get(0));
    }

    @Test
    void actorThatUsesMoreThanHalfOfTheTimeOfACloseIsNotCutOff() {
        Waits waits = new Waits(Thread.currentThread());
        start(group, () -> new Member("a") {
            @Override
            protected void onStop() { // when the stuck one has used half of the time
                waits.awaitOne();
            }
        });
        ActorRef<Member> stuck = member("b");
        Future<ActorEnd> end = stuck.whenStopped();
        stuck.defer(self -> waits.awaitAnother());
        group.close(slack(Duration.ofSeconds(2)));
        assertEquals(ActorEnd.Reason.GROUP_CLOSED, end.get().reason());
    }

    @Test
    void actorThatClosesItsOwnGroupIsNotWaitedFor() {
        member("a");
        ActorRef<Member> b = member("b");
        b.run(self -> group.close()).get();
        assertEquals(ActorEnd.Reason.GROUP_CLOSED, b.whenStopped().get().reason());
        eventually("all have ended", () -> group.getAll().isEmpty());
    }

    @Test
    void actorOfAClosedGroupCannotStartAnother() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        start(group, () -> new Member("a") {
            @Override
            protected void onStop() {
                thrown.set(assertThrows(IllegalStateException.class, () -> start(() -> new Member("late"))));
            }
        });
        group.close();
        assertTrue(thrown.get().getMessage().startsWith("The actor group outer is closed"), () -> thrown.get().toString());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void closeOfAGroupClosesThoseInIt() {
        ActorGroup inner = group.nested("inner");
        start(inner, () -> new Member("b"));
        group.close();
        assertEquals(List.of("b"), stopped);
        assertTrue(inner.isClosed());
        assertThrows(IllegalStateException.class, () -> start(inner, () -> new Member("late")));
    }

    /** The property of every end of a group: each start is refused, or its actor is ended by the close. */
    @Test
    void noStartThatRacesTheCloseSurvivesIt() {
        for (int i = 0; i < scaled(200); i++) {
            ActorGroup racing = ActorGroup.create("racing");
            List<ActorRef<?>> started = new CopyOnWriteArrayList<>();
            Racers.race(3, racer -> {
                if (racer == 0) {
                    racing.close(slack(Duration.ofSeconds(5)));
                    return;
                }
                try {
                    for (;;) {
                        started.add(start(racing, () -> new Member("racer")));
                    }
                } catch (IllegalStateException closed) {
                    assertTrue(racing.isClosed());
                }
            });
            started.forEach(ref -> ref.whenStopped().get(slack(Duration.ofSeconds(5))));
            assertEquals(List.of(), racing.getAll());
            assertEquals(List.of(), ActorRegistry.getAll());
        }
    }
}
