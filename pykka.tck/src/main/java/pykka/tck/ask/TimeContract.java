package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.LeftBehind;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;

@Contract
class TimeContract extends ContractTest {
    private static final Duration LIMIT = Duration.ofMillis(50);

    private final CountDownLatch free = new CountDownLatch(1);
    private final Scripted stuckActor = new Scripted();
    /** An actor that is busy until the test is over, with a full inbox. */
    private ActorRef<?> stuck;
    private Future<Object> never;

    TimeContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void startStuck() {
        never = Promise.create();
        stuck = start(() -> stuckActor, ActorOptions.defaults().inboxCapacity(1));
        CountDownLatch busy = new CountDownLatch(1);
        stuck.tell(code(() -> {
            busy.countDown();
            free.await();
            return null;
        }));
        eventually("it is busy", () -> busy.getCount() == 0);
        stuck.tell("fills the inbox");
    }

    @AfterEach
    void free() {
        free.countDown();
    }

    /** A wait with a limit. */
    @FunctionalInterface
    interface Timed {
        Object within(Duration limit) throws Exception;
    }

    private List<Timed> waits() {
        ActorRef<?> busy = start(Scripted::new);
        busy.tell(code(() -> {
            free.await();
            return null;
        }));
        Future<Object> reply = busy.askAsync("?");
        List<Promise<Object>> many = IntStream.range(0, 100).mapToObj(i -> Promise.create()).toList();
        Promise<Object> hooked = Promise.create();
        hooked.setGetHook(left -> left == null ? "for ever" : never.get(left));
        return List.of(
                never::get, reply::get, never.map(x -> x)::get, reply.join(never, Futures.of(1))::get, hooked::get,
                limit -> Futures.getAll(many, limit), limit -> never.getOrThrow(Exception.class, limit),
                limit -> busy.ask("?", limit), limit -> stuck.ask("no place", limit), busy::stop, busy.stopAsync()::get,
                busy.whenStopped()::get);
    }

    private static void assertTimesOut(Timed wait) {
        assertTook(LIMIT, LIMIT.plusMillis(200), time(() -> assertThrows(ActorTimeoutException.class, () -> wait.within(LIMIT))));
    }

    @Test
    void ruleC9WaitEndsWithinItsLimitOnAPlainThread() {
        waits().forEach(TimeContract::assertTimesOut);
    }

    @Test
    void ruleC9WaitEndsWithinItsLimitOnAnActor() {
        ActorRef<?> waiting = start(Scripted::new);
        for (Timed wait : waits()) {
            waiting.ask(code(() -> {
                assertTimesOut(wait);
                return null;
            }));
        }
    }

    @Test
    void ruleC9StopAllEndsWithinItsLimit() {
        assertTook(Duration.ofMillis(25), LIMIT.plusMillis(200),
                time(() -> assertEquals(List.of(false), List.copyOf(ActorRegistry.stopAll(LIMIT).values()))));
        assertEquals(1, log().at("WARN").size());
    }

    @ParameterizedTest
    @MethodSource("unusual")
    void faultD4UnusualLimit(Duration limit, boolean waits) {
        assertEquals("done", Futures.of("done").get(limit));
        assertEquals("done", Futures.of("done").map(x -> x).get(limit));
        Promise<Object> undone = Promise.create();
        if (!waits) {
            assertTook(Duration.ZERO, Duration.ofMillis(200), time(
                    () -> assertThrows(ActorTimeoutException.class, () -> undone.get(limit))));
            assertThrows(ActorTimeoutException.class, () -> stuck.ask("?", limit));
            assertThrows(ActorTimeoutException.class, () -> stuck.stop(limit));
            return;
        }
        ActorRef<?> ref = start(Scripted::new);
        Background<Object> reader = Background.run(() -> undone.get(limit)).parked();
        assertFalse(undone.isDone());
        undone.set("late");
        assertEquals("late", reader.result());
        assertEquals("reply", ref.ask("reply", limit));
        assertTrue(ref.stop(limit));
    }

    static Stream<Arguments> unusual() {
        return Stream.of(
                Arguments.of(Duration.ZERO, false), Arguments.of(Duration.ofSeconds(-1), false),
                Arguments.of(Duration.ofNanos(1), false), Arguments.of(Duration.ofSeconds(Long.MIN_VALUE), false),
                Arguments.of(Duration.ofNanos(Long.MAX_VALUE), true), Arguments.of(Duration.ofSeconds(Long.MAX_VALUE), true));
    }

    @Test
    void faultD4NullLimitIsRefused() {
        assertThrows(NullPointerException.class, () -> never.get(null));
        assertThrows(NullPointerException.class, () -> stuck.ask("?", (Duration) null));
        assertThrows(NullPointerException.class, () -> stuck.stop(null));
    }

    @Test
    void faultD5LateReplyIsKeptAndNotLogged() {
        Records log = log().withDebug();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        Scripted.Code slow = code(() -> {
            free.await();
            return "late";
        });
        Future<Object> reply = ref.askAsync(slow);
        assertThrows(ActorTimeoutException.class, () -> reply.get(Duration.ofMillis(10)));
        assertThrows(ActorTimeoutException.class, () -> ref.ask(slow, Duration.ofMillis(10)));
        assertEquals(Set.of(), newThreads(threads), "no timer");
        int records = log.all().size();
        free.countDown();
        assertEquals("late", reply.get());
        assertNull(ref.ask(null));
        assertEquals(3, actor.handled.get());
        assertEquals(records, log.all().size());
    }

    /** But for the workers of a pool, which makes one where the machine is too busy to give a runnable actor its turn. */
    private static Set<String> newThreads(Set<Thread> before) {
        Set<String> names = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            String name = thread.getName();
            if (!before.contains(thread) && !name.matches("ForkJoinPool.*|Attach Listener|pykka-pooled-\\d+")
                    && !LeftBehind.lingers(name)) {
                names.add(name);
            }
        }
        return names;
    }

    @Test
    void faultD10EachReaderHasItsOwnLimit() {
        Promise<Object> source = Promise.create();
        Future<Object> derived = source.map(x -> x);
        List<Background<Object>> patient = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            patient.add(Background.run(derived::get).parked());
        }
        assertTook(Duration.ofMillis(200), Duration.ofMillis(400), time(
                () -> assertThrows(ActorTimeoutException.class, () -> derived.get(Duration.ofMillis(200)))));
        source.set("value");
        patient.forEach(reader -> assertEquals("value", reader.result()));
    }

    /** A function that another reader runs is waited for with the own limit. */
    @Test
    void faultD10ReaderOfARunningFunctionHasItsOwnLimit() {
        AtomicReference<Thread> running = new AtomicReference<>();
        Future<Object> derived = Futures.of("value").map(value -> {
            running.set(Thread.currentThread());
            free.await();
            return value;
        });
        Background<Object> slow = Background.run(derived::get);
        eventually("it runs", () -> running.get() != null);
        assertTook(LIMIT, LIMIT.plusMillis(200), time(
                () -> assertThrows(ActorTimeoutException.class, () -> derived.get(LIMIT))));
        free.countDown();
        assertEquals("value", slow.result());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 100})
    void faultD11JoinHasOneDeadline(int count) {
        List<Promise<Object>> slow = IntStream.range(0, count).mapToObj(i -> Promise.create()).toList();
        Future<?> joined = Futures.joinAll(slow);
        Background<Object> one = Background.run(() -> {
            for (Promise<Object> future : slow.subList(0, count - 1)) {
                LockSupport.parkNanos(900_000_000 / (count - 1)); // each is in time, all are not
                future.set(null);
            }
            return null;
        });
        Duration limit = Duration.ofMillis(600);
        Background<Duration> all = Background.run(
                () -> time(() -> assertThrows(ActorTimeoutException.class, () -> Futures.getAll(slow, limit))));
        assertTook(limit, limit, time(() -> assertThrows(ActorTimeoutException.class, () -> joined.get(limit))));
        assertTook(limit, limit, all.result());
        one.result();
    }

    @Test
    void faultD14TimedWaitsThatEndEarlyLeaveNothing() {
        ActorRef<?> ref = start(Scripted::new);
        ref.ask("warm");
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        Duration hour = Duration.ofHours(1);
        for (int i = 0; i < scaled(900_000); i++) {
            assertEquals(i, Futures.of(i).get(hour));
        }
        for (int i = 0; i < scaled(100_000); i++) {
            assertEquals(i, ref.ask(i, hour));
        }
        assertEquals(Set.of(), newThreads(threads));
    }
}
