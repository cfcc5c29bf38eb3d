package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Construction and start: what works before the start, and what is left of one that fails. */
@Contract
class StartContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    StartContract(String runtime) {
        super(runtime);
    }

    /** Tells and asks itself in its constructor, and then perhaps throws. */
    private static class Eager extends Noting {
        static final List<Object> EXPECTED = List.of("onStart", "first", "second", "third");

        final Future<Object> asked;

        <X extends Exception> Eager(List<Object> notes, X failure) throws X {
            super(notes);
            actorRef().tell("first");
            asked = actorRef().askAsync("second");
            actorRef().tell("third");
            notes.clear();
            if (failure != null) {
                notes.add(this);
                throw failure;
            }
        }
    }

    @Test
    void constructorMayUseTheRefAndItsMessagesAreHandledInOrderAfterOnStart() {
        ActorRef<Eager> ref = start(() -> new Eager(notes, (RuntimeException) null));
        assertEquals("second", ref.call(actor -> actor.asked).get(LONG).get(LONG));
        assertEquals(Eager.EXPECTED, notes);
    }

    @Test
    void constructorRunsInTheThreadOfTheStarter() {
        start(() -> {
            notes.add(Thread.currentThread());
            return new Echo();
        });
        assertEquals(List.of(Thread.currentThread()), notes);
    }

    @Test
    void startDoesNotWaitForOnStart() {
        CountDownLatch started = new CountDownLatch(1);
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStart() throws Exception {
                Conformance.await(started);
                super.onStart();
            }
        });
        assertTrue(ref.isAlive());
        assertEquals(List.of(), notes);
        started.countDown();
        assertEquals("x", ref.ask("x", LONG));
    }

    @Test
    void actorIsUsableBeforeItsStart() {
        List<ActorRef<?>> early = new ArrayList<>();
        ActorRef<Noting> ref = start(() -> {
            Noting actor = new Noting(notes);
            early.add(actor.actorRef());
            assertTrue(actor.actorRef().isAlive());
            actor.actorRef().tell("early");
            assertEquals(List.of(), notes);
            return actor;
        });
        assertSame(early.get(0), ref);
        assertEquals("late", ref.ask("late", LONG));
        assertEquals(List.of("onStart", "early", "late"), notes);
    }

    @Test
    void stopBeforeTheStartStopsItWhenItIsStarted() {
        awaitEnd(start(() -> {
            Noting actor = new Noting(notes);
            actor.stop();
            return actor;
        }));
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void actorThatIsNeverStartedIsInNoRegistry() {
        Noting actor = new Noting(notes);
        assertEquals(List.of(), ActorRegistry.getAll());
        assertTrue(ActorRegistry.getByUrn(actor.actorUrn()).isEmpty());
        assertEquals("Noting (" + actor.actorUrn() + ")", actor.toString());
    }

    @Test
    void checkedExceptionOfTheConstructorReachesTheStarter() {
        IOException thrown = new IOException("no such file");
        try {
            Actor.start(() -> new Eager(notes, thrown), ActorOptions.defaults().runtime(runtime), IOException.class);
        } catch (IOException e) { // the compiler knows that it may be thrown
            assertSame(thrown, e);
            return;
        }
        throw new AssertionError("started");
    }

    @Test
    void errorOfTheFactoryReachesTheStarter() {
        StackOverflowError thrown = new StackOverflowError();
        assertSame(thrown, assertThrows(StackOverflowError.class, () -> start(() -> {
            throw thrown;
        })));
    }

    @Test
    void nothingStaysBehindWhenTheConstructorFails() {
        IOException thrown = new IOException();
        assertSame(thrown, assertThrows(IOException.class, () -> start(() -> new Eager(notes, thrown))));
        Eager halfMade = (Eager) notes.get(0);
        assertGone(halfMade.actorRef());
        ActorDeadException dead = assertThrows(ActorDeadException.class, () -> halfMade.asked.get(LONG));
        assertEquals(halfMade.actorRef() + " stopped before handling the message", dead.getMessage());
        assertEquals(List.of(halfMade), notes); // no hook ran
    }

    @Test
    void nothingStaysBehindWhenTheFactoryFailsAfterTheConstructor() {
        List<Eager> made = new ArrayList<>();
        assertThrows(IOException.class, () -> start(() -> {
            made.add(new Eager(notes, (IOException) null));
            throw new IOException();
        }));
        assertGone(made.get(0).actorRef());
        assertThrows(ActorDeadException.class, () -> made.get(0).asked.get(LONG));
    }

    @Test
    void nothingStaysBehindWhenTheOptionsOfTheClassFail() {
        IllegalArgumentException thrown = new IllegalArgumentException();
        List<Eager> made = new ArrayList<>();
        assertSame(thrown, assertThrows(IllegalArgumentException.class,
                () -> start(() -> new Eager(notes, (RuntimeException) null) {
                    @Override
                    protected ActorOptions options() {
                        made.add(this);
                        throw thrown;
                    }
                })));
        assertGone(made.get(0).actorRef());
        assertThrows(ActorDeadException.class, () -> made.get(0).asked.get(LONG));
    }

    @Test
    void nothingStaysBehindWhenThereIsNoSuchRuntime() {
        List<Eager> made = new ArrayList<>();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> Actor.start(() -> {
            made.add(new Eager(notes, (RuntimeException) null));
            return made.get(0);
        }, ActorOptions.defaults().runtime("no such runtime")));
        assertTrue(e.getMessage().contains("no such runtime"), e.getMessage());
        assertGone(made.get(0).actorRef());
        assertThrows(ActorDeadException.class, () -> made.get(0).asked.get(LONG));
    }

    private static void assertGone(ActorRef<?> ref) {
        assertEquals(List.of(), ActorRegistry.getAll());
        assertTrue(ActorRegistry.getByUrn(ref.actorUrn()).isEmpty());
        assertFalse(ref.isAlive());
        assertThrows(ActorDeadException.class, () -> ref.tell("x"));
        assertFalse(ref.stop());
        ref.whenStopped().get(LONG);
    }

    @Test
    void factoryThatReturnsNullIsRefused() {
        NullPointerException e = assertThrows(NullPointerException.class, () -> start(() -> null));
        assertEquals("The factory returned null: it must return a new actor", e.getMessage());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void optionsOfTheClassThatAreNullAreRefused() {
        assertThrows(NullPointerException.class, () -> start(() -> new Echo() {
            @Override
            protected ActorOptions options() {
                return null;
            }
        }));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void factoryAndOptionsMustNotBeNull() {
        assertThrows(NullPointerException.class, () -> Actor.start(null));
        assertThrows(NullPointerException.class, () -> Actor.start(Echo::new, (ActorOptions) null));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void factoryThatReturnsTheSameActorTwiceIsRefusedAndTheActorLivesOn() {
        Echo actor = new Echo();
        ActorRef<Echo> ref = start(() -> actor);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> start(() -> actor));
        assertEquals(ref + " was started before: the factory must return a new actor", e.getMessage());
        assertEquals(List.of(ref), ActorRegistry.getAll());
        assertEquals("x", ref.ask("x", LONG));
    }

    @Test
    void actorThatHasEndedCannotBeStartedAgain() {
        Noting actor = new Noting(notes);
        start(() -> actor).stop();
        assertThrows(IllegalStateException.class, () -> start(() -> actor));
        assertGone(actor.actorRef());
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void actorStartedByAConstructorThatFailsLivesOn() {
        List<ActorRef<?>> child = new ArrayList<>();
        assertThrows(IOException.class, () -> start(() -> {
            child.add(start(Echo::new));
            throw new IOException();
        }));
        assertEquals(child, ActorRegistry.getAll());
        assertEquals("x", child.get(0).ask("x", LONG));
    }
}
