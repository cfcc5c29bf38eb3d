package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_actor.py. */
@Contract
class ActorContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    ActorContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> startNoting() {
        return start(() -> new Noting(notes));
    }

    /** An actor whose onStart throws. */
    private Noting earlyFailing() {
        return new Noting(notes) {
            @Override
            protected void onStart() {
                throw new IllegalStateException("early");
            }
        };
    }

    /** An actor that stops itself at once, and whose onStop throws. */
    private Noting lateFailing() {
        return new Noting(notes) {
            @Override
            protected void onStart() throws Exception {
                super.onStart();
                stop();
            }

            @Override
            protected void onStop() {
                throw new IllegalStateException("late");
            }
        };
    }

    /** An actor whose onFailure throws. */
    private Noting failingOnFailure() {
        return new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) {
                throw new IllegalStateException("in onFailure");
            }
        };
    }

    @Test
    void messagesLeftInQueueAfterActorStopsReceiveAnError() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        ref.stopAsync();
        Future<Object> left = ref.askAsync("late");
        busy.goOn();
        ActorDeadException e = assertThrows(ActorDeadException.class, () -> left.get(LONG));
        assertEquals(ref + " stopped before handling the message", e.getMessage());
    }

    @Test
    void stopRequestsLeftInQueueAfterActorStopsAreHandled() {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        Future<Boolean> first = ref.stopAsync();
        Future<Boolean> second = ref.stopAsync();
        busy.goOn();
        assertTrue(second.get(slack(Duration.ofMillis(500))));
        assertTrue(first.get(slack(Duration.ofMillis(500))));
    }

    @Test
    void actorHasAnUuid4BasedUrn() {
        String urn = start(Echo::new).actorUrn();
        assertTrue(urn.startsWith("urn:uuid:"), urn);
        UUID uuid = UUID.fromString(urn.substring("urn:uuid:".length()));
        assertEquals(4, uuid.version());
        assertEquals("urn:uuid:" + uuid, urn);
    }

    @Test
    void actorHasUniqueUuid() {
        String first = start(Echo::new).actorUrn();
        String second = start(Echo::new).actorUrn();
        String third = start(Echo::new).actorUrn();
        assertNotEquals(first, second);
        assertNotEquals(second, third);
        assertNotEquals(third, first);
    }

    @Test
    void strOnRawActorContainsActorClassName() {
        assertTrue(new Echo().toString().contains("Echo"));
    }

    @Test
    void strOnRawActorContainsActorUrn() {
        Echo actor = new Echo();
        assertTrue(actor.toString().contains(actor.actorUrn()));
        assertEquals("Echo (" + actor.actorUrn() + ")", actor.toString());
    }

    @Test
    void onStartIsCalledBeforeFirstMessageIsProcessed() {
        startNoting();
        eventually("onStart", () -> notes.equals(List.of("onStart")));
    }

    @Test
    void onStartIsCalledAfterTheActorIsRegistered() {
        List<Optional<ActorRef<?>>> found = new CopyOnWriteArrayList<>();
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStart() {
                found.add(ActorRegistry.getByUrn(actorUrn()));
            }
        });
        ref.run(actor -> {}).get(LONG);
        assertEquals(List.of(Optional.of(ref)), found);
    }

    @Test
    void onStartCanStopActorBeforeReceiveLoopIsStarted() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStart() throws Exception {
                super.onStart();
                stop();
            }
        });
        awaitEnd(ref);
        assertEquals(List.of("onStart", "onStop"), notes);
        assertFalse(ref.isAlive());
    }

    @Test
    void onStartFailureCausesActorToStop() {
        log();
        ActorRef<Noting> ref = start(this::earlyFailing);
        awaitEnd(ref);
        assertFalse(ref.isAlive());
    }

    @Test
    void onStopIsCalledWhenActorIsStopped() {
        ActorRef<Noting> ref = startNoting();
        ref.run(actor -> {}).get(LONG);
        assertEquals(List.of("onStart"), notes);
        ref.stop();
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void onStopFailureCausesActorToStop() {
        log();
        ActorRef<Noting> ref = start(this::lateFailing);
        awaitEnd(ref);
        assertFalse(ref.isAlive());
        assertEquals(List.of("onStart"), notes);
    }

    @Test
    void onFailureIsCalledWhenExceptionCannotBeReturned() {
        log();
        List<Throwable> given = new CopyOnWriteArrayList<>();
        IllegalStateException thrown = new IllegalStateException("told");
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) throws Exception {
                super.onFailure(failure);
                given.add(failure);
            }
        });
        ref.defer(actor -> {
            throw thrown;
        });
        awaitEnd(ref);
        assertEquals(List.of("onStart", "onFailure"), notes);
        assertSame(thrown, given.get(0));
    }

    @Test
    void onFailureFailureCausesActorToStop() {
        log();
        ActorRef<Noting> ref = start(this::failingOnFailure);
        ref.defer(actor -> {
            throw new IllegalStateException("told");
        });
        awaitEnd(ref);
        assertFalse(ref.isAlive());
        assertEquals(List.of("onStart"), notes);
    }

    @Test
    void actorIsStoppedWhenUnhandledExceptionsAreRaised() {
        log();
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) {
                notes.add(ActorRegistry.getAll());
            }
        });
        ref.defer(actor -> {
            throw new IllegalStateException("told");
        });
        awaitEnd(ref);
        assertEquals(List.of("onStart", List.of()), notes);
    }

    @Test
    void allActorsAreStoppedOnBaseException() {
        log();
        ActorRef<Noting> other = startNoting();
        ActorRef<Noting> ref = startNoting();
        other.run(actor -> {}).get(LONG);
        ref.run(actor -> {}).get(LONG);
        ref.defer(actor -> {
            throw new InternalError("fatal");
        });
        awaitEnd(ref);
        awaitEnd(other);
        assertEquals(List.of("onStart", "onStart", "onStop", "onStop"), notes);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void actorCanCallStopOnSelfMultipleTimes() {
        ActorRef<Noting> ref = startNoting();
        assertEquals("reply", ref.call(actor -> {
            actor.stop();
            actor.stop();
            return "reply";
        }).get(LONG));
        awaitEnd(ref);
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void actorProcessesAllMessagesBeforeStopOnSelfStopsIt() {
        ActorRef<Noting> ref = startNoting();
        ref.run(actor -> {
            actor.actorRef().tell("before");
            actor.stop();
        }).get(LONG);
        awaitEnd(ref);
        assertEquals(List.of("onStart", "before", "onStop"), notes);
        assertEquals(List.of(), ActorRegistry.getAll());
    }
}
