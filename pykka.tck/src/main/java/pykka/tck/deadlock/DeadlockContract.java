package pykka.tck.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Scripted;
import pykka.testkit.log.LogRecord;

@Contract
class DeadlockContract extends Deadlocked {
    DeadlockContract(String runtime) {
        super(runtime);
    }

    private Object hop(List<ActorRef<Scripted>> ring, int at, int left) {
        return left == 0 ? "round" : ring.get(at % ring.size()).ask(member(() -> hop(ring, at + 1, left - 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 100})
    void ringThatClosesStepByStepIsFoundAndNamed(int size) {
        List<ActorRef<Scripted>> ring = actors(size);
        assertEquals(1, deadlocks(List.of(ring.get(0).askAsync(member(() -> hop(ring, 1, size))))));
        String report = reports.get(0);
        assertEquals(Math.min(size, 10), ring.stream().filter(ref -> report.contains("\n" + ref + " handles ")).count(), report);
        String first = report.lines().findFirst().orElseThrow();
        assertEquals(Math.min(size, 4), ring.stream().filter(ref -> first.contains(ref + " in DeadlockContract.")).count(), report);
        assertTrue(first.startsWith("Deadlock: ") && first.length() < 600, report);
        assertTrue(report.contains("\nThe way out: ") && report.contains("\n\tat ") && !report.contains("pykka.api."), report);
        assertOneDeadlock();
        ring.forEach(ref -> assertEquals("alive", ref.ask("alive")));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 200})
    void theReportIsLoggedOnceAndTheOthersThatFailByItNameIt(int size) {
        List<ActorRef<Scripted>> ring = actors(size);
        assertDeadlock(() -> ring.get(0).ask(member(() -> hop(ring, 1, size))));
        List<LogRecord> records = log().at("INFO");
        assertEquals(1, records.stream().filter(record -> record.throwable() instanceof ActorDeadlockException).count());
        String first = reports.get(0).lines().findFirst().orElseThrow();
        assertEquals(records.size() - 1, records.stream().filter(record -> record.message().endsWith(" to caller: " + first)).count());
        assertOneDeadlock();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 100})
    void ofARingThatClosesAtOnceExactlyOneThrows(int size) {
        List<ActorRef<Scripted>> ring = actors(size);
        List<Scripted.Code> codes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ActorRef<Scripted> next = ring.get((i + 1) % size);
            codes.add(member(() -> next.ask("reply")));
        }
        for (int round = 0; round < scaled(2_000 / size); round++) {
            assertEquals(1, deadlocks(atOnce(ring, codes)));
            assertOneDeadlock();
        }
        ring.forEach(ref -> assertEquals("alive", ref.ask("alive")));
    }

    /** The waits of the two members of a cycle; both are given the other one. */
    record Waits(String name, Wait first, Wait second) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Wait {
        Object on(ActorRef<Scripted> other);
    }

    static Stream<Waits> pairs() {
        Wait ask = other -> other.ask("reply");
        Wait reply = other -> other.askAsync("reply").get();
        Wait call = other -> other.call(actor -> "reply").get();
        Wait join = other -> Futures.of(1).join(other.askAsync("reply"), Futures.of(2)).get();
        Wait all = other -> Futures.getAll(List.of(other.askAsync("reply"), Futures.of(2)));
        Wait map = other -> other.askAsync("reply").map(x -> x).get();
        Wait function = other -> Futures.of("reply").map(other::ask).get();
        Wait hook = other -> {
            Promise<Object> hooked = Promise.create();
            hooked.setGetHook(left -> other.ask("reply"));
            return hooked.get();
        };
        Wait stop = ActorRef::stop;
        Wait stopAsync = other -> other.stopAsync().get();
        Wait end = other -> {
            other.stopAsync();
            return other.whenStopped().get();
        };
        return Stream.of(new Waits("asks", ask, ask), new Waits("reply and call", reply, call),
                new Waits("join and getAll", join, all), new Waits("map and join", map, join),
                new Waits("function and ask", function, ask), new Waits("functions", function, function),
                new Waits("hook and join", hook, join), new Waits("stop and ask", stop, ask),
                new Waits("stopAsync and function", stopAsync, function), new Waits("whenStopped and join", end, join),
                new Waits("whenStopped and ask", end, ask));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void cycleOfTwoIsFoundWhateverTheyWaitFor(Waits waits) {
        for (int round = 0; round < scaled(100); round++) {
            List<ActorRef<Scripted>> pair = actors(2);
            assertEquals(1, deadlocks(atOnce(pair, List.of(
                    member(() -> waits.first.on(pair.get(1))), member(() -> waits.second.on(pair.get(0)))))));
            assertOneDeadlock();
            pair.forEach(ActorRef::stop);
        }
    }

    @Test
    void cycleOfStopsIsFound() {
        List<ActorRef<Scripted>> pair = actors(2);
        assertEquals(1, deadlocks(atOnce(pair, List.of(member(pair.get(1)::stop), member(pair.get(0)::stop)))));
        assertOneDeadlock();
        eventually("both end", () -> pair.stream().noneMatch(ActorRef::isAlive));
    }

    @Test
    void cycleThroughFullInboxesIsFound() {
        for (int round = 0; round < scaled(100); round++) {
            List<ActorRef<Scripted>> pair = List.of(start(Scripted::new, ActorOptions.defaults().inboxCapacity(1)),
                    start(Scripted::new, ActorOptions.defaults().inboxCapacity(1)));
            List<Scripted.Code> codes = new ArrayList<>();
            for (ActorRef<Scripted> other : List.of(pair.get(1), pair.get(0))) {
                codes.add(member(() -> {
                    other.tell("has a place");
                    other.tell("waits for one");
                    return null;
                }));
            }
            assertEquals(1, deadlocks(atOnce(pair, codes)));
            assertOneDeadlock();
            pair.forEach(ActorRef::stop);
        }
    }

    @Test
    void cycleThroughAnAskAndAFullInboxIsFound() {
        ActorRef<Scripted> bounded = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1));
        ActorRef<Scripted> other = start(Scripted::new);
        assertEquals(1, deadlocks(atOnce(List.of(bounded, other), List.of(member(() -> other.ask("reply")), member(() -> {
            bounded.tell("has a place");
            return bounded.askAsync("waits for one").get();
        })))));
        assertOneDeadlock();
        assertEquals("alive", bounded.ask("alive"));
    }

    @Test
    void tailsThatLeadIntoACycleAreFreedWithIt() {
        List<ActorRef<Scripted>> refs = actors(5);
        for (int round = 0; round < scaled(200); round++) {
            List<Scripted.Code> codes = new ArrayList<>();
            for (int next : new int[] {1, 0, 0, 2, 1}) {
                codes.add(member(() -> refs.get(next).ask("reply")));
            }
            assertEquals(1, deadlocks(atOnce(refs, codes)));
            assertOneDeadlock();
        }
    }

    /** A plain thread reads a future whose function asks an actor, which reads that future. */
    @Test
    void cycleOfAnActorAndAThreadThatRunsAFunctionIsFound() {
        ActorRef<Scripted> ref = start(Scripted::new);
        for (int round = 0; round < scaled(200); round++) {
            Promise<Object> gate = Promise.create();
            AtomicInteger running = new AtomicInteger();
            Future<Object> derived = Futures.of("value").map(value -> member(() -> {
                running.incrementAndGet();
                gate.get();
                return ref.ask(value);
            }).run());
            Background<Integer> reader = Background.run(() -> deadlocks(List.of(Futures.of(1).map(x -> derived.get()))));
            eventually("the function runs", () -> running.get() == 1);
            Future<Object> actor = ref.askAsync(member(derived::get));
            gate.set(null);
            assertTrue(reader.result() + deadlocks(List.of(actor)) >= 1);
            assertOneDeadlock();
        }
    }

    @Test
    void cycleOfTwoThreadsThatRunFunctionsIsFound() {
        for (int round = 0; round < scaled(200); round++) {
            Promise<Object> gate = Promise.create();
            AtomicInteger running = new AtomicInteger();
            List<Future<Object>> futures = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                int other = 1 - i;
                futures.add(Futures.of("value").map(value -> member(() -> {
                    running.incrementAndGet();
                    gate.get();
                    return futures.get(other).get();
                }).run()));
            }
            List<Background<Object>> readers = futures.stream().map(future -> Background.run(future::get)).toList();
            eventually("the functions run", () -> running.get() == 2);
            gate.set(null);
            readers.forEach(reader -> assertDeadlock(reader::result));
            assertOneDeadlock();
        }
    }

    /** B answers A and asks it at once, while A perhaps still is about to wake. */
    @Test
    void noFalseReportInLegalRoundsOfReplyThenAsk() {
        int rounds = scaled(100_000);
        ActorRef<Scripted> a = start(Scripted::new);
        ActorRef<Scripted> b = start(Scripted::new);
        Promise<Integer> last = Promise.create();
        nextRound(a, b, rounds, last);
        eventually("the rounds end", Duration.ofSeconds(50), () -> last.isDone() || !reports.isEmpty());
        assertNoDeadlock();
        assertTrue(a.isAlive() && b.isAlive());
    }

    private static void nextRound(ActorRef<Scripted> a, ActorRef<Scripted> b, int left, Promise<Integer> last) {
        if (left == 0) {
            last.set(0);
            return;
        }
        a.tell(code(() -> b.ask(code(() -> {
            b.tell(code(() -> {
                a.ask("reply");
                nextRound(a, b, left - 1, last);
                return null;
            }));
            return "reply";
        }))));
    }

    /** Askers of all kinds, each asking only what comes after it. */
    @Test
    void noFalseReportInLegalRoundsOfManyActors() {
        int rounds = scaled(100_000) / 4;
        List<ActorRef<Scripted>> refs = actors(8);
        List<Background<Object>> drivers = new ArrayList<>();
        for (int d = 0; d < 4; d++) {
            drivers.add(Background.run(() -> {
                for (int i = 0; i < rounds; i++) {
                    ThreadLocalRandom random = ThreadLocalRandom.current();
                    ActorRef<Scripted> first = refs.get(random.nextInt(3));
                    ActorRef<Scripted> second = refs.get(3 + random.nextInt(3));
                    ActorRef<Scripted> third = refs.get(6 + random.nextInt(2));
                    assertEquals("reply", switch (i % 3) {
                        case 0 -> first.ask(code(() -> second.ask(code(() -> third.ask("reply")))));
                        case 1 -> first.ask(code(() -> second.askAsync("reply").map(third::ask).get()));
                        default -> first.askAsync(code(() -> Futures.of(1).join(third.askAsync("reply")).get().get(1)))
                                .map(second::ask).get();
                    });
                }
                return null;
            }));
        }
        long begin = System.nanoTime();
        for (Background<Object> driver : drivers) {
            eventually("the rounds end", Duration.ofSeconds(50).minusNanos(System.nanoTime() - begin),
                    () -> driver.thread().getState() == Thread.State.TERMINATED);
            driver.result();
        }
        assertNoDeadlock();
    }
}
