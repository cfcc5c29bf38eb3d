package pykka.tck.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;
import pykka.testkit.log.Recorder;

@Contract
class DeadlockPolicyContract extends Deadlocked {
    /** The threads on which the members of a cycle wait. */
    private final List<Thread> waiting = new CopyOnWriteArrayList<>();

    DeadlockPolicyContract(String runtime) {
        super(runtime);
    }

    /** Lets each actor wait for the next one; returns their replies. */
    private List<Future<Object>> ring(List<ActorRef<Scripted>> refs) {
        List<Scripted.Code> codes = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            ActorRef<Scripted> next = refs.get((i + 1) % refs.size());
            codes.add(member(() -> {
                waiting.add(Thread.currentThread());
                return next.ask("reply");
            }));
        }
        return atOnce(refs, codes);
    }

    /** Interrupts one member: its wait fails, and all others are answered. */
    private void assertBreaksByAnInterrupt(List<Future<Object>> replies) {
        waiting.get(0).interrupt();
        int interrupted = 0;
        for (Future<Object> reply : replies) {
            try {
                reply.get(slack(Duration.ofSeconds(5)));
            } catch (ActorInterruptedException e) {
                interrupted++;
            }
        }
        assertEquals(1, interrupted);
    }

    /** Whether each waits for the next one, by what tools see. */
    private static boolean isRing(List<ActorRef<Scripted>> refs) {
        for (int i = 0; i < refs.size(); i++) {
            ActorInfo info = Inspection.actor(refs.get(i)).orElseThrow();
            if (!info.waitsForUrn().equals(Optional.of(refs.get((i + 1) % refs.size()).actorUrn()))) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void warnReportsACycleOnceAndItGoesOnWaiting(int size) {
        policy("warn");
        Records log = log();
        List<ActorRef<Scripted>> refs = actors(size);
        List<Future<Object>> replies = ring(refs);
        eventually("it is reported", () -> !log.at("WARN").isEmpty());
        assertTrue(isRing(refs));
        assertBreaksByAnInterrupt(replies);
        assertEquals(reports, log.messages("WARN"));
        assertEquals(1, reports.size());
        refs.forEach(ref -> assertTrue(reports.get(0).contains(ref + " handles ")));
    }

    @Test
    void offReportsNothing() {
        policy("off");
        List<ActorRef<Scripted>> refs = actors(3);
        List<Future<Object>> replies = ring(refs);
        eventually("the ring stands", () -> isRing(refs));
        assertBreaksByAnInterrupt(replies);
        assertNoDeadlock();
    }

    @Test
    void offLeavesACycleToAnInterrupt() {
        policy("off");
        List<ActorRef<Scripted>> refs = actors(2);
        AtomicReference<Thread> thread = new AtomicReference<>();
        List<Future<Object>> replies = atOnce(refs, List.of(() -> {
            thread.set(Thread.currentThread());
            return refs.get(1).ask("reply");
        }, () -> refs.get(0).ask("reply")));
        eventually("the ring stands", () -> isRing(refs));
        thread.get().interrupt();
        assertThrows(ActorInterruptedException.class, replies.get(0)::get);
        assertEquals("reply", replies.get(1).get());
        assertNoDeadlock();
    }

    @Test
    void unknownPolicyIsNamedWhereACycleIsFound() {
        policy("panic");
        List<ActorRef<Scripted>> refs = actors(2);
        List<Future<Object>> replies = ring(refs);
        List<String> failures = new ArrayList<>();
        for (Future<Object> reply : replies) {
            try {
                reply.get();
            } catch (IllegalStateException e) {
                failures.add(e.getMessage());
            }
        }
        assertFalse(failures.isEmpty());
        failures.forEach(text -> assertEquals("The property pykka.deadlock is 'panic': it must be fail, warn or off", text));
    }

    /** A back end that waits while it logs a deadlock, as one that is an actor itself, does not hide the wait that goes on. */
    @Test
    void warnKeepsTheWaitVisibleWhenTheBackEndWaits() throws Exception {
        policy("warn");
        Records log = log();
        List<ActorRef<Scripted>> refs = actors(2);
        Promise<Object> slow = Promise.create();
        AtomicBoolean logged = new AtomicBoolean();
        AutoCloseable backEnd = Recorder.listen(record -> {
            assertThrows(ActorTimeoutException.class, () -> slow.get(Duration.ofMillis(20)));
            logged.set(true);
        });
        try {
            List<Future<Object>> replies = ring(refs);
            eventually("it is reported", logged::get);
            assertEquals(1, log.at("WARN").size());
            try {
                eventually("the ring stands, for all to see", () -> isRing(refs));
            } finally {
                assertBreaksByAnInterrupt(replies);
            }
        } finally {
            backEnd.close();
        }
    }

    static Stream<Arguments> selfWaits() {
        List<SelfWait> waits = List.of(
                ref -> ref.ask("self"), ref -> ref.askAsync("self").get(), ref -> ref.askAsync("self").map(x -> x).get(),
                ref -> Futures.of(1).join(ref.askAsync("self")).get(), ref -> Futures.getAll(List.of(ref.askAsync("self"))),
                ref -> Futures.of(1).map(ref::ask).get(), ActorRef::stop, ref -> ref.whenStopped().get(),
                ref -> ref.call(actor -> "self").get());
        return Stream.of("fail", "warn", "off").flatMap(
                policy -> Stream.iterate(0, i -> i + 1).limit(waits.size()).map(i -> Arguments.of(policy, i, waits.get(i))));
    }

    @FunctionalInterface
    interface SelfWait {
        Object on(ActorRef<?> self) throws Exception;
    }

    /** Also B6. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("selfWaits")
    void waitForOneselfFailsAtOnceUnderEveryPolicy(String policy, int number, SelfWait wait) {
        policy(policy);
        ActorRef<Scripted> ref = start(Scripted::new);
        List<Duration> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ref.ask(code(() -> taken.add(time(() -> assertDeadlock(() -> wait.on(ref))))));
            assertEquals("alive", ref.ask("alive"));
        }
        assertAtOnce(taken);
    }

    @Test
    void askOfOneselfSendsNothing() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        assertDeadlock(() -> ref.ask(code(() -> ref.ask("not sent"))));
        assertDeadlock(() -> ref.ask(code(ref::stop)));
        assertEquals("alive", ref.ask("alive"));
        assertEquals(3, actor.handled.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void faultD15TimedCycleTimesOutAndToolsNameIt(int size) {
        List<ActorRef<Scripted>> refs = actors(size);
        List<Scripted.Code> codes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ActorRef<Scripted> next = refs.get((i + 1) % size);
            Duration limit = Duration.ofMillis(i == 0 ? 200 : 5_000);
            codes.add(() -> next.ask("reply", slack(limit)));
        }
        List<Future<Object>> replies = atOnce(refs, codes);
        eventually("the ring stands", () -> isRing(refs));
        Set<String> named = new HashSet<>();
        refs.forEach(ref -> named.add(Inspection.actor(ref).orElseThrow().waitsFor().orElseThrow()));
        assertEquals(size, named.size());
        assertThrows(ActorTimeoutException.class, replies.get(0)::get);
        replies.subList(1, size).forEach(reply -> assertEquals("reply", reply.get()));
        refs.forEach(ref -> assertEquals("alive", ref.ask("alive")));
        assertNoDeadlock();
    }

    @Test
    void faultD15OneTimedWaitKeepsACycleFromBeingReported() {
        List<ActorRef<Scripted>> refs = actors(3);
        List<Future<Object>> replies = atOnce(refs, List.of(member(() -> refs.get(1).ask("reply")),
                member(() -> refs.get(2).ask("reply")), member(() -> refs.get(0).ask("reply", Duration.ofMillis(100)))));
        assertThrows(ActorTimeoutException.class, replies.get(2)::get);
        assertEquals("reply", replies.get(1).get());
        assertEquals("reply", replies.get(0).get());
        assertNoDeadlock();
    }

    @Test
    void functionThatReadsItsOwnFutureFailsAtOnceAndForAllReaders() {
        AtomicReference<Future<Object>> own = new AtomicReference<>();
        own.set(Futures.of("value").map(value -> own.get().get()));
        assertDeadlock(own.get()::get);
        assertDeadlock(own.get()::get);
        Promise<Object> hooked = Promise.create();
        hooked.setGetHook(left -> hooked.get());
        assertDeadlock(hooked::get);
        AtomicReference<Future<Object>> onActor = new AtomicReference<>();
        onActor.set(Futures.of("value").map(value -> Futures.of(1).map(x -> onActor.get().get()).get()));
        ActorRef<?> ref = start(Scripted::new);
        assertDeadlock(() -> ref.ask(code(onActor.get()::get)));
        assertEquals("alive", ref.ask("alive"));
    }
}
