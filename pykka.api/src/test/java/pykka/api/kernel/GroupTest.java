package pykka.api.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.spi.ActorRuntime;

/** The actors of a bundle, without bundles. */
class GroupTest extends Cells {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Group group = new Group("user");

    private Cell start(String name, ActorRuntime runtime) {
        Cell cell = Registry.ours(Actor.start(() -> new Talking(events) {
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
        List<Cell> cells = new ArrayList<>();
        for (String name : List.of("one", "two", "three")) {
            cells.add(start(name, new CellRaces.Inline()));
        }
        cells.forEach(Cells::run);
        Cell other = start("of nobody", new CellRaces.Inline());
        run(other);
        group.leave(other.ref());
        Group.end(List.of(group, new Group("empty")), LONG);
        assertEquals(List.of("three", "two", "one"), events);
        assertTrue(other.ref().isAlive());
    }

    @Test
    void aGroupThatEndsTakesNobodyUntilItIsOpenedAgain() {
        Group.end(List.of(group), LONG);
        Cell cell = start(new Manual());
        String refused = assertThrows(IllegalStateException.class, () -> group.enter(cell.ref())).getMessage();
        assertEquals("The bundle user is stopping or has stopped: it cannot have new actors", refused);
        group.open();
        Group.end(List.of(group), LONG); // it was not taken, so it is not waited for
        assertTrue(cell.ref().isAlive());
        group.open();
        group.enter(cell.ref());
    }

    @Test
    void whoDoesNotEndInTimeIsCutOffAndForgotten() {
        Cell stuck = start("stuck", new Manual());
        run(stuck);
        Promise<Object> asked = stuck.ask("message", null);
        Group.end(List.of(group), SHORT);
        assertInstanceOf(ActorDeadException.class, asked.failure());
        assertFalse(stuck.ref().isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
        run(stuck);
        assertEquals(List.of("stuck"), events);
    }

    @Test
    void theActorThatEndsItsOwnGroupIsNotWaitedFor() {
        Cell cell = start("self", new Manual());
        long begin = System.nanoTime();
        cell.tell((Runnable) () -> {
            Group.end(List.of(group), LONG);
            events.add("goes on");
        }, false);
        run(cell);
        assertEquals(List.of("goes on", "self"), events);
        assertTrue(System.nanoTime() - begin < LONG.toNanos());
    }
}
