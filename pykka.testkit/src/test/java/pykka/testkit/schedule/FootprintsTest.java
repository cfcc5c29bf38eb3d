package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.testkit.StopActors;
import pykka.testkit.schedule.Scripts.Idle;
import pykka.testkit.schedule.Scripts.Noting;

/** Steps that change what another actor does, without a message and without the end of a wait: their order matters. */
@ExtendWith(StopActors.class)
@Timeout(120)
class FootprintsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A body and what is noted in it. */
    private interface Noted {
        void run(SteppingRuntime runtime, List<String> notes) throws Throwable;
    }

    private static void assertResults(Set<List<String>> expected, Noted body) {
        Set<List<String>> results = new HashSet<>();
        runs(false, body, results);
        assertEquals(expected, results);
        results.clear();
        runs(true, body, results);
        assertEquals(expected, results, "of the search with reduction");
    }

    /** Returns how many runs there were. The rest of one that came to a known state does not count: others must have its result. */
    private static int runs(boolean reduced, Noted body, Set<List<String>> results) {
        DepthFirst search = new DepthFirst(Integer.MAX_VALUE, reduced);
        int runs = 0;
        for (Trial trial = search.next(); trial != null; trial = search.next()) {
            List<String> notes = new ArrayList<>();
            assertNull(trial.run(runtime -> body.run(runtime, notes), new Allowed(true, false)));
            runs++;
            if (!search.known()) {
                results.add(notes);
            }
        }
        return runs;
    }

    /** Runs what it is given, and something at its end. */
    private static final class Ending extends Actor {
        private final Runnable atEnd;

        Ending(Runnable atEnd) {
            this.atEnd = atEnd;
        }

        @Override
        protected void onStop() {
            atEnd.run();
        }
    }

    /** Two actors which have something to do after a step, so that the search looks there whether it knows the state. */
    private static final class Choice {
        final ActorRef<Idle> first;
        final ActorRef<Idle> second;

        Choice(SteppingRuntime runtime) {
            first = start(runtime, Idle::new);
            second = start(runtime, Idle::new);
        }

        void make() {
            first.defer(x -> {});
            second.defer(x -> {});
        }

        void stop() {
            first.stop();
            second.stop();
        }
    }

    @Test
    void timersOfOneActorAreSetInBothOrders() {
        assertResults(Set.of(List.of("bx", "by"), List.of("by", "bx")), (runtime, notes) -> {
            ActorRef<Noting> b = start(runtime, () -> new Noting("b", notes));
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorRef<Idle> c = start(runtime, Idle::new);
            ActorRef<Noting> d = start(runtime, () -> new Noting("d", new ArrayList<>()));
            ActorRef<Noting> e = start(runtime, () -> new Noting("e", new ArrayList<>()));
            List.of(b, d, e).forEach(runtime::step); // they have started
            d.tellAfter(SECOND, "due"); // a choice between b and d
            a.defer(x -> {
                b.tellAfter(SECOND, "x");
                d.tell("the last step before time passes is one of d or e");
            });
            c.defer(x -> {
                b.tellAfter(SECOND, "y");
                e.tell("as above");
            });
            runtime.advance(SECOND);
            List.of(a, b, c, d, e).forEach(ActorRef::stop);
        });
    }

    @Test
    void timersOfTwoActorsAreSetInOneOrder() {
        int runs = runs(true, (runtime, notes) -> {
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorRef<Idle> b = start(runtime, Idle::new);
            for (int i = 0; i < 3; i++) {
                a.defer(x -> a.tellAfter(SECOND, "x").cancel());
                b.defer(x -> b.tellAfter(SECOND, "y").cancel());
            }
            runtime.runUntilIdle();
            a.stop();
            b.stop();
        }, new HashSet<>());
        assertEquals(1 + 3 * 3, runs); // as of actors that do not meet
    }

    @Test
    void askIsCancelledBeforeItIsHandledAndAfter() {
        assertResults(Set.of(List.of("cancelled: true"), List.of("handled", "cancelled: false")), (runtime, notes) -> {
            ActorRef<Idle> b = start(runtime, Idle::new);
            ActorRef<Idle> a = start(runtime, Idle::new);
            Choice choice = new Choice(runtime);
            Future<?> ask = b.run(x -> notes.add("handled"));
            b.defer(x -> choice.make());
            a.defer(x -> notes.add("cancelled: " + ask.cancel()));
            runtime.runUntilIdle();
            a.stop();
            b.stop();
            choice.stop();
        });
    }

    @Test
    void timerIsCancelledBeforeItsMessageIsHandledAndAfter() {
        assertResults(Set.of(List.of("cancelled: true"), List.of("bm", "cancelled: false")), (runtime, notes) -> {
            Choice choice = new Choice(runtime);
            ActorRef<Noting> b = start(runtime, () -> new Noting("b", notes));
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorTimer timer = b.tellAfter(Duration.ZERO, "m");
            runtime.step(choice.first); // the message of the timer is in the inbox
            b.defer(x -> choice.make());
            a.defer(x -> notes.add("cancelled: " + timer.cancel()));
            runtime.runUntilIdle();
            a.stop();
            b.stop();
            choice.stop();
        });
    }

    @Test
    void actorIsStoppedAgainBeforeItsEndAndAfter() {
        assertResults(Set.of(List.of("stopped: true"), List.of("stopped: false")), (runtime, notes) -> {
            Choice choice = new Choice(runtime);
            ActorRef<Ending> b = start(runtime, () -> new Ending(choice::make));
            ActorRef<Idle> a = start(runtime, Idle::new);
            b.stopAsync();
            List<Future<Boolean>> again = new ArrayList<>();
            a.defer(x -> again.add(b.stopAsync()));
            runtime.runUntilIdle();
            notes.add("stopped: " + again.get(0).get());
            a.stop();
            choice.stop();
        });
    }

    /** The message adds another one, so that the inbox is as long after it as it was before. */
    @Test
    void actorThatIsToStopIsStoppedNowBeforeItsLastMessageAndAfter() {
        assertResults(Set.of(List.of(), List.of("handled")), (runtime, notes) -> {
            Choice choice = new Choice(runtime);
            ActorRef<Ending> b = start(runtime, () -> new Ending(choice::make));
            ActorRef<Idle> a = start(runtime, Idle::new);
            runtime.step(b); // it has started
            b.defer(x -> {
                notes.add("handled");
                choice.make();
                b.defer(y -> {});
            });
            b.stopAsync();
            a.defer(x -> b.stopNow());
            runtime.runUntilIdle();
            a.stop();
            choice.stop();
        });
    }

    @Test
    void sendersWaitForAPlaceInBothOrders() {
        assertResults(Set.of(List.of("x", "y"), List.of("y", "x")), (runtime, notes) -> {
            ActorRef<Idle> a = start(runtime, Idle::new);
            ActorRef<Idle> c = start(runtime, Idle::new);
            Choice choice = new Choice(runtime);
            ActorRef<Idle> b = Actor.start(Idle::new, ActorOptions.defaults().runtime(runtime).inboxCapacity(1));
            Promise<String> aWaits = Promise.create();
            Promise<String> cWaits = Promise.create();
            b.defer(x -> {
                aWaits.get();
                cWaits.get();
                choice.make();
            });
            List.of(choice.first, choice.second, b).forEach(runtime::step);
            b.defer(x -> {}); // the inbox is full
            a.defer(x -> {
                choice.first.defer(y -> aWaits.set("so does it"));
                b.defer(y -> notes.add("x"));
            });
            c.defer(x -> {
                choice.second.defer(y -> cWaits.set("so does it"));
                b.defer(y -> notes.add("y"));
            });
            runtime.runUntilIdle();
            a.stop();
            b.stop();
            c.stop();
            choice.stop();
        });
    }
}
