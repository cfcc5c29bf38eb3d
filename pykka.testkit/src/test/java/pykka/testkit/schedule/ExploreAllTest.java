package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.testkit.StopActors;
import pykka.testkit.log.Recorder;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** The search through all orders of a body. */
@ExtendWith(StopActors.class)
@Timeout(120)
class ExploreAllTest {
    private static final int MOST = 3_000;

    /** Actors with so many messages each, all sent by the test; the orders in which they were handled. */
    private static Set<List<String>> orders(Exploration how, int actors, int messages) {
        Set<List<String>> orders = new HashSet<>();
        assertTrue(how.all(100_000, runtime -> {
            List<String> notes = new ArrayList<>();
            List<ActorRef<Noting>> refs = new ArrayList<>();
            for (int i = 0; i < actors; i++) {
                String name = "" + (char) ('a' + i);
                refs.add(start(runtime, () -> new Noting(name, notes)));
            }
            for (int i = 0; i < messages; i++) {
                for (ActorRef<Noting> ref : refs) {
                    ref.tell(i);
                }
            }
            runtime.runUntilIdle();
            orders.add(notes);
            refs.forEach(ActorRef::stop);
        }));
        return orders;
    }

    @Test
    void allOrdersAreMade() {
        assertEquals(20, orders(Explore.with().sharing(), 2, 3).size()); // 6! / (3! 3!)
        assertEquals(90, orders(Explore.with().sharing(), 3, 2).size()); // 6! / (2! 2! 2!)
    }

    /** The first actor is chosen, and then there is a switch only when it has no message. */
    @Test
    void ordersWithoutPreemptionsAreThoseOfWholeActors() {
        assertEquals(6, orders(Explore.with().sharing().preemptions(0), 3, 2).size());
    }

    @Test
    void preemptionsAreBounded() {
        Set<List<String>> orders = orders(Explore.with().sharing().preemptions(1), 2, 3);
        assertEquals(Set.of(
                List.of("a0", "a1", "a2", "b0", "b1", "b2"), List.of("b0", "b1", "b2", "a0", "a1", "a2"),
                List.of("a0", "b0", "b1", "b2", "a1", "a2"), List.of("a0", "a1", "b0", "b1", "b2", "a2"),
                List.of("b0", "a0", "a1", "a2", "b1", "b2"), List.of("b0", "b1", "a0", "a1", "a2", "b2")), orders);
    }

    private static int runs(boolean reduced, Explore.Body body) {
        return runs(new DepthFirst(Integer.MAX_VALUE, reduced), body);
    }

    private static int runs(DepthFirst search, Explore.Body body) {
        int runs = 0;
        for (Trial trial = search.next(); trial != null; trial = search.next()) {
            assertNull(trial.run(body, Allowed.NOTHING));
            runs++;
        }
        return runs;
    }

    /** Two actors that do not meet, with three messages each. */
    private static void twoApart(SteppingRuntime runtime) {
        List<ActorRef<Idle>> refs = List.of(start(runtime, Idle::new), start(runtime, Idle::new));
        for (int i = 0; i < 6; i++) {
            refs.get(i % 2).defer(x -> {});
        }
        runtime.runUntilIdle();
        refs.forEach(ActorRef::stop);
    }

    @Test
    void ordersOfActorsThatDoNotMeetAreEquivalent() {
        assertEquals(20, runs(false, ExploreAllTest::twoApart));
        // one for each choice that leads to a state that was there before
        assertEquals(1 + 3 * 3, runs(true, ExploreAllTest::twoApart));
    }

    @Test
    void searchThatMayKeepNoMoreStatesSaysSoOnceAndMakesAllOrders() {
        List<String> warnings = new ArrayList<>();
        Registration listening = Recorder.listen(record -> warnings.add(record.message()));
        try {
            assertEquals(1 + 3 * 3, runs(new DepthFirst(Integer.MAX_VALUE, true, 9), ExploreAllTest::twoApart));
            assertEquals(List.of(), warnings);
            int runs = runs(new DepthFirst(Integer.MAX_VALUE, true, 3), ExploreAllTest::twoApart);
            assertTrue(runs > 1 + 3 * 3 && runs <= 20, () -> runs + " runs");
            assertEquals(20, runs(new DepthFirst(Integer.MAX_VALUE, true, 0), ExploreAllTest::twoApart));
        } finally {
            listening.close();
        }
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("The search of all orders keeps 3 states, and no more"), warnings::toString);
    }

    @Test
    void ordersWithFewPreemptionsComeFirst() {
        List<String> orders = new ArrayList<>();
        assertTrue(Explore.with().sharing().all(100_000, runtime -> {
            List<String> notes = new ArrayList<>();
            List<ActorRef<Noting>> refs = List.of(start(runtime, () -> new Noting("a", notes)),
                    start(runtime, () -> new Noting("b", notes)));
            for (int i = 0; i < 4; i++) {
                refs.get(i % 2).tell(i / 2);
            }
            runtime.runUntilIdle();
            refs.forEach(ActorRef::stop);
            orders.add(String.join("", notes));
        }));
        List<String> without = List.of("a0a1b0b1", "b0b1a0a1");
        assertEquals(without, orders.subList(0, 2));
        assertEquals(Set.of("a0a1b0b1", "b0b1a0a1", "a0b0b1a1", "b0a0a1b1"), Set.copyOf(orders.subList(2, 6)));
        assertEquals(6, Set.copyOf(orders).size());
    }

    @Test
    void searchThatIsCutOffIsNotComplete() {
        Explore.Body body = runtime -> {
            List<ActorRef<Idle>> refs = List.of(start(runtime, Idle::new), start(runtime, Idle::new));
            refs.forEach(ref -> ref.defer(x -> {}));
            runtime.runUntilIdle();
            refs.forEach(ActorRef::stop);
        };
        assertFalse(Explore.with().sharing().all(1, body));
        assertTrue(Explore.with().sharing().all(2, body));
    }

    @Test
    void resultsAreThoseOfTheSearchWithoutReduction() {
        compare(Integer.MAX_VALUE);
    }

    @Test
    void resultsWithinABoundAreThoseOfTheSearchWithoutReduction() {
        compare(1);
    }

    /**
     * Compares the results of random bodies. The rest of a run that came to a known state does not count: other runs must have
     * its result.
     */
    private static void compare(int preemptions) {
        int[] bodies = new int[1];
        int[] runs = new int[2];
        for (int seed = 0; seed < 150; seed++) {
            RandomBody body = new RandomBody(seed);
            Set<String> all = new HashSet<>();
            int without = runs(new DepthFirst(preemptions, false), body, all);
            if (without < MOST) {
                Set<String> reduced = new HashSet<>();
                runs[1] += runs(new DepthFirst(preemptions, true), body, reduced);
                runs[0] += without;
                bodies[0]++;
                assertEquals(all, reduced, "seed " + seed);
            }
        }
        assertTrue(bodies[0] > 75 && runs[1] < runs[0], () -> bodies[0] + " bodies, " + runs[0] + " and " + runs[1] + " runs");
    }

    private static int runs(DepthFirst search, RandomBody body, Set<String> results) {
        int runs = 0;
        for (Trial trial = search.next(); trial != null && runs < MOST; trial = search.next()) {
            assertNull(trial.run(body, new Allowed(true, false)));
            runs++;
            if (!search.known()) {
                results.add(body.result());
            }
        }
        return runs;
    }

    @Test
    void bodyThatDoesSomethingElseIsRefused() {
        int[] runs = new int[1];
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Explore.all(100, runtime -> {
            List<ActorRef<Idle>> refs = new ArrayList<>();
            for (int i = 0; i < 2 + runs[0]; i++) {
                refs.add(start(runtime, Idle::new));
                refs.get(i).defer(x -> {});
            }
            runs[0]++;
            runtime.runUntilIdle();
            refs.forEach(ActorRef::stop);
        }));
        assertEquals("The body does not do the same in the same order: at choice 1 the actors [0, 1, 2] could go on, and [0, 1] before",
                refused.getMessage());
    }
}
