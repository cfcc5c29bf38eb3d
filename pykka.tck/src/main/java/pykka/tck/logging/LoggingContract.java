package pykka.tck.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Records;
import pykka.testkit.log.LogRecord;

/** The original's tests/test_logging.py. */
@Contract
class LoggingContract extends Conformance {
    private final List<Object> notes = new CopyOnWriteArrayList<>();
    private final IllegalStateException thrown = new IllegalStateException("foo");
    private Records log;

    LoggingContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void listen() {
        log = log().withDebug();
    }

    /** An actor that handles no message. */
    private static class Deaf extends Actor {}

    /** Nothing else was logged at a level. */
    private LogRecord only(String level) {
        List<LogRecord> records = log.at(level);
        assertEquals(1, records.size(), records::toString);
        return records.get(0);
    }

    private void assertUnhandled(ActorRef<?> ref, Throwable failure, LogRecord record) {
        assertEquals("Unhandled exception in " + ref + ":", record.message());
        assertSame(failure, record.throwable());
        assertEquals("ERROR", record.level());
    }

    @Test
    void unexpectedMessagesAreLogged() {
        ActorRef<Deaf> ref = start(Deaf::new);
        assertNull(ref.ask("unhandled", LONG));
        LogRecord record = only("WARN");
        assertEquals("Unexpected message received by " + ref + ": unhandled", record.message());
        assertNull(record.throwable());
        assertEquals(List.of(), log.at("ERROR"));
    }

    @Test
    void unexpectedMessagesMayBeNullOrTold() {
        ActorRef<Deaf> ref = start(Deaf::new);
        ref.tell(null);
        ref.tell(List.of(1, 2));
        ref.stop();
        assertEquals(List.of("Unexpected message received by " + ref + ": null",
                "Unexpected message received by " + ref + ": [1, 2]"), log.messages("WARN"));
    }

    @Test
    void exceptionIsLoggedWhenReturnedToCaller() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> ref.call(actor -> {
            throw thrown;
        }).get(LONG)));
        LogRecord record = only("INFO");
        assertEquals("Exception returned from " + ref + " to caller:", record.message());
        assertSame(thrown, record.throwable());
        assertEquals(List.of(), log.at("WARN"));
        assertEquals(List.of(), log.at("ERROR"));
        assertTrue(ref.isAlive());
        assertEquals(List.of("onStart"), notes);
    }

    @Test
    void exceptionOfOnReceiveIsLoggedWhenReturnedToCaller() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected Object onReceive(Object message) throws Exception {
                throw new IOException("checked");
            }
        });
        IOException e = assertThrows(IOException.class, () -> ref.ask("x", LONG));
        assertSame(e, only("INFO").throwable());
    }

    @Test
    void exceptionIsLoggedWhenNotReplyRequested() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        ref.defer(actor -> {
            throw thrown;
        });
        awaitEnd(ref);
        assertUnhandled(ref, thrown, only("ERROR"));
        assertEquals(List.of("onStart", "onFailure"), notes);
        assertEquals(List.of(), log.at("INFO"));
    }

    @Test
    void exceptionOfOnReceiveIsLoggedWhenNotReplyRequested() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected Object onReceive(Object message) {
                throw thrown;
            }
        });
        ref.tell("x");
        awaitEnd(ref);
        assertUnhandled(ref, thrown, only("ERROR"));
    }

    @Test
    void baseExceptionIsLogged() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        ref.run(actor -> {}).get(LONG);
        int before = log.messages("DEBUG").size();
        InternalError fatal = new InternalError("fatal");
        ref.defer(actor -> {
            throw fatal;
        });
        awaitEnd(ref);
        List<String> debug = log.messages("DEBUG");
        assertEquals(List.of("java.lang.InternalError: fatal in " + ref + ". Stopping all actors.",
                "Unregistered " + ref, "Stopped " + ref), debug.subList(before, debug.size()));
        assertUnhandled(ref, fatal, only("ERROR"));
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void exceptionInOnStartIsLogged() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStart() {
                throw thrown;
            }
        });
        awaitEnd(ref);
        assertUnhandled(ref, thrown, only("ERROR"));
        assertEquals(List.of("onFailure"), notes);
    }

    @Test
    void exceptionInOnStopIsLogged() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onStop() {
                throw thrown;
            }
        });
        assertTrue(ref.stop());
        assertUnhandled(ref, thrown, only("ERROR"));
        assertEquals(List.of("onStart"), notes); // no onFailure
    }

    @Test
    void exceptionInOnFailureIsLogged() {
        Error original = new AssertionError("bar");
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) {
                throw thrown;
            }
        });
        ref.defer(actor -> {
            throw original;
        });
        awaitEnd(ref);
        assertEquals(2, log.at("ERROR").size());
        assertUnhandled(ref, original, log.at("ERROR").get(0));
        assertUnhandled(ref, thrown, log.at("ERROR").get(1));
    }

    @Test
    void exceptionThatOnFailureThrowsAgainIsLoggedOnce() {
        ActorRef<Noting> ref = start(() -> new Noting(notes) {
            @Override
            protected void onFailure(Throwable failure) throws Exception {
                throw (Exception) failure;
            }
        });
        ref.defer(actor -> {
            throw thrown;
        });
        awaitEnd(ref);
        assertUnhandled(ref, thrown, only("ERROR"));
    }

    @Test
    void nothingIsLoggedForDeadActorsAndTimeouts() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        ref.stop();
        int before = log.all().size();
        assertThrows(RuntimeException.class, () -> ref.tell("x"));
        assertThrows(RuntimeException.class, () -> ref.ask("x"));
        assertThrows(RuntimeException.class, () -> ref.defer(actor -> {}));
        assertEquals(false, ref.stop());
        assertEquals(before, log.all().size());
    }
}
