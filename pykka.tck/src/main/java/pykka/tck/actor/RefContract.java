package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** The original's tests/test_ref.py. Its repr and its str are one text here. */
@Contract
class RefContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();

    RefContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> startNoting() {
        return start(() -> new Noting(notes));
    }

    private ActorRef<Noting> stopped() {
        ActorRef<Noting> ref = startNoting();
        ref.stop();
        return ref;
    }

    private static void assertNotFound(ActorRef<?> ref, ActorDeadException e) {
        assertEquals(ref + " not found", e.getMessage());
    }

    @Test
    void reprContainsActorClassName() {
        assertTrue(String.format("%s", startNoting()).contains("Noting"));
    }

    @Test
    void reprContainsActorUrn() {
        ActorRef<Noting> ref = startNoting();
        assertTrue(String.format("%s", ref).contains(ref.actorUrn()));
    }

    @Test
    void strContainsActorClassName() {
        assertTrue(startNoting().toString().startsWith("Noting ("));
    }

    @Test
    void strContainsActorUrn() {
        ActorRef<Noting> ref = startNoting();
        String text = ref.toString();
        assertEquals("Noting (" + ref.actorUrn() + ")", text);
        ref.stop();
        assertEquals(text, ref.toString());
    }

    @Test
    void strNamesAnonymousAndLocalClasses() {
        class Local extends Echo {}
        Supplier<Actor> nested = () -> new Echo() {};
        for (Actor actor : List.of(new Echo() {}, nested.get())) {
            String name = actor.getClass().getName();
            String last = name.substring(name.lastIndexOf('.') + 1);
            assertTrue(last.startsWith("RefContract$"), last);
            assertEquals(last + " (" + actor.actorUrn() + ")", start(() -> actor).toString());
        }
        assertTrue(start(Local::new).toString().startsWith("Local (urn:uuid:"));
    }

    @Test
    void isAliveReturnsTrueForRunningActor() {
        assertTrue(startNoting().isAlive());
    }

    @Test
    void isAliveReturnsFalseForDeadActor() {
        assertFalse(stopped().isAlive());
    }

    @Test
    void stopReturnsTrueIfActorIsStopped() {
        assertTrue(startNoting().stop());
    }

    @Test
    void stopDoesNotStopAlreadyDeadActor() {
        ActorRef<Noting> ref = startNoting();
        assertTrue(ref.stop());
        assertFalse(ref.stop());
        assertFalse(ref.stop(LONG));
        assertFalse(ref.stopAsync().get(Duration.ZERO));
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void tellDeliversMessageToActorsCustomOnReceive() {
        ActorRef<Noting> ref = startNoting();
        ref.tell("a custom message");
        ref.stop();
        assertEquals(List.of("onStart", "a custom message", "onStop"), notes);
    }

    static Stream<Object> messages() {
        return Stream.of(123, 123.456, Map.of("a", "dict"), Map.entry("a", "tuple"), List.of("a", "list"),
                new Exception("an exception"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void tellAcceptsAnyObjectAsTheMessage(Object message) {
        ActorRef<Noting> ref = startNoting();
        ref.tell(message);
        ref.stop();
        assertSame(message, notes.get(1));
    }

    @Test
    void tellFailsIfActorIsStopped() {
        ActorRef<Noting> ref = stopped();
        assertNotFound(ref, assertThrows(ActorDeadException.class, () -> ref.tell("a custom message")));
    }

    @Test
    void askBlocksUntilResponseArrives() {
        assertEquals("response", startNoting().ask("response"));
    }

    @Test
    void askCanTimeoutIfBlockedTooLong() {
        ActorRef<Noting> ref = startNoting();
        Busy busy = new Busy(ref);
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> ref.ask("x", Duration.ZERO));
        assertTrue(e.getMessage().matches("0 seconds: waited for Noting \\(urn:uuid:.*\\) to answer java.lang.String, which handles .+"),
                e::getMessage);
        busy.goOn();
        assertEquals("y", ref.ask("y", LONG));
        assertEquals(List.of("onStart", "x", "y"), notes); // it was not cancelled
    }

    @Test
    void askCanReturnFutureInsteadOfBlocking() {
        ActorRef<Noting> ref = startNoting();
        Busy busy = new Busy(ref);
        Future<Object> reply = ref.askAsync("response");
        assertFalse(reply.isDone());
        busy.goOn();
        assertEquals("response", reply.get(LONG));
    }

    @Test
    void askFailsIfActorIsStopped() {
        ActorRef<Noting> ref = stopped();
        assertNotFound(ref, assertThrows(ActorDeadException.class, () -> ref.ask("x")));
        assertNotFound(ref, assertThrows(ActorDeadException.class, () -> ref.ask("x", LONG)));
    }

    @Test
    void askNonblockingFailsFutureIfActorIsStopped() {
        ActorRef<Noting> ref = stopped();
        Future<Object> reply = ref.askAsync("x");
        assertNotFound(ref, assertThrows(ActorDeadException.class, reply::get));
    }
}
