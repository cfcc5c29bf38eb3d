package pykka.tck.future;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;
import pykka.testkit.log.LogRecord;

@Contract
class FutureFaultContract extends ContractTest {
    FutureFaultContract(String runtime) {
        super(runtime);
    }

    private static List<Promise<Object>> promises(int count) {
        List<Promise<Object>> promises = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            promises.add(Promise.create());
        }
        return promises;
    }

    /** Half of them wait for the promise, half for what is derived from it. */
    @Test
    void faultD1AllWaitersOfAFutureWake() {
        int rounds = scaled(1_000);
        List<Promise<Object>> promises = promises(rounds);
        AtomicInteger calls = new AtomicInteger();
        List<Future<Object>> derived = new ArrayList<>();
        promises.forEach(promise -> derived.add(promise.map(value -> {
            calls.incrementAndGet();
            return value;
        })));
        AtomicInteger arrived = new AtomicInteger();
        List<Background<Integer>> waiters = new ArrayList<>();
        for (int w = 0; w < 64; w++) {
            List<? extends Future<Object>> read = w % 2 == 0 ? promises : derived;
            waiters.add(Background.run(() -> {
                int woken = 0;
                for (int i = 0; i < rounds; i++) {
                    arrived.incrementAndGet();
                    woken += read.get(i).get().equals(i) ? 1 : 0;
                }
                return woken;
            }));
        }
        for (int i = 0; i < rounds; i++) {
            while (arrived.get() < 64 * (i + 1)) {
                Thread.yield();
            }
            promises.get(i).set(i);
        }
        assertEquals(64 * rounds, waiters.stream().mapToInt(Background::result).sum());
        assertEquals(rounds, calls.get());
    }

    @Test
    void faultD2OfRacingCompletionsExactlyOneWins() {
        int futures = scaled(10_000);
        List<Promise<Object>> promises = promises(futures);
        AtomicIntegerArray winners = new AtomicIntegerArray(futures);
        AtomicIntegerArray winner = new AtomicIntegerArray(futures);
        AtomicInteger changes = new AtomicInteger();
        CyclicBarrier barrier = new CyclicBarrier(16);
        List<Background<Object>> racers = new ArrayList<>();
        for (int r = 0; r < 16; r++) {
            int racer = r;
            racers.add(Background.run(() -> {
                for (int i = 0; i < futures; i++) {
                    if (i % 10 == 0) {
                        barrier.await();
                    }
                    Promise<Object> promise = promises.get(i);
                    try {
                        promise.set(racer);
                        winners.incrementAndGet(i);
                        winner.set(i, racer);
                    } catch (IllegalStateException second) {
                        // the others
                    }
                    Object value = promise.get();
                    changes.addAndGet(value == promise.get() ? 0 : 1);
                }
                return null;
            }));
        }
        racers.forEach(Background::result);
        for (int i = 0; i < futures; i++) {
            assertEquals(1, winners.get(i));
            assertEquals(winner.get(i), promises.get(i).get());
        }
        assertEquals(0, changes.get());
    }

    @Test
    void faultD3CallerCancelsACopyOfItsReply() {
        Records log = log().withDebug();
        ActorRef<?> ref = start(Scripted::new);
        for (int i = 0; i < scaled(1_000) / 4 + 1; i++) {
            CountDownLatch free = new CountDownLatch(1);
            Future<Object> reply = ref.askAsync(code(() -> {
                free.await();
                return "late";
            }));
            reply.toCompletableFuture().cancel(true);
            free.countDown();
            assertEquals(i, ref.ask(i));
            assertEquals("late", reply.get()); // it was another future that was cancelled
        }
        assertTrue(log.all().stream().map(LogRecord::message).noneMatch(text -> text.startsWith("Reply")));
    }

    /** Every fourth link is a map, a filter, a join and a reduce that takes out what the join put in. */
    private static Future<?> chain(Future<?> first, int length) {
        Future<?> last = first;
        for (int i = 0; i < length; i += 4) {
            last = last.map(value -> value).filter(item -> true).join().reduce((a, b) -> b);
        }
        return last;
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000, 20_000, 50_000, 100_000})
    void faultD8ChainOfAnyLengthIsRead(int length) {
        for (int repeat = 0; repeat < 5; repeat++) {
            assertEquals(List.of(7), chain(Futures.of(List.of(7)), length).get());
            Promise<List<Integer>> late = Promise.create();
            Future<?> last = chain(late, length);
            Background<Object> reader = Background.run(last::get);
            assertFalse(last.isDone());
            late.set(List.of(8));
            assertEquals(List.of(8), reader.result());
            Promise<Object> failing = Promise.create();
            Future<?> failed = chain(failing, length);
            IllegalStateException failure = new IllegalStateException();
            failing.setException(failure);
            assertSame(failure, assertThrows(IllegalStateException.class, failed::get));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"thread", "actor", "CompletableFuture"})
    void faultD8ChainOfAMillionIsRead(String reader) throws Exception {
        Promise<Integer> first = Promise.create();
        Future<Integer> last = first;
        for (int i = 0; i < scaled(1_000_000); i++) {
            last = last.map(n -> n + 1);
        }
        Future<Integer> whole = last;
        ActorRef<?> ref = start(Scripted::new);
        Future<Object> onActor = ref.askAsync(code(() -> reader.equals("actor") ? whole.get() : null));
        CompletableFuture<Integer> converted = reader.equals("CompletableFuture") ? whole.toCompletableFuture() : null;
        first.set(0);
        assertEquals(scaled(1_000_000), switch (reader) {
            case "actor" -> onActor.get();
            case "CompletableFuture" -> converted.get();
            default -> whole.get();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void faultD9FunctionRunsOnceForAllReadersWhateverComesOfIt(boolean fails) {
        AtomicInteger calls = new AtomicInteger();
        Promise<Object> source = Promise.create();
        IllegalStateException failure = new IllegalStateException();
        Future<Object> derived = source.map(value -> {
            calls.incrementAndGet();
            Thread.yield();
            return fails ? raise(failure) : value;
        });
        List<Background<Object>> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(Background.run(derived::get).parked());
        }
        source.set("value");
        List<Scripted.Code> reads = new ArrayList<>();
        readers.forEach(reader -> reads.add(reader::result));
        reads.addAll(List.of(derived::get, derived::get, derived::get));
        for (Scripted.Code read : reads) {
            if (fails) {
                assertSame(failure, assertThrows(IllegalStateException.class, read::run));
            } else {
                assertEquals("value", assertDoesNotThrow(read::run));
            }
        }
        assertEquals(1, calls.get());
    }

    @Test
    void faultD12FunctionMayAskTheActorThatReplies() {
        ActorRef<?> ref = start(Scripted::new);
        for (int i = 0; i < 100; i++) {
            Future<Object> derived = ref.askAsync(i).map(reply -> ref.ask(reply));
            assertEquals(i, derived.get());
        }
    }

    @Test
    void faultD17FuturesAndReferencesCannotBeSerialised() {
        ActorRef<?> ref = start(Scripted::new);
        Future<Object> reply = ref.askAsync("?");
        reply.get();
        for (Object secret : List.of(ref, reply, Promise.create(), Futures.of(1), Futures.of(1).map(i -> i), ref.whenStopped())) {
            assertThrows(NotSerializableException.class,
                    () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret), secret.getClass().getName());
            for (Class<?> type = secret.getClass(); type.getName().startsWith("pykka"); type = type.getSuperclass()) {
                assertTrue(Arrays.stream(type.getDeclaredMethods()).noneMatch(method -> method.getName().equals("readObject")));
            }
        }
    }

    @Test
    void faultD18EndOfAnActorAnswersAllThatWait() {
        ActorRef<?> ref = start(Scripted::new);
        CountDownLatch queued = new CountDownLatch(1);
        ref.tell(code(() -> {
            queued.await();
            return raise(new IllegalStateException("the end"));
        }));
        List<Future<Object>> asks = new ArrayList<>();
        for (int i = 0; i < scaled(10_000); i++) {
            asks.add(ref.askAsync(i));
        }
        queued.countDown();
        ref.whenStopped().get();
        assertTook(Duration.ZERO, Duration.ofSeconds(1), time(() -> asks.forEach(ask -> assertThrows(ActorDeadException.class,
                () -> ask.get(slack(Duration.ofSeconds(1)))))));
        assertEquals(1, log().at("ERROR").size());
    }
}
