package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorFactory;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Scripted;

@Contract
class FailureContract extends ContractTest {
    private final IllegalStateException boom = new IllegalStateException("boom");

    FailureContract(String runtime) {
        super(runtime);
    }

    static void assertDead(List<? extends Future<?>> futures) {
        for (Future<?> future : futures) {
            assertThrows(ActorDeadException.class, () -> future.get(slack(Duration.ofSeconds(10))));
        }
    }

    private static void awaitEnd(ActorRef<?> ref) {
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    /** Asks an actor things that wait behind a message, and returns the replies when the actor has ended. */
    private static List<Future<Object>> queueBehind(ActorRef<?> ref, Scripted.Code ending, int asks, int tells) {
        CountDownLatch queued = new CountDownLatch(1);
        ref.tell(code(() -> {
            queued.await();
            return ending.run();
        }));
        List<Future<Object>> replies = new ArrayList<>();
        for (int i = 0; i < asks; i++) {
            replies.add(ref.askAsync(i));
        }
        for (int i = 0; i < tells; i++) {
            ref.tell(i);
        }
        queued.countDown();
        awaitEnd(ref);
        return replies;
    }

    @Test
    void faultC1ExceptionOfATellEndsTheActorAndAnswersAllThatWait() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        List<Future<Object>> asks = queueBehind(ref, () -> raise(boom), 3, 1);
        assertDead(asks);
        assertEquals(1, actor.failures.get());
        assertSame(boom, actor.failure);
        assertEquals(0, actor.stops.get());
        assertEquals(List.of("Unhandled exception in " + ref + ":"), log().messages("ERROR"));
        assertSame(boom, log().at("ERROR").get(0).throwable());
        assertEquals(List.of("1 message dropped by " + ref + ": 1 java.lang.Integer"), log().messages("WARN"));
    }

    @Test
    void faultC2ExceptionOfAnAskGoesToTheAskerAndTheActorLivesOn() {
        ActorRef<?> ref = start(Scripted::new);
        assertSame(boom, assertThrows(IllegalStateException.class, () -> ref.ask(code(() -> raise(boom)))));
        assertEquals("next", ref.ask("next"));
        assertEquals(List.of("Exception returned from " + ref + " to caller:"), log().messages("INFO"));
        assertSame(boom, log().at("INFO").get(0).throwable());
        assertEquals(List.of(), log().at("ERROR"));
    }

    @Test
    void faultC2CheckedExceptionOfAnAskGoesToTheAskerAsItIs() {
        ActorRef<?> ref = start(Scripted::new);
        IOException checked = new IOException("checked");
        Future<Object> reply = ref.askAsync(code(() -> raise(checked)));
        assertSame(checked, assertThrows(IOException.class, () -> reply.getOrThrow(IOException.class)));
        assertEquals("next", ref.ask("next"));
    }

    @Test
    void faultC3ExceptionInOnStartEndsTheActorByOnFailureAndAnswersAllThatWait() {
        Scripted actor = new Scripted().starting(() -> raise(boom));
        List<Future<Object>> asks = new ArrayList<>();
        ActorRef<?> ref = start(() -> {
            for (int i = 0; i < 10; i++) {
                asks.add(actor.actorRef().askAsync(i));
            }
            return actor;
        });
        awaitEnd(ref);
        assertDead(asks);
        assertEquals(1, actor.failures.get());
        assertSame(boom, actor.failure);
        assertEquals(0, actor.stops.get() + actor.handled.get());
        assertEquals(1, log().at("ERROR").size());
        assertSame(boom, log().at("ERROR").get(0).throwable());
    }

    @Test
    void faultC4ExceptionInOnStopIsLoggedAndTheActorEndsAllTheSame() {
        Scripted actor = new Scripted().stopping(() -> raise(boom));
        ActorRef<?> ref = start(() -> actor);
        assertTrue(ref.stop());
        assertFalse(ref.isAlive());
        assertEquals(List.of(), ActorRegistry.getAll());
        assertEquals(1, actor.stops.get());
        assertEquals(0, actor.failures.get());
        assertEquals(1, log().at("ERROR").size());
        assertSame(boom, log().at("ERROR").get(0).throwable());
    }

    @Test
    void faultC5ExceptionInOnFailureIsLoggedBesideTheFirst() {
        IllegalArgumentException second = new IllegalArgumentException("second");
        Scripted actor = new Scripted().failing(() -> raise(second));
        ActorRef<?> ref = start(() -> actor);
        ref.tell(code(() -> raise(boom)));
        awaitEnd(ref);
        assertEquals(1, actor.failures.get());
        assertEquals(List.of(boom, second), log().at("ERROR").stream().map(record -> record.throwable()).toList());
    }

    @Test
    void faultC5ExceptionThatOnFailureThrowsOnIsLoggedOnce() {
        Scripted actor = new Scripted().failing(() -> raise(boom));
        ActorRef<?> ref = start(() -> actor);
        ref.tell(code(() -> raise(boom)));
        awaitEnd(ref);
        assertEquals(1, actor.failures.get());
        assertEquals(1, log().at("ERROR").size());
    }

    /** A runtime that counts the starts, and refuses them. */
    private static final class Refusing implements ActorRuntime {
        final AtomicInteger starts = new AtomicInteger();

        @Override
        public String name() {
            return "refusing";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {
            starts.incrementAndGet();
            throw new UnsupportedOperationException("no thread");
        }

        @Override
        public void wake(ActorTask task) {}
    }

    private <X extends Throwable> X assertFactoryFails(Class<X> type, int starts, ActorFactory<Actor> factory) {
        Refusing counting = new Refusing();
        X failure = assertThrows(type, () -> Actor.start(factory, ActorOptions.defaults().runtime(counting)));
        assertEquals(starts, counting.starts.get());
        assertEquals(List.of(), ActorRegistry.getAll());
        return failure;
    }

    @Test
    void faultC6ExceptionOfTheConstructorGoesToTheStarterAndNothingIsLeft() {
        IOException checked = new IOException("checked");
        assertSame(checked, assertFactoryFails(IOException.class, 0, () -> (Actor) raise(checked)));
        Error error = new Error("error");
        assertSame(error, assertFactoryFails(Error.class, 0, () -> (Actor) raise(error)));
        assertSame(error, assertThrows(Error.class, () -> start(() -> (Actor) raise(error))));
        assertFactoryFails(NullPointerException.class, 0, () -> null);
    }

    @Test
    void faultC6WhatTheConstructorAskedOfItsActorIsAnsweredWhenItFails() {
        List<Future<Object>> asks = new ArrayList<>();
        assertFactoryFails(IllegalStateException.class, 0, () -> {
            asks.add(new Scripted().actorRef().askAsync("?"));
            throw boom;
        });
        assertDead(asks);
    }

    @Test
    void faultC6FailedStartOfTheThreadGoesToTheStarterAndNothingIsLeft() {
        Scripted actor = new Scripted();
        List<Future<Object>> asks = new ArrayList<>();
        assertFactoryFails(UnsupportedOperationException.class, 1, () -> {
            asks.add(actor.actorRef().askAsync("?"));
            return actor;
        });
        assertDead(asks);
        assertFalse(actor.actorRef().isAlive());
        assertEquals(0, actor.starts.get() + actor.stops.get() + actor.failures.get());
    }

    @Test
    void faultC6ActorThatWasStartedBeforeIsRefusedAndLivesOn() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        assertThrows(IllegalStateException.class, () -> start(() -> actor));
        assertEquals("alive", ref.ask("alive"));
        assertEquals(List.of(ref), ActorRegistry.getAll());
    }

    @Test
    void ruleC4RepliesThatWaitAreAnsweredAndCountedWhateverTheEnd() {
        List<Scripted.Code> ends = List.of(
                () -> raise(boom), () -> raise(new StackOverflowError()), () -> raise(new AssertionError()),
                () -> raise(new InternalError()));
        for (Scripted.Code end : ends) {
            Counts before = Inspection.counts();
            ActorRef<?> ref = start(Scripted::new);
            assertDead(queueBehind(ref, end, 10, 7));
            assertDead(List.of(ref.askAsync("late")));
            Counts after = Inspection.counts();
            assertEquals(17, after.deadLettered() - before.deadLettered());
            assertEquals(18, after.accepted() - before.accepted());
            assertEquals(1, after.handled() - before.handled());
        }
        assertEquals(ends.size(), log().messages("WARN").stream().filter(text -> text.startsWith("7 messages")).count());
    }

    @Test
    void ruleC4RepliesBehindAStopFailAndThoseBeforeItAreGiven() {
        ActorRef<?> ref = start(Scripted::new);
        CountDownLatch queued = new CountDownLatch(1);
        ref.tell(code(() -> {
            queued.await();
            return null;
        }));
        Future<Object> before = ref.askAsync("before");
        Future<Boolean> stopped = ref.stopAsync();
        List<Future<Object>> behind = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            behind.add(ref.askAsync(i));
        }
        queued.countDown();
        assertEquals("before", before.get());
        assertTrue(stopped.get());
        assertDead(behind);
    }
}
