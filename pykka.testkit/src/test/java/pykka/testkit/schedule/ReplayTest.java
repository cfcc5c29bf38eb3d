package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;

/** The text that repeats an order. */
@ExtendWith(StopActors.class)
@Timeout(60)
class ReplayTest {
    /** So many actors, and one more for the second number. */
    private static Explore.Body actors(int count, int failAt) {
        return runtime -> {
            List<ActorRef<Idle>> refs = new ArrayList<>();
            List<Integer> handled = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                refs.add(start(runtime, Idle::new));
                refs.get(i).defer(x -> handled.add(number));
            }
            runtime.runUntilIdle();
            refs.forEach(ActorRef::stop);
            assertTrue(handled.get(0) != failAt, "failed");
        };
    }

    private static AssertionError error(String choices, Explore.Body body) {
        return assertThrows(AssertionError.class, () -> Explore.replay(choices, body));
    }

    @Test
    void textIsReadAsItWasWritten() {
        for (String text : List.of("", "2c1b0c", "3*0b", "10z12*7k", "2*1b2b", "2b3b2b")) {
            assertEquals(text, Choices.parse(text).toString());
        }
        assertEquals("3*0b", Choices.parse("0b2*0b").toString());
    }

    @Test
    void otherTextIsRefused() {
        for (String text : List.of("x", "2", "b", "2a", "2b 3b", "*2b", "x*2b", "99999999*2b", "-1b", "2b3*")) {
            assertThrows(IllegalArgumentException.class, () -> Explore.replay(text, runtime -> {}), text);
        }
    }

    @Test
    void textOfAFailureRepeatsItEachTime() {
        String failure = ExploreTest.failure(100, ExploreTest.deposits("in two"));
        String choices = ExploreTest.choices(failure);
        String again = error(choices, ExploreTest.deposits("in two")).getMessage();
        assertEquals(steps(failure), steps(again));
        for (int i = 0; i < 100; i++) {
            assertEquals(again, error(choices, ExploreTest.deposits("in two")).getMessage());
        }
    }

    /** The steps that a failure tells, without marks. */
    private static List<String> steps(String failure) {
        return failure.replace('*', ' ').lines().filter(line -> line.startsWith(" ")).toList();
    }

    @Test
    void orderPassesOnceTheFaultIsGone() {
        String choices = ExploreTest.choices(ExploreTest.failure(100, actors(3, 1)));
        error(choices, actors(3, 1));
        Explore.replay(choices, actors(3, 5));
    }

    @Test
    void otherNumberOfActorsDoesNotFit() {
        assertEquals("The schedule no longer fits the body: choice 1 is actor 1 of 2, and there are 3: [Idle-0, Idle-1, Idle-2]",
                error("1b", actors(3, 5)).getMessage());
    }

    @Test
    void otherActorDoesNotFit() {
        AssertionError error = error("5c", actors(3, 0));
        assertEquals("The schedule no longer fits the body: choice 1 is actor 5 of 3, and there are 3: [Idle-0, Idle-1, Idle-2]",
                error.getMessage());
        assertNotNull(error.getCause());
    }

    @Test
    void bodyThatHasFewerChoicesDoesNotFit() {
        assertEquals("The schedule no longer fits the body: the body has ended after choice 1 of 2",
                error("1b0b", actors(2, 5)).getMessage());
    }
}
