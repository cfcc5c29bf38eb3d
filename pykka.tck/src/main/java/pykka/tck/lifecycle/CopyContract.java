package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Copies of actors: what the factory returns is what runs, or is refused by name. */
@Contract
class CopyContract extends Conformance {
    CopyContract(String runtime) {
        super(runtime);
    }

    static class Original extends Actor implements Cloneable {
        List<String> notes = new ArrayList<>();

        Original copy() {
            try {
                Original copy = (Original) clone();
                copy.notes = new ArrayList<>();
                return copy;
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        protected void onStart() {
            notes.add("onStart");
        }

        @Override
        protected Object onReceive(Object message) {
            notes.add("onReceive");
            return hashCode();
        }

        @Override
        protected void onStop() {
            notes.add("onStop");
        }
    }

    private final Original original = new Original();
    private final Original copy = original.copy();

    @Test
    void faultF05CopyThatTheFactoryReturnsIsWhatRuns() {
        ActorRef<Original> ref = start(() -> copy);
        assertTrue(ref.call(actor -> actor == copy).get(LONG));
        assertEquals(copy.hashCode(), ref.ask("x", LONG));
        assertSame(ref, copy.actorRef());
        ref.stop(LONG);
        assertEquals(List.of("onStart", "onReceive", "onStop"), copy.notes);
        assertEquals(List.of(), original.notes);
    }

    /** One reference leads to one object. */
    @Test
    void ofAnActorAndItsCopiesOneIsStarted() {
        ActorRef<Original> ref = start(() -> copy);
        for (Original other : List.of(original, original.copy())) {
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> start(() -> other));
            assertTrue(e.getMessage().contains(Original.class.getName()) && e.getMessage().contains(ref.toString())
                    && e.getMessage().contains("clone or spy")
                    && e.getMessage().contains("must return a new actor"), e::getMessage);
        }
        assertEquals(copy.hashCode(), ref.ask("x", LONG));
        assertEquals(List.of(ref), ActorRegistry.getAll());
    }

    @Test
    void copyOfAnActorThatRunsIsRefusedAndTheActorLivesOn() {
        ActorRef<Original> ref = start(() -> original);
        String message = assertThrows(IllegalStateException.class, () -> start(() -> copy)).getMessage();
        assertTrue(message.contains("clone or spy of " + ref), message);
        assertEquals(original.hashCode(), ref.ask("x", LONG));
    }

    @Test
    void actorOfAStartThatFailedIsNotSaidToHaveBeenStarted() {
        Original[] made = new Original[1];
        assertThrows(IllegalArgumentException.class, () -> start(() -> {
            made[0] = new Original();
            throw new IllegalArgumentException();
        }));
        String message = assertThrows(IllegalStateException.class, () -> start(() -> made[0])).getMessage();
        assertEquals(made[0] + " is of a start that failed: the factory must return a new actor", message);
    }
}
