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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;
import pykka.testkit.log.LogRecord;

@Contract
class FatalContract extends ContractTest {
    FatalContract(String runtime) {
        super(runtime);
    }

    /** A user's own error of the JVM. */
    private static final class Meltdown extends VirtualMachineError {
        private static final long serialVersionUID = 1;
    }

    /** A user's own error. */
    private static final class Mishap extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Its class cannot be initialised: the first use gives an ExceptionInInitializerError, later ones a NoClassDefFoundError. */
    private static final class Broken {
        static final Object VALUE = raise(new IllegalStateException("initialiser"));
    }

    private static int deep(int n) {
        return deep(n + 1) + 1;
    }

    static Stream<Scripted.Code> local() {
        return Stream.of(
                () -> deep(0), () -> Broken.VALUE, () -> Broken.VALUE, () -> raise(new NoClassDefFoundError("gone")),
                () -> raise(new ExceptionInInitializerError("at start")), () -> raise(new AssertionError("wrong")),
                () -> raise(new ThreadDeath()), () -> raise(new Mishap()));
    }

    static Stream<VirtualMachineError> fatal() {
        return Stream.of(new OutOfMemoryError("not really"), new InternalError(), new UnknownError(), new Meltdown());
    }

    private static void awaitEnd(ActorRef<?> ref) {
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    private List<ActorRef<Scripted>> hundred() {
        List<ActorRef<Scripted>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            others.add(start(Scripted::new));
        }
        return others;
    }

    private static long alive(List<ActorRef<Scripted>> refs) {
        return refs.stream().filter(ref -> "?".equals(ref.ask("?"))).count();
    }

    /** Also C9 and C10. */
    @ParameterizedTest
    @MethodSource("local")
    void faultC7ErrorOfATellEndsItsActorAlone(Scripted.Code failing) {
        List<ActorRef<Scripted>> others = hundred();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        ref.tell(code(failing));
        awaitEnd(ref);
        assertEquals(1, actor.failures.get());
        assertEquals(0, actor.stops.get());
        assertEquals(1, log().at("ERROR").size());
        assertSame(actor.failure, log().at("ERROR").get(0).throwable());
        assertEquals(100, alive(others));
    }

    /** Also C9 and C10. */
    @ParameterizedTest
    @MethodSource("local")
    void faultC7ErrorOfAnAskGoesToTheAskerAndAllLiveOn(Scripted.Code failing) {
        List<ActorRef<Scripted>> others = hundred();
        ActorRef<?> ref = start(Scripted::new);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Throwable failure = assertThrows(Error.class, () -> ref.ask(code(() -> {
            try {
                return failing.run();
            } catch (Throwable e) {
                thrown.add(e);
                throw e;
            }
        })));
        assertSame(thrown.get(0), failure);
        assertEquals("next", ref.ask("next"));
        assertEquals(100, alive(others));
        assertEquals(List.of(), log().at("ERROR"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void ruleC6FatalErrorOfAnAskGoesToTheAskerAndStopsAll(VirtualMachineError fatal) {
        List<Scripted> others = List.of(new Scripted(), new Scripted(), new Scripted());
        others.forEach(other -> start(() -> other));
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        assertSame(fatal, assertThrows(VirtualMachineError.class, () -> ref.ask(code(() -> raise(fatal)))));
        awaitEnd(ref);
        others.forEach(other -> awaitEnd(other.actorRef()));
        assertEquals(1, actor.stops.get());
        assertEquals(0, actor.failures.get());
        others.forEach(other -> assertEquals(1, other.stops.get()));
        assertEquals(List.of("Unhandled exception in " + ref + ":"), log().messages("ERROR"));
        assertSame(fatal, log().at("ERROR").get(0).throwable());
        assertEquals(List.of(), log().at("INFO"));
    }

    private static Object hugeArray() {
        return new byte[Integer.MAX_VALUE].length;
    }

    @Test
    void anArrayThatIsTooLargeForAnyHeapConcernsOneMessageIfThatIsWanted() {
        System.setProperty("pykka.oversize", "local");
        try {
            ActorRef<?> other = start(Scripted::new);
            ActorRef<?> ref = start(Scripted::new);
            assertThrows(OutOfMemoryError.class, () -> ref.ask(code(FatalContract::hugeArray)));
            assertEquals("alive", ref.ask("alive"));
            assertEquals("alive", other.ask("alive"));
        } finally {
            System.clearProperty("pykka.oversize");
        }
    }

    @Test
    void anArrayThatIsTooLargeForAnyHeapEndsAllActorsOtherwise() {
        ActorRef<?> other = start(Scripted::new);
        ActorRef<?> ref = start(Scripted::new);
        assertThrows(OutOfMemoryError.class, () -> ref.ask(code(FatalContract::hugeArray)));
        awaitEnd(ref);
        awaitEnd(other);
        assertEquals(1, log().at("ERROR").size());
    }

    @Test
    void ruleC6FatalErrorIsLoggedInTheOrderOfTheContract() {
        Records log = log().withDebug();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        CountDownLatch queued = new CountDownLatch(1);
        Meltdown fatal = new Meltdown();
        ref.tell(code(() -> {
            queued.await();
            return raise(fatal);
        }));
        ref.tell("dropped");
        Future<Object> ask = ref.askAsync("dead");
        queued.countDown();
        assertThrows(ActorDeadException.class, ask::get);
        awaitEnd(ref);
        assertEquals(List.of("Registered " + ref, "Starting " + ref, fatal + " in " + ref + ". Stopping all actors.",
                "Unhandled exception in " + ref + ":", "Unregistered " + ref, "Stopped " + ref,
                "1 message dropped by " + ref + ": 1 java.lang.String"),
                log.all().stream().map(LogRecord::message).toList());
    }

    @Test
    void ruleC6FatalErrorStopsTheOthersInOrderWithoutWaitingAndNotThoseStartedSince() {
        List<Integer> order = new CopyOnWriteArrayList<>();
        CountDownLatch free = new CountDownLatch(1);
        List<ActorRef<?>> refs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            Scripted other = new Scripted().stopping(() -> order.add(number));
            refs.add(start(() -> other));
        }
        refs.get(4).tell(code(() -> {
            free.await();
            return null;
        }));
        ActorRef<?> failing = start(Scripted::new);
        failing.tell(code(() -> raise(new Meltdown())));
        awaitEnd(failing);
        assertTrue(refs.stream().allMatch(ActorRef::isAlive), "none is asked before the last one has ended");
        ActorRef<?> since = start(Scripted::new);
        free.countDown();
        refs.forEach(FatalContract::awaitEnd);
        assertEquals(List.of(4, 3, 2, 1, 0), order);
        assertEquals("alive", since.ask("alive"));
        assertEquals(1, log().at("ERROR").size());
    }

    private void assertFatalHook(Supplier<Scripted> maker, Throwable ending, int records, int failures) {
        Scripted other = new Scripted();
        start(() -> other);
        List<Future<Object>> asks = new ArrayList<>();
        List<Scripted> made = new ArrayList<>();
        ActorRef<?> ref = start(() -> {
            Scripted actor = maker.get();
            made.add(actor);
            asks.add(actor.actorRef().askAsync(code(() -> raise(ending))));
            actor.actorRef().tell(code(() -> raise(ending)));
            asks.add(actor.actorRef().askAsync("behind"));
            return actor;
        });
        Scripted actor = made.get(0);
        awaitEnd(ref);
        awaitEnd(other.actorRef());
        asks.forEach(ask -> assertThrows(Throwable.class, () -> ask.get(Duration.ZERO)));
        assertThrows(ActorDeadException.class, () -> asks.get(1).get(Duration.ZERO));
        assertFalse(ref.isAlive());
        assertEquals(1 - failures, actor.stops.get());
        assertEquals(failures, actor.failures.get());
        assertEquals(1, other.stops.get());
        assertEquals(records, log().at("ERROR").size());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void faultC11FatalErrorInOnStartEndsTheActorByOnStop(VirtualMachineError fatal) {
        assertFatalHook(() -> new Scripted().starting(() -> raise(fatal)), new IllegalStateException(), 1, 0);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void faultC11FatalErrorInOnFailureStopsAll(VirtualMachineError fatal) {
        assertFatalHook(() -> new Scripted().failing(() -> raise(fatal)), new IllegalStateException(), 2, 1);
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void faultC11FatalErrorInOnStopStopsAllAndTheStopIsAnswered(VirtualMachineError fatal) {
        Scripted other = new Scripted();
        start(() -> other);
        Scripted actor = new Scripted().stopping(() -> raise(fatal));
        ActorRef<?> ref = start(() -> actor);
        assertTrue(ref.stop());
        awaitEnd(other.actorRef());
        assertEquals(1, actor.stops.get());
        assertEquals(0, actor.failures.get());
        assertEquals(1, log().at("ERROR").size());
    }

    @Test
    void faultC18NothingThatUserCodeThrowsReachesTheThread() {
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.add(failure));
        try {
            for (Throwable failure : List.of(new IllegalStateException(), new IOException(), new InterruptedException(),
                    new AssertionError(), new StackOverflowError(), new LinkageError(), new ThreadDeath(), new Meltdown())) {
                for (int hook = 0; hook < 16; hook++) {
                    Scripted.Code starting = (hook & 1) == 0 ? () -> null : () -> raise(failure);
                    Scripted.Code stopping = (hook & 2) == 0 ? () -> null : () -> raise(failure);
                    Scripted.Code failing = (hook & 4) == 0 ? () -> null : () -> raise(failure);
                    boolean tell = (hook & 8) != 0;
                    List<Scripted> made = new ArrayList<>();
                    ActorRef<?> ref = start(() -> {
                        Scripted actor = new Scripted().starting(starting).stopping(stopping).failing(failing);
                        made.add(actor);
                        actor.actorRef().askAsync(code(() -> raise(failure)));
                        if (tell) {
                            actor.actorRef().tell(code(() -> raise(failure)));
                        }
                        return actor;
                    });
                    ref.stop();
                    assertEquals(1, made.get(0).stops.get() + made.get(0).failures.get());
                }
            }
            assertTrue(log().at("ERROR").size() > 50);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), uncaught);
    }
}
