package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.ActorStarvationException;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/** The actors of a bundle, without bundles. */
class GroupTest extends Cells {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Group group = Group.ofBundle("user");

    private ActorCell start(String name, ActorRuntime runtime) {
        ActorCell cell = Registry.ours(Actor.start(() -> new Talking(events) {
            @Override
            protected void onStop() {
                events.add(name);
            }
        }, ActorOptions.defaults().runtime(runtime))).cell();
        group.enter(cell.ref());
        return cell;
    }

    @Test
    void itsActorsEndTheLastStartedFirst() {
        List<ActorCell> cells = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            cells.add(start(name, new ActorCellRaces.Inline()));
        }
        cells.forEach(Cells::run);
        ActorCell other = start("of nobody", new ActorCellRaces.Inline());
        run(other);
        group.leave(other.ref());
        GroupEnd.end(List.of(group, Group.ofBundle("empty")), LONG);
        assertEquals(List.of("three", "two", "one"), events);
        assertTrue(other.ref().isAlive());
    }

    @Test
    void theEndTellsWhatStoppedTheActor() {
        ActorCell ofBundle = start("of a bundle", new ActorCellRaces.Inline());
        run(ofBundle);
        EndPromise bundle = ofBundle.whenStopped();
        GroupEnd.end(List.of(group), LONG);
        assertEquals(ActorEnd.Reason.BUNDLE_STOPPED, bundle.get().reason());
        group.open();
        ActorCell other = start("of nobody", new ActorCellRaces.Inline());
        run(other);
        EndPromise exit = other.whenStopped();
        StopSequence.atExit(LONG);
        assertEquals(ActorEnd.Reason.JVM_EXIT, exit.get().reason());
    }

    /** It is in the group, and not in the registry yet. */
    @Test
    void theActorThatIsJustBeingStartedEndsFirst() {
        List<ActorCell> cells = List.of(start("one", new ActorCellRaces.Inline()), start("two", new ActorCellRaces.Inline()),
                start("being started", new ActorCellRaces.Inline()));
        cells.forEach(Cells::run);
        cells.get(2).ref().order = 0;
        GroupEnd.end(List.of(group), LONG);
        assertEquals(List.of("being started", "two", "one"), events);
    }

    @Test
    void theEndOfAGroupBearsThatOthersReorderItsActors() throws InterruptedException {
        List<ActorCell> cells = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            cells.add(start("", new Manual()));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread reordering = new Thread(() -> {
            while (!over.get()) {
                for (ActorCell cell : cells) {
                    Registry.forget(cell.ref());
                    Registry.register(cell.ref());
                }
            }
        });
        reordering.start();
        try {
            for (int i = 0; i < 200; i++) {
                Registry.lastFirst(cells.stream().map(ActorCell::ref));
            }
            GroupEnd.end(List.of(group), Duration.ZERO);
        } finally {
            over.set(true);
            reordering.join();
        }
        for (ActorCell cell : cells) {
            assertFalse(cell.ref().isAlive());
            run(cell);
        }
        assertEquals(2_000, events.size());
    }

    @Test
    void anActorWhoseRuntimeThrowsWhenItIsAskedToStopHoldsUpNoOther() {
        ActorCell first = start("first", new ActorCellRaces.Inline());
        ActorCell broken = start("broken", new Manual() {
            @Override
            public void wake(ActorTask task) {
                throw new LinkageError("a class of the runtime is gone");
            }
        });
        run(first);
        run(broken);
        ActorCell stuck = start("stuck", new Manual());
        GroupEnd.end(List.of(group), Duration.ZERO);
        assertEquals(List.of("first"), events);
        assertFalse(broken.ref().isAlive());
        assertFalse(stuck.ref().isAlive());
        run(broken);
        run(stuck);
    }

    @Test
    void actorsAreCutOffThoughTheCallerCannotWaitForThem() {
        ActorCell stuck = start("stuck", new Manual());
        ActorCell caller = start(new Manual() {
            @Override
            public void await(ActorTask task, Waiter waiter) {
                throw new ActorStarvationException("no thread left");
            }
        });
        caller.tell((Runnable) () -> GroupEnd.end(List.of(group), LONG), false);
        run(caller);
        assertFalse(stuck.ref().isAlive());
        assertEquals(List.of(), events);
        run(stuck);
    }

    @Test
    void aGroupThatEndsTakesNobodyUntilItIsOpenedAgain() {
        GroupEnd.end(List.of(group), LONG);
        ActorCell cell = start(new Manual());
        String refused = assertThrows(IllegalStateException.class, () -> group.enter(cell.ref())).getMessage();
        assertEquals("The bundle user is stopping or has stopped: it cannot have new actors", refused);
        group.open();
        GroupEnd.end(List.of(group), LONG); // it was not taken, so it is not waited for
        assertTrue(cell.ref().isAlive());
        group.open();
        group.enter(cell.ref());
    }

    @Test
    void whoDoesNotEndInTimeIsCutOffAndForgotten() {
        ActorCell stuck = start("stuck", new Manual());
        run(stuck);
        LocalPromise<Object> asked = stuck.ask("message", null, false);
        GroupEnd.end(List.of(group), SHORT);
        assertInstanceOf(ActorDeadException.class, asked.failure());
        assertFalse(stuck.ref().isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
        run(stuck);
        assertEquals(List.of("stuck"), events);
    }

    @Test
    void theActorThatEndsItsOwnGroupIsNotWaitedFor() {
        ActorCell cell = start("self", new Manual());
        long begin = System.nanoTime();
        cell.tell((Runnable) () -> {
            GroupEnd.end(List.of(group), LONG);
            events.add("goes on");
        }, false);
        run(cell);
        assertEquals(List.of("goes on", "self"), events);
        assertTrue(System.nanoTime() - begin < LONG.toNanos());
    }
}
