package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.TestAbortedException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.Promise;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** What becomes of an order that fails, before it is reported. */
@ExtendWith(StopActors.class)
@Timeout(60)
class ShrinkingTest {
    /** Three actors with five messages each; fails if what they have noted in order is so, with a text. */
    private static Explore.Body noting(Predicate<List<String>> fails, String text) {
        return runtime -> {
            List<String> notes = new ArrayList<>();
            List<ActorRef<Noting>> refs = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                refs.add(start(runtime, () -> new Noting(name, notes)));
            }
            for (int i = 1; i <= 5; i++) {
                for (ActorRef<Noting> ref : refs) {
                    ref.tell(i);
                }
            }
            runtime.runUntilIdle();
            refs.forEach(ActorRef::stop);
            if (fails.test(notes)) {
                throw new IllegalStateException(text + " in " + notes.hashCode());
            }
        };
    }

    private static boolean before(List<String> notes, String one, String two) {
        return notes.indexOf(one) < notes.indexOf(two);
    }

    private static List<String> marked(String failure) {
        return failure.lines().filter(line -> line.startsWith("*")).map(line -> line.replaceAll("^\\* +", "")).toList();
    }

    private static long switches(String failure) {
        List<String> actors = failure.lines().filter(line -> line.matches("[ *] *\\d+\\. .*"))
                .map(line -> line.replaceAll("^[ *] *\\d+\\. (\\S+) .*", "$1"))
                .toList();
        long switches = 0;
        for (int i = 1; i < actors.size(); i++) {
            switches += actors.get(i).equals(actors.get(i - 1)) ? 0 : 1;
        }
        return switches;
    }

    @Test
    void fewSwitchesAreLeft() {
        Predicate<List<String>> fails = notes -> before(notes, "c3", "a2") && before(notes, "b5", "c4");
        String failure = ExploreTest.failure(1_000, noting(fails, "late"));
        assertTrue(switches(failure) <= 6, failure); // three of the stops
        assertTrue(failure.contains("\nThe order is shortened: it had "), failure);
        String choices = ExploreTest.choices(failure);
        assertThrows(AssertionError.class, () -> Explore.replay(choices, noting(fails, "late")));
    }

    @Test
    void twoStepsWhoseOrderMattersAreMarked() {
        Explore.Body body = runtime -> {
            List<String> notes = new ArrayList<>();
            ActorRef<Noting> all = start(runtime, () -> new Noting("", notes));
            ActorRef<Idle> one = start(runtime, Idle::new);
            ActorRef<Idle> two = start(runtime, Idle::new);
            one.defer(x -> {});
            one.defer(x -> all.tell("one"));
            two.defer(x -> {});
            two.defer(x -> all.tell("two"));
            runtime.runUntilIdle();
            List.of(all, one, two).forEach(ActorRef::stop);
            assertEquals("one", notes.get(0));
        };
        String failure = ExploreTest.failure(1_000, body);
        List<String> marked = marked(failure);
        assertEquals(2, marked.size(), failure);
        assertTrue(marked.get(0).contains("Idle-2 handles") && marked.get(1).contains("Idle-1 handles"), failure);
        assertTrue(failure.contains("\nIf the second of the steps marked with * comes before the first, the body passes."), failure);
    }

    @Test
    void nothingIsMarkedInABodyThatAlwaysFails() {
        String failure = ExploreTest.failure(1, noting(notes -> true, "always"));
        failure += ExploreTest.failure(10, noting(notes -> true, "always"));
        assertEquals(List.of(), marked(failure));
        assertFalse(failure.contains("marked"), failure);
    }

    /** Each order fails, the shortest ones in one way: the other way stays what it is. */
    @Test
    void shortenedOrderFailsAsTheFirstOneDid() {
        Explore.Body body = runtime -> {
            noting(notes -> before(notes, "a1", "c1") || before(notes, "c2", "a1"), "usual").run(runtime);
            throw new IllegalArgumentException("rare");
        };
        Trial rare = null;
        for (long seed = 0; rare == null; seed++) {
            Trial trial = Trial.drawn(seed);
            trial.run(body, new Allowed(true, false));
            rare = trial.failure() instanceof IllegalArgumentException ? trial : null;
        }
        Search one = Search.of(new Trial(rare.name(), new Preferred(rare.recorder().actors())));
        AssertionError error = assertThrows(AssertionError.class, () -> new Trials(one, 2, Allowed.NOTHING).run(body));
        assertTrue(error.getCause() instanceof IllegalArgumentException, error.getMessage());
    }

    @Test
    void failureThatIsNotRepeatedIsSaid() {
        int[] runs = new int[1];
        IllegalStateException broken = new IllegalStateException("broken");
        AssertionError error = assertThrows(AssertionError.class, () -> Explore.schedules(100, runtime -> {
            noting(notes -> false, "").run(runtime);
            if (runs[0]++ == 5) {
                throw broken;
            }
        }));
        String text = error.getMessage();
        assertTrue(text.startsWith(String.format("Schedule 5 fails: java.lang.IllegalStateException: broken%n   1. Noting-")), text);
        assertTrue(text.endsWith("\nIt does not fail in this way when the same choices are made again."), text);
        assertSame(broken, error.getCause());
    }

    @Test
    void testThatWasInterruptedIsReportedAsItIs() {
        int[] runs = new int[1];
        AssertionError error = assertThrows(AssertionError.class, () -> Explore.schedules(100, runtime -> {
            runs[0]++;
            noting(notes -> false, "").run(runtime);
            Thread.currentThread().interrupt();
            Promise.create().get();
        }));
        assertTrue(Thread.interrupted());
        assertEquals(ActorInterruptedException.class, error.getCause().getClass());
        assertEquals(1, runs[0]);
    }

    @Test
    void assumptionThatDoesNotHoldIsNoFailure() {
        int[] runs = new int[1];
        assertThrows(TestAbortedException.class, () -> Explore.schedules(100, runtime -> {
            runs[0]++;
            noting(notes -> false, "").run(runtime);
            Assumptions.abort("not here");
        }));
        assertEquals(1, runs[0]);
    }
}
