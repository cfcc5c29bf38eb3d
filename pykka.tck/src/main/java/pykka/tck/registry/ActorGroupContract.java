package pykka.tck.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.Garbage;

/** Actors that belong together. */
@Contract
class ActorGroupContract extends GroupedActors {
    ActorGroupContract(String runtime) {
        super(runtime);
    }

    private class Other extends Member {
        Other(String name) {
            super(name);
        }
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
    void actorsStartedByAnActorOfTheGroupAreInIt() {
        ActorRef<Member> parent = member("parent");
        ActorRef<Member> child = parent.call(self -> this.<Member>start(() -> new Member("child"))).get();
        ActorRef<Member> grandchild = child.call(self -> this.<Member>start(() -> new Member("grandchild"))).get();
        assertEquals(List.of(parent, child, grandchild), group.getAll());
        group.close();
        assertEquals(List.of("grandchild", "child", "parent"), stopped);
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

    /** What a round leaves that it must not. The thread of the timers is looked for after each test. */
    private void closeOneThatIsBusy(List<WeakReference<?>> actors, List<ActorTimer> timers) {
        ActorGroup busy = ActorGroup.create("busy");
        ActorRef<Member> a = start(busy, () -> new Member("a"));
        ActorRef<Member> b = start(busy, () -> new Member("b"));
        timers.add(a.tellAfter(Duration.ofHours(1), "later"));
        timers.add(a.call(self -> self.begin(actors, b)).get());
        timers.add(b.call(self -> self.begin(actors, a)).get());
        busy.close();
        assertEquals(List.of(), busy.getAll());
    }

    @Test
    void groupsThatCloseLeaveNoActorAndNoTimerThoughTheyRunAndWatch() {
        log(); // of messages that are dropped
        List<WeakReference<?>> actors = new ArrayList<>();
        List<ActorTimer> timers = new ArrayList<>();
        for (int i = scaled(1_000); i > 0; i--) {
            closeOneThatIsBusy(actors, timers);
        }
        assertEquals(List.of(), ActorRegistry.getAll());
        assertEquals(List.of(), timers.stream().filter(ActorTimer::isActive).toList());
        Garbage.assertCollected(actors);
    }
}
