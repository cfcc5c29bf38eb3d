package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** What hooks may do, and what they find. */
@Contract
class HooksContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    HooksContract(String runtime) {
        super(runtime);
    }

    /** Hooks that are not overridden do nothing. */
    private static class Plain extends Actor {}

    @Test
    void actorNeedsNoHooksAndAnswersNullByDefault() {
        log();
        ActorRef<Plain> ref = start(Plain::new);
        assertNull(ref.ask("x", LONG));
        assertTrue(ref.stop());
    }

    @Test
    void onFailureIsCalledWhenOnStartFails() {
        log();
        awaitEnd(start(() -> new Noting(notes) {
            @Override
            protected void onStart() {
                throw new IllegalStateException("early");
            }
        }));
        assertEquals(List.of("onFailure"), notes);
    }

    @Test
    void stopOfItselfThrowsInNoHook() {
        log();
        Noting[] made = new Noting[1];
        ActorRef<Noting> stopped = start(() -> made[0] = new Noting(notes) {
            @Override
            protected void onStop() throws Exception {
                stop();
                super.onStop();
            }
        });
        stopped.stop();
        made[0].stop(); // nor after the end, nor in a foreign thread
        ActorRef<Noting> failed = start(() -> new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) throws Exception {
                stop();
                super.onFailure(failure);
            }
        });
        failed.defer(actor -> {
            throw new IllegalStateException("told");
        });
        awaitEnd(failed);
        assertEquals(List.of("onStart", "onStop", "onStart", "onFailure"), notes);
    }

    @Test
    void actorRefIsAlwaysTheSameObject() {
        List<Object> refs = new CopyOnWriteArrayList<>();
        ActorRef<Actor> ref = start(() -> new Actor() {
            {
                refs.add(actorRef());
            }
        });
        ref.run(actor -> refs.add(actor.actorRef())).get(LONG);
        assertEquals(List.of(ref, ref), refs);
    }

    @Test
    void onStopFindsTheActorGone() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStop() {
                notes.add(actorRef().isAlive());
                notes.add(ActorRegistry.getAll());
                notes.add(assertThrows(ActorDeadException.class, () -> actorRef().tell("x")).getMessage());
                notes.add(assertThrows(ActorDeadException.class, actorRef().askAsync("x")::get).getMessage());
                notes.add(actorRef().whenStopped().isDone());
            }
        });
        assertTrue(ref.stop());
        assertEquals(List.of("onStart", false, List.of(), ref + " not found", ref + " not found", false), notes);
    }
}
