package pykka.tck.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Gate;
import pykka.tck.support.Scripted;
import pykka.testkit.log.Recorder;

/** While user code runs, wherever it is called, another thread can do everything: no lock is held. */
@Contract
class LockContract extends Deadlocked {
    /** Where another thread was let do everything, and how that went. */
    private final Set<String> free = ConcurrentHashMap.newKeySet();
    private final Set<String> heldUp = ConcurrentHashMap.newKeySet();
    private final Set<Background<?>> threads = ConcurrentHashMap.newKeySet();

    LockContract(String runtime) {
        super(runtime);
    }

    @AfterEach
    void nobodyWasHeldUp() {
        assertEquals(Set.of(), heldUp);
        threads.forEach(Background::result);
    }

    private static final class Helper extends Scripted {}

    /** Called in user code: lets another thread do everything, once for each place, and not for what that leads to. */
    private Object probe(String place) {
        if (Thread.currentThread().getName().matches("Background|Helper.*") || !free.add(place)) {
            return null;
        }
        Promise<Object> done = Promise.create();
        threads.add(Background.run(() -> {
            everything();
            done.set("done");
            return null;
        }));
        try {
            return done.get(slack(Duration.ofSeconds(10)));
        } catch (ActorTimeoutException e) {
            return heldUp.add(place);
        }
    }

    private void everything() {
        ActorRef<Helper> helper = start(Helper::new);
        assertEquals("reply", helper.ask("reply"));
        assertTrue(ActorRegistry.getAll().contains(helper));
        assertTrue(ActorRegistry.getByClass(Helper.class).contains(helper));
        assertTrue(ActorRegistry.getByClassName("Helper").contains(helper));
        assertEquals(helper, ActorRegistry.getByUrn(helper.actorUrn()).orElseThrow());
        assertTrue(ActorRegistry.broadcast("news", Helper.class) > 0);
        assertTrue(ActorRegistry.unregister(helper) && ActorRegistry.register(helper));
        Inspection.actors();
        Promise<Object> future = Promise.create();
        Future<Object> derived = future.map(x -> x).join(Futures.of(1)).map(list -> list.get(0));
        future.set("value");
        assertEquals("value", derived.get());
        assertTrue(helper.stop());
        helper.whenStopped().get();
    }

    private void assertPlaces(String... places) {
        assertEquals(new TreeSet<>(Set.of(places)), new TreeSet<>(free));
    }

    @Test
    void ruleC11InConstructorAndHooks() {
        ActorRef<?> stopped = start(() -> {
            probe("constructor");
            return new Scripted().starting(() -> probe("onStart")).stopping(() -> probe("onStop"));
        });
        stopped.tell(code(() -> probe("tell")));
        stopped.ask(code(() -> probe("ask")));
        stopped.call(actor -> probe("call")).get();
        stopped.defer(actor -> probe("defer"));
        assertTrue(stopped.stop());
        ActorRef<?> failed = start(() -> new Scripted().failing(() -> probe("onFailure")));
        failed.tell(code(() -> raise(new IllegalStateException())));
        failed.whenStopped().get();
        assertEquals(1, log().at("ERROR").size());
        assertPlaces("constructor", "onStart", "onStop", "tell", "ask", "call", "defer", "onFailure");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ruleC11InFunctionsOfFutures(boolean onActor) throws Exception {
        Scripted.Code reads = code(() -> {
            Futures.of(1).map(x -> probe("map")).get();
            Futures.of(List.of(1)).filter(x -> probe("filter") == null).get();
            Futures.of(List.of(1, 2)).<Object>reduce((x, y) -> probe("reduce")).get();
            Futures.of(List.of(1)).<Object, Object>reduce((x, y) -> probe("reduce from"), 0).get();
            Promise<Object> hooked = Promise.create();
            hooked.setGetHook(left -> probe("get hook"));
            hooked.join(Futures.of(1)).get();
            Iterable<Future<Object>> futures = () -> {
                probe("iterator");
                return List.of(Futures.<Object>of(1)).iterator();
            };
            Futures.getAll(futures);
            Promise<Object> converted = Promise.create();
            var completable = converted.map(x -> probe("of a CompletableFuture")).toCompletableFuture(task -> {
                probe("executor");
                task.run();
            }).thenApply(x -> probe("dependent"));
            converted.set(1);
            completable.join();
            return null;
        });
        if (onActor) {
            start(Scripted::new).ask(reads);
        } else {
            reads.run();
        }
        assertPlaces("map", "filter", "reduce", "reduce from", "get hook", "iterator", "of a CompletableFuture", "executor",
                "dependent");
    }

    /** What calls back when it is printed. */
    private final class Loud extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient String place;

        Loud(String place) {
            this.place = place;
        }

        @Override
        public String toString() {
            probe(place);
            return place;
        }
    }

    private static class Silent extends Actor {}

    @Test
    void ruleC11InToString() {
        ActorRef<?> silent = start(Silent::new);
        silent.tell(new Object() {
            @Override
            public String toString() {
                return "" + probe("message");
            }
        });
        silent.stop();
        ActorRef<?> ref = start(Scripted::new);
        assertThrows(Loud.class, () -> ref.ask(code(() -> raise(new Loud("returned")))));
        ref.tell(code(() -> raise(new Loud("unhandled"))));
        ref.whenStopped().get();
        ActorRef<?> named = start(() -> new Scripted() {
            @Override
            public String toString() {
                probe("actor");
                return "named";
            }
        });
        assertThrows(IllegalStateException.class, () -> named.ask(code(() -> raise(new IllegalStateException()))));
        assertEquals(2, log().at("INFO").size());
        assertPlaces("message", "returned", "unhandled", "actor");
    }

    @Test
    void ruleC11InTheBackEndOfTheLog() throws Exception {
        log().withDebug();
        AutoCloseable backEnd = Recorder.listen(
                record -> probe(record.message().replaceAll("\\d+ |\\S+ \\(.*?\\)|:$", "").strip()));
        try {
            Scripted actor = new Scripted();
            ActorRef<?> ref = start(() -> actor);
            assertThrows(IllegalStateException.class, () -> ref.ask(code(() -> raise(new IllegalStateException()))));
            CountDownLatch go = new CountDownLatch(1);
            Future<Object> reply = ref.askAsync(code(() -> {
                go.await();
                return "late";
            }));
            ref.tell(code(() -> raise(new InternalError())));
            ref.tell("dropped");
            go.countDown();
            ref.whenStopped().get();
            ActorRef<?> silent = start(Silent::new);
            ActorRegistry.unregister(silent);
            ActorRegistry.unregister(silent);
            ActorRegistry.register(silent);
            silent.ask("unexpected");
            CountDownLatch stuck = new CountDownLatch(1);
            silent.defer(self -> stuck.await());
            ActorRegistry.stopAll(Duration.ofMillis(20));
            stuck.countDown();
            silent.whenStopped().get();
        } finally {
            backEnd.close();
        }
        assertPlaces("Registered", "Starting", "Exception returned from  to caller",
                "java.lang.InternalError in . Stopping all actors.", "Unhandled exception in", "Unregistered", "Stopped",
                "message dropped by : java.lang.String", "Unregistered  (not found in registry)",
                "Unexpected message received by : unexpected",
                "has not ended in time, stopAll goes on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "warn"})
    void ruleC11InListeners(String policy) throws Exception {
        AutoCloseable listening = Inspection.listen(new ActorListener() {
            @Override
            public void started(ActorName actor) {
                probe("started");
            }

            @Override
            public void ended(ActorName actor, Reason reason, String failure) {
                probe("ended " + reason);
            }

            @Override
            public void handled(ActorName actor, String message, long waited, long nanos, String failure) {
                probe("handled");
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                if (letter.message().equals("java.lang.String")) { // not what other probes broadcast
                    probe("dead letter " + letter.cause());
                }
            }

            @Override
            public void deadlock(String report) {
                probe("deadlock");
            }
        });
        policy(policy);
        try {
            ActorRef<?> a = start(Scripted::new);
            ActorRef<?> b = start(Scripted::new);
            AtomicReference<Thread> waiting = new AtomicReference<>();
            Future<Object> cycle = a.askAsync(code(() -> b.ask(code(() -> {
                waiting.set(Thread.currentThread());
                return a.ask("?");
            }))));
            eventually("it is found", () -> free.contains("deadlock"));
            if (policy.equals("warn")) {
                waiting.get().interrupt();
                assertThrows(ActorInterruptedException.class, cycle::get);
                // another probe's broadcast may be dropped by a helper that ends
                assertEquals(1, log().messages("WARN").stream().filter(text -> text.startsWith("Deadlock:")).count());
            } else {
                assertDeadlock(cycle::get);
            }
            b.tell(code(() -> raise(new IllegalStateException())));
            b.whenStopped().get();
            a.tellAfter(Duration.ofDays(1), "later");
            Gate gate = Gate.hold(a);
            a.stopAsync();
            a.tell("dropped");
            gate.open();
            a.whenStopped().get();
            assertThrows(ActorDeadException.class, () -> a.tell("late"));
            eventually("the timer is released", () -> free.contains("dead letter TIMER"));
            ActorRef<?> full = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
            Gate other = Gate.hold(full);
            full.tell(1);
            assertThrows(ActorInboxFullException.class, () -> full.tell("refused"));
            other.open();
            full.stop();
            assertEquals(1, log().at("ERROR").size());
        } finally {
            listening.close();
        }
        assertPlaces("started", "ended STOPPED", "ended FAILED", "handled", "deadlock", "dead letter DROPPED", "dead letter DEAD",
                "dead letter INBOX_FULL", "dead letter TIMER");
    }
}
