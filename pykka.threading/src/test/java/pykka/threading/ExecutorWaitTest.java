package pykka.threading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorException;
import pykka.api.ActorFunction;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorStarvationException;
import pykka.api.ActorTimeoutException;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.testkit.StopActors;

/** Waits of actors on an event thread, on a pool, and of other code on an event thread. */
@ExtendWith(StopActors.class)
class ExecutorWaitTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventThread events = new EventThread();
    private final ActorOptions onEvents = ActorOptions.defaults().runtime(ExecutorRuntime.singleThread("events", events));

    /** Runs the code that it is called with. */
    public static class Code extends Actor {
        final AtomicInteger handled = new AtomicInteger();

        @Override
        protected Object onReceive(Object message) throws Exception {
            handled.incrementAndGet();
            return message instanceof ActorFunction<?, ?> ? function(message).apply(this) : message;
        }

        @SuppressWarnings("unchecked")
        private static ActorFunction<Code, Object> function(Object message) {
            return (ActorFunction<Code, Object>) message;
        }
    }

    private static ActorFunction<Code, Object> code(ActorFunction<Code, Object> code) {
        return code;
    }

    @AfterEach
    void close() {
        ActorRegistry.stopAll(LONG);
        events.close();
    }

    // ---- in a handler

    static Stream<Arguments> waits() {
        Stream<Wait> waits = Stream.of(
                (ui, other) -> other.ask("Hi?"),
                (ui, other) -> other.ask("Hi?", LONG),
                (ui, other) -> set(other),
                (ui, other) -> other.stop(),
                (ui, other) -> other.stop(LONG),
                (ui, other) -> Futures.getAll(List.of(Promise.create())),
                (ui, other) -> Promise.create().get(),
                (ui, other) -> Promise.create().get(LONG),
                (ui, other) -> Promise.create().map(x -> x).get(),
                (ui, other) -> Futures.of(1).map(x -> other.ask("Hi?")).get(),
                (ui, other) -> other.whenStopped().get(),
                (ui, other) -> other.whenStopped().toCompletableFuture().get(20, TimeUnit.SECONDS));
        return waits.flatMap(wait -> Stream.of("threading", "events").map(on -> Arguments.of(on, wait)));
    }

    private static Object set(ActorRef<Code> other) {
        other.proxy().set("attribute", "value");
        return null;
    }

    /** A wait in the handler of an actor, for another one. */
    interface Wait {
        Object on(Code ui, ActorRef<Code> other) throws Exception;
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aWaitInAHandlerOnAnEventThreadIsRefusedAndNothingIsSent(String runtime, Wait wait) {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ActorRef<Code> other =
                Actor.start(Code::new, runtime.equals("events") ? onEvents : ActorOptions.defaults().runtime(runtime));
        String said = (String) ui.ask(code(it -> {
            ActorException refused = assertThrows(ActorStarvationException.class, () -> wait.on(it, other));
            return refused.getMessage();
        }), LONG);
        assertTrue(said.startsWith("Code (urn:uuid:") && said.contains("must not wait: the runtime 'events'")
                && said.contains("askAsync") && said.contains("onComplete"), said);
        assertEquals(0, other.call(it -> it.handled.get()).get(LONG));
    }

    /** The answer may be there before the wait begins: that must not make a difference. */
    @Test
    void anAskIsRefusedEachTimeHoweverFastTheAnswerWouldCome() {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ActorRef<Code> fast = Actor.start(Code::new, ActorOptions.defaults().runtime(ExecutorRuntime.pool("direct", Runnable::run)));
        assertEquals(1_000, ui.ask(code(it -> {
            int refused = 0;
            for (int i = 0; i < 1_000; i++) {
                try {
                    fast.ask("Hi?");
                } catch (ActorStarvationException e) {
                    refused++;
                }
            }
            return refused;
        }), LONG));
    }

    @Test
    void aWaitForAPlaceInAFullInboxIsRefusedToo() {
        ManualExecutor manual = new ManualExecutor();
        ActorRef<Code> full = Actor.start(Code::new,
                ActorOptions.defaults().runtime(ExecutorRuntime.singleThread("manual", manual)).inboxCapacity(1));
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask(code(it -> {
            full.tell("first");
            assertThrows(ActorStarvationException.class, () -> full.tell("second"));
            return null;
        }), LONG);
        full.stopAsync();
        manual.runAll();
    }

    @Test
    void aWaitForAnActorFurtherDownOnTheSameStackIsRefused() {
        ActorOptions direct = ActorOptions.defaults().runtime(ExecutorRuntime.pool("direct", Runnable::run));
        ActorRef<Code> lower = Actor.start(Code::new, direct);
        ActorRef<Code> upper = Actor.start(Code::new, direct);
        String said = (String) lower.ask(code(low -> upper.ask(code(
                up -> assertThrows(ActorDeadlockException.class, () -> lower.ask("never sent")).getMessage()))));
        assertTrue(said.contains("whose handler runs further down on the same stack"), said);
        assertEquals("both go on", lower.ask(code(low -> upper.ask("both go on"))));
        assertEquals(2, lower.call(it -> it.handled.get()).get(LONG));
    }

    @Test
    void whatDoesNotWaitIsAllowed() {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        pykka.api.Future<Object> done = other.askAsync("done");
        done.get(LONG);
        assertEquals("done", ui.ask(code(it -> {
            assertThrows(ActorTimeoutException.class, () -> Promise.create().get(Duration.ZERO));
            return done.get();
        }), LONG));
        CountDownLatch shown = new CountDownLatch(1);
        ui.ask(code(it -> {
            other.askAsync("later").onComplete((answer, failure) -> it.actorRef().tell(code(ui2 -> {
                assertEquals(events.thread, Thread.currentThread());
                shown.countDown();
                return null;
            })));
            other.stopAsync();
            return null;
        }), LONG);
        Awaitility.await().until(() -> shown.getCount() == 0);
    }

    // ---- other code on the thread

    @Test
    void codeOnTheThreadThatWaitsForAnActorOfTheThreadFailsAtOnce() throws Exception {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        String said = events.call(() -> assertThrows(ActorDeadlockException.class, () -> ui.ask("never sent"))).getMessage();
        assertTrue(said.startsWith("The thread events would wait for Code (urn:uuid:") && said.contains("askAsync"), said);
        pykka.api.Future<Object> reply = ui.askAsync("sent");
        events.call(() -> reply.isDone() ? null : assertThrows(ActorDeadlockException.class, reply::get));
        assertEquals("sent", reply.get(LONG));
        events.call(() -> assertThrows(ActorDeadlockException.class, ui::stop));
        assertEquals(2, ui.call(it -> it.handled.get()).get(LONG));
    }

    @Test
    void codeOnTheThreadMayWaitForActorsOfOthers() throws Exception {
        Actor.start(Code::new, onEvents).ask("the thread is known");
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        assertEquals("Hi!", events.call(() -> other.ask("Hi!")));
    }

    /** The actor waits last: its wait closes the cycle. */
    @Test
    void anActorThatAsksAnActorOfTheThreadThatWaitsForItFailsAndTheThreadGoesOn() {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        Future<Object> click = events.begin(() -> other.ask(code(it -> {
            Awaitility.await().until(() -> events.thread.getState() == Thread.State.WAITING);
            return ui.ask("cannot be handled");
        })));
        assertNamed(assertThrows(ExecutionException.class, () -> click.get(20, TimeUnit.SECONDS)).getCause());
        assertEquals("alive", ui.ask("alive", LONG));
    }

    /** The thread waits last. */
    @Test
    void aThreadThatAsksAnActorThatWaitsForAnActorOfTheThreadFails() throws Exception {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        CountDownLatch begun = new CountDownLatch(1);
        Future<Object> click = events.begin(() -> {
            pykka.api.Future<Object> asks = other.askAsync(code(it -> ui.ask("handled later")));
            begun.countDown();
            Awaitility.await().until(() -> waits(other));
            return asks.get();
        });
        assertTrue(begun.await(20, TimeUnit.SECONDS));
        assertNamed(assertThrows(ExecutionException.class, () -> click.get(20, TimeUnit.SECONDS)).getCause());
    }

    /** With a limit it ends by itself. */
    @Test
    void aThreadThatWaitsWithALimitIsNotRefused() throws Exception {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        events.call(() -> assertThrows(ActorTimeoutException.class, () -> ui.ask("handled later", Duration.ofMillis(50))));
        assertEquals(3, ui.ask(code(it -> it.handled.get()), LONG));
    }

    /** As tools see it, where no wait is to fail. */
    @Test
    void aDeadlockThroughTheThreadIsFoundByTools() {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        System.setProperty("pykka.deadlock", "off");
        try {
            Future<Object> click = events.begin(() -> other.ask(code(it -> ui.ask("cannot be handled"))));
            Awaitility.await().until(() -> !Inspection.deadlocks(List::of).isEmpty());
            String found = Inspection.deadlocks(List::of).get(0).toString();
            assertTrue(found.contains("Code (" + ui.actorUrn() + ")") && found.contains("Code (" + other.actorUrn() + ")"), found);
            events.thread.interrupt();
            assertThrows(ExecutionException.class, () -> click.get(20, TimeUnit.SECONDS));
        } finally {
            System.clearProperty("pykka.deadlock");
        }
    }

    private static boolean waits(ActorRef<?> ref) {
        return Inspection.actor(ref).flatMap(ActorInfo::waitsFor).isPresent();
    }

    // ---- on a pool

    @Test
    void theWaitThatWouldTakeTheLastThreadOfAPoolIsRefused() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        ActorOptions onPool = ActorOptions.defaults().runtime(ExecutorRuntime.pool("two", two, 2));
        Promise<Object> open = Promise.create();
        ActorRef<Code> first = Actor.start(Code::new, onPool);
        ActorRef<Code> second = Actor.start(Code::new, onPool);
        pykka.api.Future<Object> waits = first.askAsync(code(it -> open.get()));
        Awaitility.await().until(() -> waits(first));
        String said = assertThrows(ActorStarvationException.class, () -> second.ask(code(it -> open.get()), LONG)).getMessage();
        assertTrue(said.startsWith("All 2 threads of the runtime 'two' would wait"), said);
        open.set("done");
        assertEquals("done", waits.get(LONG));
        assertEquals("done", second.ask(code(it -> first.ask("done")), LONG));
        ActorRegistry.stopAll(LONG);
        two.shutdown();
    }

    /** Both begin to wait at about the same time, and look for the other. */
    @Test
    void whicheverWaitsLastOneOfThemFailsEachTime() throws Exception {
        ActorRef<Code> ui = Actor.start(Code::new, onEvents);
        ui.ask("the thread is known");
        ActorRef<Code> other = Actor.start(Code::new, ActorOptions.defaults().runtime("threading"));
        for (int i = 0; i < 2_000; i++) {
            Future<Object> click = events.begin(() -> other.ask(code(it -> ui.ask("cannot be handled"))));
            assertInstanceOf(ActorDeadlockException.class,
                    assertThrows(ExecutionException.class, () -> click.get(20, TimeUnit.SECONDS)).getCause());
        }
    }

    private static void assertNamed(Throwable failure) {
        String said = assertInstanceOf(ActorDeadlockException.class, failure).getMessage();
        assertTrue(said.contains("Deadlock: Code (urn:uuid:") && said.contains("(its thread is events)"), said);
    }
}
