package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;
import pykka.testkit.log.LogRecord;
import pykka.testkit.log.Recorder;

/** The steps of the end, in their order. They are looked at from the hooks and from the log, which are on the actor's thread. */
@Contract
class OrderOfTheEndContract extends ContractTest {
    private final List<AutoCloseable> listeners = new ArrayList<>();
    private final List<Throwable> failed = new CopyOnWriteArrayList<>();

    OrderOfTheEndContract(String runtime) {
        super(runtime);
    }

    enum Way { STOP, FAILURE }

    /** An actor that looks around in its hooks. */
    static class Looking extends Actor {
        Runnable look = () -> {};
        int hooks;

        @Override
        protected void onStop() {
            hooks++;
            look.run();
        }

        @Override
        protected void onFailure(Throwable failure) {
            hooks++;
            look.run();
        }
    }

    private final Looking actor = new Looking();
    private ActorRef<Looking> ref;
    private Future<Boolean> stopped;
    private Future<ActorEnd> ended;
    private Future<?> queued;

    /** Starts the actor and lets it end, with an ask and a tell left in its inbox. */
    private void end(Way way) {
        ref = start(() -> actor);
        ref.actorUrn();
        Gate gate = Gate.hold(ref);
        ended = ref.whenStopped();
        if (way == Way.STOP) {
            stopped = ref.stopAsync();
        } else {
            ref.defer(a -> {
                throw new IllegalStateException("wanted");
            });
            stopped = ref.stopAsync();
        }
        queued = ref.askAsync("queued");
        ref.tell("queued");
        gate.open();
        ended.get(slack(Duration.ofSeconds(5)));
        assertTrue(stopped.get(slack(Duration.ofSeconds(10))));
        assertEquals(List.of(), failed);
    }

    /** Does something on the actor's thread when a record comes. */
    private void on(String level, String beginning, Consumer<LogRecord> look) {
        listeners.add(Recorder.listen(record -> {
            if (record.level().equals(level) && record.message().startsWith(beginning)) {
                guarded(() -> look.accept(record));
            }
        }));
    }

    private void guarded(Runnable look) {
        try {
            look.run();
        } catch (Throwable e) {
            failed.add(e);
        }
    }

    @AfterEach
    void closeListeners() throws Exception {
        for (AutoCloseable listener : listeners) {
            listener.close();
        }
    }

    private void assertNotRegistered() {
        assertFalse(ActorRegistry.getAll().contains(ref));
        assertEquals(List.of(), ActorRegistry.getByClass(Looking.class));
        assertEquals(Optional.empty(), ActorRegistry.getByUrn(ref.actorUrn()));
    }

    private void assertNobodyWasTold() {
        assertFalse(stopped.isDone());
        assertFalse(ended.isDone());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ruleC5FirstItLeavesTheRegistryAndThenItsInboxIsClosed(Way way) {
        Records log = log().withDebug();
        List<Future<?>> sent = new ArrayList<>();
        on("DEBUG", "Unregistered ", record -> {
            assertNotRegistered();
            assertTrue(ref.isAlive());
            assertFalse(queued.isDone(), "not drained");
            ref.tell("in between");
            sent.add(ref.askAsync("in between"));
            assertEquals(0, actor.hooks);
            assertNobodyWasTold();
        });
        end(way);
        assertEquals(1, sent.size());
        assertEquals(ref + " stopped before handling the message",
                assertThrows(ActorDeadException.class, sent.get(0)::get).getMessage());
        assertEquals(List.of("2 messages dropped by " + ref + ": 2 java.lang.String"), log.messages("WARN"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ruleC5WhenTheHookRunsTheInboxIsClosedAndDrainedAndNobodyWasTold(Way way) {
        Records log = log();
        actor.look = () -> guarded(() -> {
            assertNotRegistered();
            assertFalse(ref.isAlive());
            assertEquals(ref + " not found",
                    assertThrows(ActorDeadException.class, () -> ref.tell("late")).getMessage());
            Future<Object> late = ref.askAsync("late");
            assertTrue(late.isDone());
            assertEquals(ref + " not found", assertThrows(ActorDeadException.class, late::get).getMessage());
            assertTrue(queued.isDone(), "drained");
            assertEquals(ref + " stopped before handling the message",
                    assertThrows(ActorDeadException.class, queued::get).getMessage());
            assertEquals(List.of(), log.at("WARN"));
            assertNobodyWasTold();
            assertFalse(ref.stopAsync().isDone(), "a stop of an actor that ends waits for the end");
        });
        end(way);
        assertEquals(1, actor.hooks);
        assertEquals(List.of("1 message dropped by " + ref + ": 1 java.lang.String"), log.messages("WARN"));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ruleC5TheSummaryComesAfterTheHookAndBeforeAnybodyIsTold(Way way) {
        log();
        List<LogRecord> summaries = new ArrayList<>();
        on("WARN", "1 message dropped by ", record -> {
            assertEquals(1, actor.hooks);
            assertNobodyWasTold();
            summaries.add(record);
        });
        end(way);
        assertEquals(1, summaries.size());
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @SuppressWarnings("try") // the racers only have to be awaited
    void ruleC5AStopThatComesWhileTheHookRunsWaitsForTheEndAndAnswersTrue(Way way) {
        log();
        Gate gate = new Gate();
        List<Boolean> results = new CopyOnWriteArrayList<>();
        actor.look = gate::pass;
        try (Racers ending = Racers.start(1, i -> end(way))) {
            gate.awaitReached();
            Future<Boolean> late = ref.stopAsync();
            try (Racers stoppers = Racers.start(2, i -> results.add(ref.stop()))) {
                for (int i = 0; i < 2; i++) {
                    Thread stopper = stoppers.thread(i);
                    eventually("the stopper waits", () -> stopper.getState() == Thread.State.WAITING);
                }
                assertFalse(late.isDone());
                gate.open();
            }
            assertTrue(late.get());
        }
        assertEquals(List.of(true, true), results);
        assertFalse(ref.stop(), "now it is dead");
    }

    @Test
    void ruleC5AStopIsLoggedInOrder() {
        Records log = log().withDebug();
        end(Way.STOP);
        assertEquals(List.of("DEBUG Registered " + ref, "DEBUG Starting " + ref, "DEBUG Unregistered " + ref,
                "DEBUG Stopped " + ref, "WARN 1 message dropped by " + ref + ": 1 java.lang.String"), texts(log));
    }

    @Test
    void ruleC5AFailureIsLoggedInOrder() {
        Records log = log().withDebug();
        actor.look = () -> {
            throw new IllegalStateException("in the hook");
        };
        end(Way.FAILURE);
        assertEquals(List.of("DEBUG Registered " + ref, "DEBUG Starting " + ref, "ERROR Unhandled exception in " + ref + ":",
                "DEBUG Unregistered " + ref, "ERROR Unhandled exception in " + ref + ":",
                "WARN 1 message dropped by " + ref + ": 1 java.lang.String"), texts(log));
    }

    private static List<String> texts(Records log) {
        return log.all().stream().map(record -> record.level() + " " + record.message()).toList();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void ruleC5TheThreadEndsAtOnceAfterTheEnd(Way way) {
        log();
        Thread[] thread = {null};
        actor.look = () -> thread[0] = Thread.currentThread();
        end(way);
        if (thread[0].getName().startsWith("Looking-")) { // its own; others are of a pool
            eventually("the thread has ended", Duration.ofMillis(100), () -> !thread[0].isAlive());
        }
        assertTrue(ended.isDone());
    }
}
