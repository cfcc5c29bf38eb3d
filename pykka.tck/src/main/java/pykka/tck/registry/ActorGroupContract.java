package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorFactory;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Gate;
import pykka.tck.support.Racers;
import pykka.tck.support.Waits;

/** Actors that belong together. */
@Contract
class ActorGroupContract extends Conformance {
    private final ActorGroup group = ActorGroup.create("outer");
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final AtomicInteger received = new AtomicInteger();

    ActorGroupContract(String runtime) {
        super(runtime);
    }

    private class Member extends Actor {
        private final String name;

        Member(String name) {
            this.name = name;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            received.incrementAndGet();
            return message;
        }

        @Override
        protected void onStop() {
            stopped.add(name);
        }
    }

    private class Other extends Member {
        Other(String name) {
            super(name);
        }
    }

    private <A extends Actor> ActorRef<A> start(ActorGroup in, ActorFactory<A> factory) {
        return in.start(factory, ActorOptions.defaults().runtime(runtime));
    }

    private ActorRef<Member> member(String name) {
        return start(group, () -> new Member(name));
    }

    @AfterEach
    void close() {
        group.close();
        ActorRegistry.stopAll();
    }

    @Test
    void actorStartedByTheGroupIsInItAndInTheRegistry() {
        ActorRef<Member> ref = member("a");
        assertEquals(List.of(ref), group.getAll());
        assertEquals(List.of(ref), ActorRegistry.getAll());
    }

    @Test
    void actorStartedOutsideIsNotInTheGroup() {
        ActorRef<Member> outside = start(() -> new Member("outside"));
        assertEquals(List.of(), group.getAll());
        group.close();
        assertTrue(outside.isAlive());
    }

    @Test
    void actorsAreFoundByClassNameAndUrn() {
        ActorRef<Member> a = member("a");
        ActorRef<Other> b = start(group, () -> new Other("b"));
        ActorRef<Member> outside = start(() -> new Member("outside"));
        assertEquals(List.of(a, b), group.getByClass(Member.class));
        assertEquals(List.of(b), group.getByClass(Other.class));
        assertEquals(List.of(b), group.getByClassName("Other"));
        assertEquals(Optional.of(a), group.getByUrn(a.actorUrn()));
        assertEquals(Optional.empty(), group.getByUrn(outside.actorUrn()));
        assertEquals(Optional.empty(), group.getByUrn("urn:uuid:none"));
    }

    @Test
    void broadcastReachesTheActorsOfTheGroupAlone() {
        member("a");
        start(group, () -> new Other("b"));
        start(() -> new Member("outside"));
        assertEquals(2, group.broadcast("hello"));
        assertEquals(1, group.broadcast("hello", Other.class));
        ActorRegistry.stopAll();
        assertEquals(3, received.get());
    }

    @Test
    void stopAllStopsTheLastStartedFirstAndLeavesTheGroupOpen() {
        ActorRef<Member> a = member("a");
        ActorRef<Member> outside = start(() -> new Member("outside"));
        ActorRef<Member> b = member("b");
        Map<ActorRef<?>, Boolean> ends = group.stopAll();
        assertEquals(List.of(b, a), List.copyOf(ends.keySet()));
        assertEquals(List.of(true, true), List.copyOf(ends.values()));
        assertEquals(List.of("b", "a"), stopped);
        assertEquals(List.of(), group.getAll());
        assertTrue(outside.isAlive());
        assertTrue(member("c").isAlive());
    }

    @Test
    void stopAllWithALimitAndWithoutAWaitStopTheSame() {
        member("a");
        assertEquals(List.of(true), List.copyOf(group.stopAll(slack(Duration.ofSeconds(5))).values()));
        ActorRef<Member> b = member("b");
        Map<ActorRef<?>, Future<Boolean>> ends = group.stopAllAsync();
        assertEquals(true, ends.get(b).get());
        assertEquals(List.of("a", "b"), stopped);
    }

    @Test
    void actorThatStopsItsGroupDoesNotWait() {
        member("a");
        ActorRef<Member> b = member("b");
        Map<ActorRef<?>, Boolean> ends = b.call(self -> group.stopAll()).get();
        assertEquals(2, ends.size());
        b.whenStopped().get();
        eventually("all have ended", () -> stopped.size() == 2);
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
    void actorsStartedByAnActorOfTheGroupAreInIt() {
        ActorRef<Member> parent = member("parent");
        ActorRef<Member> child = parent.call(self -> this.<Member>start(() -> new Member("child"))).get();
        ActorRef<Member> grandchild = child.call(self -> this.<Member>start(() -> new Member("grandchild"))).get();
        assertEquals(List.of(parent, child, grandchild), group.getAll());
        group.close();
        assertEquals(List.of("grandchild", "child", "parent"), stopped);
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
    void actorsStartedInTheScopeOfTheGroupAreInIt() throws Exception {
        List<ActorRef<?>> inside = new ArrayList<>();
        group.run(() -> inside.add(start(() -> new Member("run"))));
        inside.add(group.call(() -> start(() -> new Member("call"))));
        ActorRef<?> outside = start(() -> new Member("outside"));
        assertEquals(inside, group.getAll());
        assertTrue(outside.isAlive());
    }

    @Test
    void scopeEndsWhenItsCodeThrows() {
        assertThrows(IOException.class, () -> group.call(() -> {
            throw new IOException("planned");
        }));
        assertThrows(IOException.class, () -> group.start(() -> {
            throw new IOException("planned");
        }, IOException.class));
        start(() -> new Member("outside"));
        assertEquals(List.of(), group.getAll());
    }

    @Test
    void startThatFailsLeavesNothingInTheGroup() {
        ActorRef<Member> running = member("running");
        assertThrows(IllegalStateException.class, () -> group.start(() -> new Member("lost"),
                ActorOptions.defaults().runtime("no such runtime")));
        assertEquals(List.of(running), group.getAll());
    }

    @Test
    void actorOfANestedGroupIsInAllAroundIt() {
        ActorGroup inner = group.nested("inner");
        assertEquals("outer/inner", inner.name());
        ActorRef<Member> a = member("a");
        ActorRef<Member> b = start(inner, () -> new Member("b"));
        assertEquals(List.of(a, b), group.getAll());
        assertEquals(List.of(b), inner.getAll());
        inner.close();
        assertEquals(List.of(a), group.getAll());
        assertFalse(group.isClosed());
        assertTrue(a.isAlive());
    }

    @Test
    void toolsNameTheInnermostGroupOfAnActor() {
        assertEquals(Optional.of("outer"), Inspection.actor(member("a")).flatMap(ActorInfo::group));
        ActorRef<Member> b = start(group.nested("inner"), () -> new Member("b"));
        assertEquals(Optional.of("outer/inner"), Inspection.actor(b).flatMap(ActorInfo::group));
        ActorRef<Member> outside = start(() -> new Member("outside"));
        assertEquals(Optional.empty(), Inspection.actor(outside).flatMap(ActorInfo::group));
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

    @Test
    void innermostScopeCounts() {
        ActorGroup inner = group.nested("inner");
        ActorGroup apart = ActorGroup.create("apart");
        List<ActorRef<?>> refs = new ArrayList<>();
        group.run(() -> {
            inner.run(() -> refs.add(start(() -> new Member("inner"))));
            refs.add(start(apart, () -> new Member("apart")));
            refs.add(start(() -> new Member("outer")));
        });
        assertEquals(List.of(refs.get(0)), inner.getAll());
        assertEquals(List.of(refs.get(1)), apart.getAll());
        assertEquals(List.of(refs.get(0), refs.get(2)), group.getAll());
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
