package pykka.tck.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;
import pykka.tck.support.Records;

/** The records of one actor, from its start to its end, in their order. */
@Contract
class LogOrderContract extends Conformance {
    private final IllegalStateException inHandler = new IllegalStateException("in the handler");
    private final IllegalStateException inHook = new IllegalStateException("in the hook");
    private final InternalError fatal = new InternalError("fatal");
    private Records log;

    LogOrderContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void listen() {
        log = log().withDebug();
    }

    /** Its hooks throw what they are told to. */
    private static class Failing extends Noting {
        private final Exception inOnStart;
        private final Exception inTheEnd;

        Failing(Exception inOnStart, Exception inTheEnd) {
            super(new CopyOnWriteArrayList<>());
            this.inOnStart = inOnStart;
            this.inTheEnd = inTheEnd;
        }

        private static void fail(Exception failure) throws Exception {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        protected void onStart() throws Exception {
            fail(inOnStart);
        }

        @Override
        protected void onStop() throws Exception {
            fail(inTheEnd);
        }

        @Override
        protected void onFailure(Throwable failure) throws Exception {
            fail(inTheEnd);
        }
    }

    private ActorRef<Failing> startFailing(Exception inTheEnd) {
        return start(() -> new Failing(null, inTheEnd));
    }

    /** Has an actor take a message that ends it while two more are told, and waits for its end. */
    private void endWithTwoMessagesLeft(ActorRef<Failing> ref, Error failure) {
        Busy busy = new Busy(ref);
        if (failure == null) {
            ref.stopAsync();
        } else {
            ref.defer(actor -> {
                throw failure;
            });
        }
        ref.tell("left");
        ref.askAsync("answered, so not counted");
        ref.tell("left, too");
        busy.goOn();
        awaitEnd(ref);
    }

    /** Asserts what was logged of one actor, as level and text in which @ stands for the actor. */
    private void assertLogged(ActorRef<?> ref, String... expected) {
        assertEquals(List.of(expected), log.all().stream().filter(record -> record.message().contains(ref.actorUrn()))
                .map(record -> record.level() + " " + record.message().replace(ref.toString(), "@")).toList());
    }

    @Test
    void stopIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(null);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @");
        ref.stop();
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "DEBUG Unregistered @", "DEBUG Stopped @");
        assertEquals(4, log.all().size());
    }

    @Test
    void stopWithAllThatCanGoWrongIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(inHook);
        endWithTwoMessagesLeft(ref, null);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "DEBUG Unregistered @", "DEBUG Stopped @",
                "ERROR Unhandled exception in @:", "WARN 2 messages dropped by @: 2 java.lang.String");
        assertSame(inHook, log.at("ERROR").get(0).throwable());
    }

    @Test
    void failureIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(null);
        ref.defer(actor -> {
            throw inHandler;
        });
        awaitEnd(ref);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "ERROR Unhandled exception in @:", "DEBUG Unregistered @");
    }

    @Test
    void failureWithAllThatCanGoWrongIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(inHook);
        endWithTwoMessagesLeft(ref, new AssertionError());
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "ERROR Unhandled exception in @:", "DEBUG Unregistered @",
                "ERROR Unhandled exception in @:", "WARN 2 messages dropped by @: 2 java.lang.String");
        assertSame(inHook, log.at("ERROR").get(1).throwable());
    }

    @Test
    void failureOfOnStartIsLoggedInOrder() {
        ActorRef<Failing> ref = start(() -> {
            Failing actor = new Failing(inHandler, inHook);
            actor.actorRef().tell("left");
            return actor;
        });
        awaitEnd(ref);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "ERROR Unhandled exception in @:", "DEBUG Unregistered @",
                "ERROR Unhandled exception in @:", "WARN 1 message dropped by @: 1 java.lang.String");
        assertEquals(List.of(inHandler, inHook), log.at("ERROR").stream().map(record -> (Object) record.throwable()).toList());
    }

    @Test
    void fatalErrorIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(null);
        endWithTwoMessagesLeft(ref, fatal);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @",
                "DEBUG java.lang.InternalError: fatal in @. Stopping all actors.", "ERROR Unhandled exception in @:",
                "DEBUG Unregistered @", "DEBUG Stopped @", "WARN 2 messages dropped by @: 2 java.lang.String");
        assertSame(fatal, log.at("ERROR").get(0).throwable());
    }

    @Test
    void fatalErrorWithAFailingHookIsLoggedInOrder() {
        ActorRef<Failing> ref = startFailing(inHook);
        endWithTwoMessagesLeft(ref, fatal);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @",
                "DEBUG java.lang.InternalError: fatal in @. Stopping all actors.", "ERROR Unhandled exception in @:",
                "DEBUG Unregistered @", "DEBUG Stopped @", "ERROR Unhandled exception in @:",
                "WARN 2 messages dropped by @: 2 java.lang.String");
    }

    @Test
    void fatalErrorIsLoggedInTheSameWayWhenItWasAsked() {
        ActorRef<Failing> ref = startFailing(null);
        Future<Object> asked = ref.call(actor -> {
            throw fatal;
        });
        assertSame(fatal, assertThrows(InternalError.class, () -> asked.get(LONG)));
        awaitEnd(ref);
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @",
                "DEBUG java.lang.InternalError: fatal in @. Stopping all actors.", "ERROR Unhandled exception in @:",
                "DEBUG Unregistered @", "DEBUG Stopped @");
    }

    @Test
    void othersThatAFatalErrorStopsAreLoggedAsStopped() {
        ActorRef<Failing> other = startFailing(null);
        ActorRef<Failing> ref = startFailing(null);
        ref.defer(actor -> {
            throw fatal;
        });
        awaitEnd(ref);
        awaitEnd(other);
        assertLogged(other, "DEBUG Registered @", "DEBUG Starting @", "DEBUG Unregistered @", "DEBUG Stopped @");
    }

    @Test
    void registeringByHandIsLogged() {
        ActorRef<Failing> ref = startFailing(null);
        ActorRegistry.unregister(ref);
        ActorRegistry.unregister(ref);
        ActorRegistry.register(ref);
        ActorRegistry.register(ref);
        ActorRegistry.unregister(ref);
        ref.stop();
        assertLogged(ref, "DEBUG Registered @", "DEBUG Starting @", "DEBUG Unregistered @",
                "DEBUG Unregistered @ (not found in registry)", "DEBUG Registered @", "DEBUG Unregistered @",
                "DEBUG Unregistered @ (not found in registry)", "DEBUG Stopped @");
    }

    @Test
    void actorsNameThemselvesAndRefsTheClass() {
        ActorRef<Actor> ref = start(() -> new Actor() {
            @Override
            public String toString() {
                return "I, myself";
            }
        });
        ref.ask("x", LONG);
        ref.stop();
        assertEquals(List.of("Registered " + ref, "Starting I, myself", "Unexpected message received by I, myself: x",
                "Unregistered " + ref, "Stopped I, myself"), log.all().stream().map(record -> record.message()).toList());
    }

    @Test
    void failedConstructorIsNotLogged() {
        assertThrows(IllegalStateException.class, () -> start(() -> {
            new Echo().actorRef().tell("x");
            throw inHandler;
        }));
        assertThrows(IllegalStateException.class,
                () -> Actor.start(Echo::new, ActorOptions.defaults().runtime("no such runtime")));
        assertEquals(List.of(), log.all());
    }
}
