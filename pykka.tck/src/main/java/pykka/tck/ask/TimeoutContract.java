package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Conformance;
import pykka.tck.support.Contract;

/** Durations: none, zero, negative, huge. */
@Contract
class TimeoutContract extends Conformance {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);

    private final List<Object> notes = new CopyOnWriteArrayList<>();

    TimeoutContract(String runtime) {
        super(runtime);
    }

    @Test
    void nullIsRefusedByFutures() {
        for (Future<Object> future : List.<Future<Object>>of(Promise.create(), Futures.of(1), Futures.of(1).map(v -> v))) {
            assertThrows(NullPointerException.class, () -> future.get(null));
            assertThrows(NullPointerException.class, () -> future.getOrThrow(Exception.class, null));
            assertThrows(NullPointerException.class, () -> Futures.getAll(List.of(future), null));
        }
        assertThrows(NullPointerException.class, () -> Futures.getAll(List.<Future<Object>>of(), null));
    }

    @Test
    void nullIsRefusedByRefsAndNothingIsSent() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        assertThrows(NullPointerException.class, () -> ref.ask("x", (Duration) null));
        assertThrows(NullPointerException.class, () -> ref.stop(null));
        assertEquals("y", ref.ask("y", LONG));
        assertEquals(List.of("onStart", "y"), notes);
        ref.stop();
        assertThrows(NullPointerException.class, () -> ref.ask("x", (Duration) null));
        assertThrows(NullPointerException.class, () -> ref.stop(null));
    }

    @Test
    void nullIsRefusedByTheRegistryAndNobodyIsStopped() {
        ActorRef<Echo> ref = start(Echo::new);
        assertThrows(NullPointerException.class, () -> ActorRegistry.stopAll(null));
        assertThrows(NullPointerException.class, () -> ActorRegistry.stopAllAtExit(null));
        assertEquals("x", ref.ask("x", LONG));
    }

    /** The text is the time that was given. */
    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT-1S, -1", "PT-10S, -10", "PT-0.5S, -0.5", "PT0.1S, 0.1", "PT0.001S, 0.001", "PT0.02S, 0.02",
        "PT0.000000001S, 0.000000001", "PT-2400H, -8640000"})
    void timeoutNamesTheTimeInPlainSeconds(Duration given, String seconds) {
        Promise<Object> future = Promise.create();
        assertEquals(seconds + " seconds", assertThrows(ActorTimeoutException.class, () -> future.get(given)).getMessage());
    }

    @Test
    void hugeNegativeTimeIsNamedToo() {
        ActorTimeoutException e = assertThrows(
                ActorTimeoutException.class, () -> Promise.create().get(Duration.ofSeconds(Long.MIN_VALUE)));
        assertEquals(Long.MIN_VALUE + " seconds", e.getMessage());
    }

    static List<Duration> polls() {
        return List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(Long.MIN_VALUE),
                Duration.ofSeconds(Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("polls")
    void zeroAndNegativePoll(Duration poll) {
        Promise<Object> future = Promise.create();
        Future<Object> mapped = future.map(v -> v);
        assertTimeoutPreemptively(slack(Duration.ofSeconds(1)), () -> {
            assertThrows(ActorTimeoutException.class, () -> future.get(poll));
            assertThrows(ActorTimeoutException.class, () -> mapped.get(poll));
            assertThrows(ActorTimeoutException.class, () -> Futures.getAll(List.of(Futures.of(1), future), poll));
        });
        future.set("value");
        assertEquals("value", future.get(poll));
        assertEquals("value", mapped.get(poll));
        assertEquals(List.of(1, "value"), Futures.getAll(List.of(Futures.of(1), future), poll));
    }

    @ParameterizedTest
    @MethodSource("polls")
    void zeroAndNegativeAskAndStopSendButDoNotWait(Duration poll) {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        Busy busy = new Busy(ref);
        try {
            assertTimeoutPreemptively(slack(Duration.ofSeconds(1)), () -> {
                assertThrows(ActorTimeoutException.class, () -> ref.ask("x", poll));
                assertThrows(ActorTimeoutException.class, () -> ref.stop(poll));
                assertEquals(List.of(false), List.copyOf(ActorRegistry.stopAll(poll).values()));
            });
        } finally {
            busy.goOn();
        }
        awaitEnd(ref);
        assertEquals(List.of("onStart", "x", "onStop"), notes);
        assertFalse(ref.stop(poll));
    }

    @Test
    void hugeTimeIsForEver() throws Exception {
        Promise<Object> future = Promise.create();
        for (Duration huge : List.of(FOR_EVER, Duration.ofNanos(Long.MAX_VALUE), Duration.ofDays(400L * 365))) {
            assertEquals("value", Futures.of("value").get(huge));
        }
        List<FutureTask<Object>> readers = List.of(reading(() -> future.get(FOR_EVER)),
                reading(() -> future.map(v -> v).get(Duration.ofNanos(Long.MAX_VALUE))),
                reading(() -> Futures.getAll(List.of(future), FOR_EVER).get(0)),
                reading(() -> future.getOrThrow(Exception.class, FOR_EVER)));
        future.set("value");
        for (FutureTask<Object> reader : readers) {
            assertEquals("value", read(reader));
        }
    }

    @Test
    void hugeTimeIsForEverForAskAndStopToo() throws Exception {
        ActorRef<Echo> ref = start(Echo::new);
        Busy busy = new Busy(ref);
        FutureTask<Object> ask = reading(() -> ref.ask("x", FOR_EVER));
        FutureTask<Boolean> stop = reading(() -> ref.stop(FOR_EVER));
        FutureTask<Map<ActorRef<?>, Boolean>> stopAll = reading(() -> ActorRegistry.stopAll(FOR_EVER));
        busy.goOn();
        assertEquals("x", read(ask));
        assertTrue(read(stop));
        assertEquals(Map.of(ref, true), read(stopAll));
    }

    @Test
    void waitForOneselfForEverFailsAtOnceBeAsHugeAsItMay() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        ref.run(actor -> {
            assertThrows(ActorDeadlockException.class, () -> ref.ask("x", FOR_EVER));
            assertThrows(ActorDeadlockException.class, () -> ref.stop(FOR_EVER));
            assertThrows(ActorDeadlockException.class, () -> ref.whenStopped().get(FOR_EVER));
        }).get(LONG);
        assertEquals("y", ref.ask("y", LONG));
        assertEquals(List.of("onStart", "y"), notes); // nothing had been sent
    }

    @Test
    void waitForOneselfWithALimitTimesOut() {
        ActorRef<Echo> ref = start(Echo::new);
        ref.run(actor -> {
            assertThrows(ActorTimeoutException.class, () -> ref.ask("x", Duration.ofMillis(10)));
            assertThrows(ActorTimeoutException.class, () -> ref.whenStopped().get(Duration.ofMillis(10)));
        }).get(LONG);
        assertEquals("y", ref.ask("y", LONG));
    }

    @Test
    void futureStaysUsableAfterATimeout() {
        Promise<Object> future = Promise.create();
        Future<Object> mapped = future.map(v -> v + "!");
        assertThrows(ActorTimeoutException.class, () -> future.get(Duration.ofMillis(1)));
        assertThrows(ActorTimeoutException.class, () -> mapped.get(Duration.ofMillis(1)));
        assertFalse(future.isDone());
        future.set("value");
        assertEquals("value", future.get());
        assertEquals("value!", mapped.get());
    }

    @Test
    void stopThatTimedOutStopsAllTheSame() {
        ActorRef<Noting> ref = start(() -> new Noting(notes));
        Busy busy = new Busy(ref);
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> ref.stop(Duration.ofMillis(20)));
        assertTrue(e.getMessage().matches("0.02 seconds: waited for Noting \\(urn:uuid:.*\\), which handles .+"), e::getMessage);
        assertTrue(ref.isAlive());
        busy.goOn();
        awaitEnd(ref);
        assertEquals(List.of("onStart", "onStop"), notes);
    }

    @Test
    void timeoutThatWasSetIsTheFailureOfTheFuture() {
        ActorTimeoutException set = new ActorTimeoutException("set");
        Future<Object> future = Futures.failed(set);
        assertSame(set, assertThrows(ActorTimeoutException.class, () -> future.get(LONG)));
        assertSame(set, assertThrows(ActorTimeoutException.class, () -> future.map(v -> v).get(LONG)));
    }
}
