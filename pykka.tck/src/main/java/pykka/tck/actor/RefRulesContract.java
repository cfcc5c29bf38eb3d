package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What refs do beyond the original's. */
@Contract
class RefRulesContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    RefRulesContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> startNoting() {
        return start(() -> new Noting(notes));
    }

    @Test
    void callRunAndDeferOfADeadActorFailAsAskAndTell() {
        ActorRef<Noting> ref = startNoting();
        ref.stop();
        Future<List<Object>> called = ref.call(actor -> actor.notes);
        Future<Void> run = ref.run(actor -> notes.clear());
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, called::get).getMessage());
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, run::get).getMessage());
        ActorDeadException e = assertThrows(ActorDeadException.class, () -> ref.defer(actor -> notes.clear()));
        assertEquals(ref + " not found", e.getMessage());
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void callRunAndDeferTakeTheirTurnLikeMessages() {
        ActorRef<Noting> ref = startNoting();
        Busy busy = new Busy(ref);
        ref.tell(1);
        ref.defer(actor -> actor.notes.add(2));
        ref.tell(3);
        Future<Void> run = ref.run(actor -> actor.notes.add(4));
        Future<Integer> called = ref.call(actor -> actor.notes.size());
        busy.goOn();
        assertEquals(5, called.get(LONG));
        assertNull(run.get());
        assertEquals(List.of("onStart", 1, 2, 3, 4), notes);
    }

    @Test
    void nullIsAMessageAndAnAnswerButNoFunction() {
        ActorRef<Noting> ref = startNoting();
        ref.tell(null);
        assertNull(ref.ask(null));
        assertNull(ref.call(actor -> null).get(LONG));
        assertThrows(NullPointerException.class, () -> ref.call(null));
        assertThrows(NullPointerException.class, () -> ref.run(null));
        assertThrows(NullPointerException.class, () -> ref.defer(null));
        assertEquals(Arrays.asList("onStart", null, null), notes);
    }

    @Test
    void answerThatIsTheActorItselfIsRefused() {
        ActorRef<Noting> ref = startNoting();
        assertThrows(IllegalStateException.class, () -> ref.call(actor -> actor).get(LONG));
        assertSame(ref, ref.call(Actor::actorRef).get(LONG));
        assertTrue(ref.isAlive());
    }

    @Test
    void stopOfAnActorThatEndsWaitsForTheEnd() throws Exception {
        CountDownLatch inOnStop = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStop() {
                inOnStop.countDown();
                await(over);
                notes.add(actorRef().isAlive() ? "alive" : "ended");
            }
        });
        Future<Boolean> first = ref.stopAsync();
        await(inOnStop);
        FutureTask<Boolean> second = reading(ref::stop);
        assertFalse(second.isDone() || first.isDone() || ref.isAlive() || ref.whenStopped().isDone());
        assertEquals(ref + " not found", assertThrows(ActorDeadException.class, () -> ref.tell("x")).getMessage());
        over.countDown();
        assertTrue(read(second));
        assertTrue(first.get(LONG));
        assertEquals(List.of("onStart", "ended"), notes);
    }

    @Test
    void whenStoppedOfADeadActorIsDone() {
        ActorRef<Noting> ref = startNoting();
        ref.stop();
        assertTrue(ref.whenStopped().isDone());
        assertEquals(new ActorEnd(ActorEnd.Reason.STOPPED, null), ref.whenStopped().get());
    }

    @Test
    void whenStoppedIsDoneWhenStopReturns() {
        for (int i = 0; i < scaled(2_000); i++) {
            ActorRef<Echo> ref = start(Echo::new);
            Future<ActorEnd> end = ref.whenStopped();
            ref.stop();
            assertTrue(end.isDone(), "actor " + i);
        }
    }

    @Test
    void asNarrowsToWhatTheActorIs() {
        ActorRef<?> ref = start(() -> new Noting(notes), ActorOptions.defaults());
        ActorRef<Noting> noting = ref.as(Noting.class);
        assertSame(ref, noting);
        assertEquals(1, noting.call(actor -> actor.notes.size()).get(LONG));
        assertSame(ref, ref.as(Actor.class));
        assertSame(ref, ref.as(Object.class));
        ClassCastException e = assertThrows(ClassCastException.class, () -> ref.as(Runnable.class));
        assertEquals(ref + " is not a java.lang.Runnable", e.getMessage());
        assertThrows(ClassCastException.class, () -> ref.as(Echo.class));
        assertThrows(NullPointerException.class, () -> ref.as(null));
    }

    @Test
    void ofGivesTheOneRefOfAnActorWithItsType() {
        Noting actor = new Noting(notes);
        ActorRef<Noting> ref = Actor.refOf(actor);
        assertSame(ref, start(() -> actor));
        assertSame(ref, actor.actorRef());
        assertEquals("onStart", ref.call(noting -> noting.notes.get(0)).get(LONG));
        assertThrows(NullPointerException.class, () -> Actor.refOf(null));
    }

    @Test
    void refsOfTwoActorsAreNotEqual() {
        assertNotEquals(startNoting(), startNoting());
    }

    @Test
    void actorClassIsTheClassOfTheActorDeadOrAlive() {
        ActorRef<Noting> ref = startNoting();
        Class<? extends Noting> type = ref.actorClass();
        assertEquals(Noting.class, type);
        ref.stop();
        assertEquals(Noting.class, ref.actorClass());
    }
}
