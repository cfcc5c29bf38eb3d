package pykka.tck.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Promise;
import pykka.api.Registration;
import pykka.api.Restarting;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Garbage;
import pykka.tck.support.Gate;
import pykka.tck.support.Scripted;
import pykka.testkit.log.LogRecord;

/** What listeners hear of the lives of actors, and that they harm none. */
@Contract
class ListenerContract extends ContractTest {
    ListenerContract(String runtime) {
        super(runtime);
    }

    private void listen(ActorListener listener) {
        untilTheEnd(Inspection.listen(listener));
    }

    /** Notes starts and ends, and those that were started again. */
    private static final class Lives implements ActorListener {
        final List<String> all = new CopyOnWriteArrayList<>();

        @Override
        public void started(ActorName actor) {
            all.add("started " + actor);
        }

        @Override
        public void ended(ActorName actor, Reason reason, @Nullable String failure) {
            all.add("ended " + actor + " " + reason + " " + failure);
        }

        @Override
        public void restarted(ActorName actor, int restarts) {
            all.add("restarted " + actor + " " + restarts);
        }

        List<String> of(ActorRef<?> ref) {
            return all.stream().filter(text -> text.contains(ref.actorUrn())).map(text -> text.replace(ref.toString(), "@")).toList();
        }
    }

    @Test
    void startAndEndAreToldWithTheReason() {
        Lives lives = new Lives();
        listen(lives);
        ActorRef<Scripted> stops = start(Scripted::new);
        ActorRef<Scripted> fails = start(Scripted::new);
        stops.stop();
        fails.tell(code(() -> raise(new IllegalStateException("secret"))));
        fails.whenStopped().get(slack(Duration.ofSeconds(10)));
        assertEquals(1, log().at("ERROR").size());
        assertEquals(List.of("started @", "ended @ STOPPED null"), lives.of(stops));
        assertEquals(List.of("started @", "ended @ FAILED java.lang.IllegalStateException"), lives.of(fails));
    }

    @Test
    void actorsThatAreStartedAgainAreTold() throws InterruptedException {
        log();
        Lives lives = new Lives();
        listen(lives);
        BlockingQueue<ActorRef<Scripted>> started = new LinkedBlockingQueue<>();
        Restarting.atMost(2, Duration.ofDays(1)).backOff(Duration.ZERO, Duration.ZERO)
                .options(ActorOptions.defaults().runtime(runtime)).<Scripted>start(Scripted::new, started::add);
        List<ActorRef<Scripted>> refs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            refs.add(started.poll(slack(Duration.ofSeconds(10)).toMillis(), TimeUnit.MILLISECONDS));
            refs.get(i).tell(code(() -> raise(new IllegalStateException())));
        }
        refs.forEach(ref -> ref.whenStopped().get(slack(Duration.ofSeconds(10))));
        assertFalse(lives.of(refs.get(0)).contains("restarted @ 1"));
        assertTrue(lives.of(refs.get(1)).contains("restarted @ 1"));
        assertTrue(lives.of(refs.get(2)).contains("restarted @ 2"));
        assertEquals(2, lives.all.stream().filter(text -> text.startsWith("restarted ")).count());
    }

    @Test
    void aWaitInVainTellsTheActorThatWasWaitedFor() {
        List<String> heard = new CopyOnWriteArrayList<>();
        listen(new ActorListener() {
            @Override
            public void timedOut(String who, @Nullable ActorName waitsFor, long nanos) {
                heard.add(who + " for " + waitsFor);
            }
        });
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        Duration limit = Duration.ofMillis(20);
        assertThrows(ActorTimeoutException.class, () -> ref.ask("asked", limit));
        assertThrows(ActorTimeoutException.class, () -> Promise.create().get(limit));
        gate.open();
        String who = "thread " + Thread.currentThread().getName();
        assertEquals(List.of(who + " for " + ref, who + " for null"), heard);
    }

    /** Throws wherever it can. */
    private static final class Bad implements ActorListener {
        @Override
        public void started(ActorName actor) {
            raise(new IllegalStateException("started"));
        }

        @Override
        public void ended(ActorName actor, Reason reason, @Nullable String failure) {
            raise(new StackOverflowError());
        }

        @Override
        public void handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure) {
            raise(new OutOfMemoryError("handled"));
        }

        @Override
        public void deadLetter(DeadLetter letter) {
            raise(new AssertionError("dead letter"));
        }
    }

    @Test
    void aListenerThatThrowsIsLoggedOnceAndHarmsNoActor() {
        Lives lives = new Lives();
        listen(new Bad());
        listen(lives);
        Scripted actor = new Scripted();
        ActorRef<Scripted> ref = start(() -> actor);
        assertEquals("asked", ref.ask("asked"));
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        ref.tell("dropped");
        gate.open();
        assertEquals(Reason.STOPPED, ref.whenStopped().get(slack(Duration.ofSeconds(10))).reason());
        assertThrows(ActorDeadException.class, () -> ref.tell("dead"));
        assertEquals(1, actor.stops.get());
        assertEquals(List.of("started @", "ended @ STOPPED null"), lives.of(ref));
        List<LogRecord> records = log().at("WARN");
        assertEquals(List.of(Bad.class.getName() + " threw, which is logged once for each listener:",
                "1 message dropped by " + ref + ": 1 java.lang.String"), log().messages("WARN"));
        assertEquals("started", records.get(0).throwable().getMessage());
        assertEquals(List.of(), log().at("ERROR"));
    }

    @Test
    void aClosedRegistrationKeepsNothingAndItsListenerHearsNoMore() {
        Lives lives = new Lives();
        Registration registration = Inspection.listen(lives);
        registration.close();
        registration.close();
        start(Scripted::new).stop();
        assertEquals(List.of(), lives.all);
        WeakReference<Lives> weak = new WeakReference<>(lives);
        lives = null;
        Garbage.assertCollected(List.of(weak));
        Reference.reachabilityFence(registration);
    }

    @Test
    void ofTwoRegistrationsOfAListenerClosingOneLeavesTheOther() {
        Lives lives = new Lives();
        Registration first = Inspection.listen(lives);
        listen(lives);
        first.close();
        first.close();
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.stop();
        assertEquals(List.of("started @", "ended @ STOPPED null"), lives.of(ref));
    }
}
