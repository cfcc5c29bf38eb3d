package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.ExploreTest.failure;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;

/** What fails in each order, although the body does not look at it. */
@ExtendWith(StopActors.class)
@Timeout(60)
class ExploreChecksTest {
    private static Explore.Body lost() {
        return runtime -> {
            ActorRef<Idle> ended = start(runtime, Idle::new);
            ActorRef<Idle> sender = start(runtime, Idle::new);
            sender.defer(x -> {
                try {
                    ended.tell("late");
                } catch (ActorDeadException e) {
                    // the body does not mind
                }
            });
            ended.stop();
            sender.stop();
        };
    }

    @Test
    void messageThatIsLostFailsUnlessAllowed() {
        String failure = failure(100, lost());
        assertTrue(failure.contains("java.lang.AssertionError: A message is not handled: String to Idle (DEAD)"), failure);
        Explore.with().allowDeadLetters().schedules(100, lost());
    }

    @ExploreSchedules(value = 100, allowDeadLetters = true)
    void messageMayBeLost(SteppingRuntime runtime) throws Throwable {
        lost().run(runtime);
    }

    private static Explore.Body circle() {
        return runtime -> {
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorRef<Idle> b = start(runtime, Idle::new);
            for (List<ActorRef<Idle>> pair : List.of(List.of(a, b), List.of(b, a))) {
                pair.get(0).defer(x -> {
                    try {
                        pair.get(1).run(y -> {}).get();
                    } catch (ActorDeadlockException e) {
                        // the body does not mind
                    }
                });
            }
            runtime.runUntilIdle();
            a.stop();
            b.stop();
        };
    }

    @Test
    void deadlockFailsEvenIfTheBodyDoesNotMindUnlessAllowed() {
        String failure = failure(1_000, circle());
        assertTrue(failure.contains("AssertionError: Deadlock"), failure);
        Explore.with().allowDeadlocks().schedules(100, circle());
    }

    @ExploreSchedules(value = 100, allowDeadlocks = true)
    void deadlockMayBe(SteppingRuntime runtime) throws Throwable {
        circle().run(runtime);
    }

    private static Explore.Body inVain() {
        return runtime -> {
            ActorRef<Idle> idle = start(runtime, Idle::new);
            runtime.patience(Duration.ZERO);
            Future<?> inVain = idle.run(x -> Promise.create().get());
            assertThrows(ActorDeadlockException.class, inVain::get);
            idle.stop();
        };
    }

    @Test
    void waitInVainFailsEvenIfTheBodyDoesNotMindUnlessAllowed() {
        Explore.with().allowDeadlocks().schedules(1, inVain());
        String failure = failure(1, inVain());
        assertTrue(failure.contains("AssertionError: Idle-0 waited for a future, and nothing could end that"), failure);
    }

    @Test
    void whatIsAllowedIsKeptBesideOtherOptions() {
        Explore.Body both = runtime -> {
            circle().run(runtime);
            lost().run(runtime);
        };
        Explore.with().allowDeadlocks().allowDeadLetters().preemptions(1).sharing().schedules(100, both);
        Explore.with().allowDeadLetters().allowDeadlocks().schedules(100, both);
        assertThrows(AssertionError.class, () -> Explore.with().allowDeadlocks().schedules(100, lost()));
        assertThrows(AssertionError.class, () -> Explore.with().allowDeadLetters().schedules(100, circle()));
    }

    @Test
    void actorThatStillWaitsFailsEvenIfDeadlocksMayBe() {
        assertThrows(AssertionError.class, () -> Explore.with().allowDeadlocks().schedules(1, runtime -> {
            start(runtime, Idle::new).defer(x -> Promise.create().get());
        }));
    }

    /** An actor that counts to two, and back, in two messages. */
    private static Explore.Body always(int most) {
        return runtime -> {
            int[] count = new int[1];
            ActorRef<Idle> counter = start(runtime, Idle::new);
            Explore.always("at most " + most, () -> count[0] <= most);
            counter.run(x -> count[0] = 1).get();
            counter.defer(x -> count[0] = 2);
            counter.defer(x -> count[0] = 1);
            counter.stop();
            assertEquals(1, count[0]);
        };
    }

    @Test
    void conditionIsCheckedAfterEachStep() {
        Explore.schedules(10, always(2));
        String failure = failure(10, always(1));
        assertTrue(failure.startsWith("Schedule 0 fails: java.lang.AssertionError: Not always: at most 1"), failure);
        assertEquals(2, failure.lines().filter(line -> line.contains("Idle-0 ")).count(), failure);
    }

    @Test
    void conditionIsCheckedBeforeTheBodyGoesOn() {
        String failure = failure(1, runtime -> {
            int[] count = new int[1];
            ActorRef<Idle> counter = start(runtime, Idle::new);
            Explore.always("zero", () -> count[0] == 0);
            counter.run(x -> count[0] = 1).get();
            count[0] = 0;
            counter.stop();
        });
        assertTrue(failure.contains("Not always: zero"), failure);
    }

    @Test
    void conditionIsCheckedAfterTheLastStep() {
        String failure = failure(1, runtime -> {
            int[] count = new int[1];
            ActorRef<Idle> counter = start(runtime, Idle::new);
            Explore.always("zero", () -> count[0] == 0);
            counter.defer(x -> count[0] = 1);
            runtime.step();
        });
        assertTrue(failure.contains("Not always: zero"), failure);
    }

    @Test
    void conditionMayNotWait() {
        String failure = failure(1, runtime -> {
            ActorRef<Idle> idle = start(runtime, Idle::new);
            Explore.always("asked", () -> idle.call(x -> true).get());
            idle.defer(x -> {});
            idle.stop();
        });
        assertTrue(failure.contains("An actor cannot drive the runtime that runs it"), failure);
    }

    @Test
    void conditionOutsideABodyIsRefused() {
        assertThrows(IllegalStateException.class, () -> Explore.always("x", () -> true));
    }
}
