package pykka.tck.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Scripted;

/** Waits for CompletableFutures of this library, by join and get: found as those for its own futures are. */
@Contract
class CompletionWaitContract extends Deadlocked {
    private static final Duration LONG = slack(Duration.ofSeconds(10));

    CompletionWaitContract(String runtime) {
        super(runtime);
    }

    public static class Peer extends Scripted {
        private CompletableFuture<Object> cached;

        public Object answer() {
            handled.incrementAndGet();
            return "reply";
        }

        public CompletionStage<Object> stage() {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture("reply");
        }

        /** Goes on to another actor. */
        public CompletionStage<Object> stageOf(ActorRef<Peer> other) {
            return other.askAsync("reply").toCompletableFuture();
        }

        public Future<Object> futureOf(ActorRef<Peer> other) {
            return other.askAsync("reply");
        }

        /** Of an actor that waits for this, until the limit. */
        public CompletionStage<Object> limited(ActorRef<Peer> other) {
            return other.askAsync("reply").toCompletableFuture().completeOnTimeout("late", 50, TimeUnit.MILLISECONDS);
        }

        /** One stage for all who want it. */
        public CompletionStage<Object> cached(ActorRef<Peer> other) {
            cached = cached == null ? other.askAsync("load").toCompletableFuture() : cached;
            return cached;
        }
    }

    /** What an actor of the user looks like from outside. */
    public interface Service {
        CompletableFuture<Object> answer();

        CompletionStage<Object> stage();

        CompletableFuture<Object> stageOf(ActorRef<Peer> other);

        CompletableFuture<Object> futureOf(ActorRef<Peer> other);

        CompletableFuture<Object> limited(ActorRef<Peer> other);

        CompletableFuture<Object> cached(ActorRef<Peer> other);
    }

    /** A wait without a limit for an actor. */
    record Wait(String name, By by) {
        interface By {
            Object wait(ActorRef<Peer> ref) throws Exception;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wait> waits() {
        return Stream.of(new Wait("join", ref -> ref.askAsync("reply").toCompletableFuture().join()),
                new Wait("get", ref -> ref.askAsync("reply").toCompletableFuture().get()),
                new Wait("get for ever", ref -> ref.askAsync("reply").toCompletableFuture().get(Long.MAX_VALUE, TimeUnit.DAYS)),
                new Wait("call", ref -> ref.call(Peer::answer).toCompletableFuture().join()),
                new Wait("dependent", ref -> ref.askAsync("reply").toCompletableFuture().thenApply(x -> x).join()),
                new Wait("dependent of a dependent",
                        ref -> ref.askAsync("reply").toCompletableFuture().thenApplyAsync(x -> x).handle((x, e) -> x).get()),
                new Wait("copy", ref -> ref.askAsync("reply").toCompletableFuture().copy().join()),
                new Wait("map", ref -> ref.askAsync("reply").map(x -> x).toCompletableFuture().join()),
                new Wait("executor", ref -> ref.askAsync("reply").toCompletableFuture(Runnable::run).join()),
                new Wait("joined", ref -> Futures.of(1).join(ref.askAsync("reply")).toCompletableFuture().join()),
                new Wait("proxy", ref -> ref.proxy(Service.class).answer().join()),
                new Wait("proxy's stage", ref -> ref.proxy(Service.class).stage().toCompletableFuture().get()),
                new Wait("end", ref -> {
                    ref.stopAsync();
                    return ref.whenStopped().toCompletableFuture().join();
                }),
                new Wait("dependent of the end", ref -> {
                    ref.stopAsync();
                    return ref.whenStopped().toCompletableFuture().thenApply(x -> "reply").join();
                }));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void anActorThatWouldWaitForItselfIsToldSoAndAsksInVain(Wait wait) {
        ActorRef<Peer> ref = start(Peer::new);
        assertDeadlock(() -> ref.ask(member(() -> wait.by.wait(ref))));
        if (!wait.name.contains("end") || wait.name.startsWith("depend") && !wait.name.endsWith("the end")) {
            assertEquals("alive", ref.ask("alive"));
            assertEquals(2, ref.call(peer -> peer.handled.get()).get(), "what was refused is not handled");
        }
    }

    @ParameterizedTest
    @MethodSource("waits")
    void cyclesOfTwoAreFound(Wait wait) {
        for (int round = 0; round < scaled(50); round++) {
            List<ActorRef<Peer>> pair = List.of(start(Peer::new), start(Peer::new));
            assertEquals(1, deadlocks(atOnce(pair, List.of(
                    member(() -> wait.by.wait(pair.get(1))), member(() -> wait.by.wait(pair.get(0)))))));
            assertOneDeadlock();
            pair.forEach(ActorRef::stop);
        }
    }

    /** A waits for what B gives, which waits for nothing but is to be answered by A. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitForWhatTheStageOfAnActorWaitsForIsFound(boolean future) throws Exception {
        ActorRef<Peer> a = start(Peer::new);
        Service b = start(Peer::new).proxy(Service.class);
        assertDeadlock(() -> a.ask(member(() -> {
            CompletableFuture<Object> given = future ? b.futureOf(a) : b.stageOf(a);
            b.answer().get(); // it has been handed out
            return given.join();
        })));
    }

    /** The first answer comes, and only then the wait is one for an actor that waits. */
    @Test
    void cycleThatClosesWhenTheFirstOfSeveralAnswersComesIsFound() {
        ActorRef<Peer> a = start(Peer::new);
        ActorRef<Peer> b = start(Peer::new);
        ActorRef<Peer> slow = start(Peer::new);
        CountDownLatch free = new CountDownLatch(1);
        Future<Object> reply = a.askAsync(member(() -> slow.askAsync(code(() -> free.await(60, TimeUnit.SECONDS)))
                .join(b.askAsync(member(() -> a.ask("reply")))).toCompletableFuture().join()));
        eventually("b waits", () -> waits(b));
        free.countDown();
        assertDeadlock(() -> reply.get(slack(Duration.ofSeconds(5))));
        assertOneDeadlock();
    }

    private static boolean waits(ActorRef<?> ref) {
        return Inspection.actors().stream()
                .anyMatch(info -> info.urn().equals(ref.actorUrn()) && info.state() == ActorInfo.State.WAITING);
    }

    @Test
    void waitsWithALimitEndByIt() {
        ActorRef<Peer> ref = start(Peer::new);
        ref.ask(code(() -> assertThrows(TimeoutException.class,
                () -> ref.askAsync("x").toCompletableFuture().get(50, TimeUnit.MILLISECONDS))));
        ref.ask(code(() -> assertThrows(TimeoutException.class,
                () -> ref.askAsync("x").toCompletableFuture().get(0, TimeUnit.DAYS))));
        ref.ask(code(() -> {
            CompletableFuture<Object> first = ref.askAsync("x").toCompletableFuture();
            CompletableFuture<Object> before = first.thenApply(x -> x);
            first.orTimeout(50, TimeUnit.MILLISECONDS);
            return assertThrows(CompletionException.class, before::join);
        }));
        ref.ask(code(() -> assertThrows(CompletionException.class,
                () -> ref.askAsync("x").toCompletableFuture().orTimeout(50, TimeUnit.MILLISECONDS).thenApply(x -> x).join())));
        assertEquals("late", ref.ask(code(
                () -> ref.askAsync("x").toCompletableFuture().completeOnTimeout("late", 50, TimeUnit.MILLISECONDS).join())));
        assertNoDeadlock();
    }

    /** What an actor waits for by itself, and would for ever, if there were not something else that ends the wait. */
    static Stream<Wait> waitsThatEnd() {
        return Stream.of(
                new Wait("the other of either", ref -> ask(ref).applyToEither(late(), x -> x).join()),
                new Wait("the other of either, accepted", ref -> ask(ref).acceptEither(late(), x -> {}).thenApply(x -> "late").join()),
                new Wait("the other of either, and run",
                        ref -> ask(ref).runAfterEitherAsync(late(), () -> {}).thenApply(x -> "late").join()),
                new Wait("a limit of a dependent", ref -> {
                    CompletableFuture<Object> first = ask(ref).thenApply(x -> x);
                    CompletableFuture<Object> second = first.exceptionally(e -> "late");
                    first.orTimeout(50, TimeUnit.MILLISECONDS);
                    return second.join();
                }),
                
                new Wait("a dependent of one that is done", ref -> {
                    CompletableFuture<Object> done = ask(ref).thenApply(x -> x);
                    done.complete("late");
                    return done.thenCombine(late(), (x, y) -> x).join();
                }));
    }

    private static CompletableFuture<Object> ask(ActorRef<Peer> ref) {
        return ref.askAsync("reply").toCompletableFuture();
    }

    private static CompletableFuture<Object> late() {
        return new CompletableFuture<>().completeOnTimeout("late", 50, TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @MethodSource("waitsThatEnd")
    void waitsThatSomethingElseEndsAreNoDeadlock(Wait wait) {
        ActorRef<Peer> ref = start(Peer::new);
        assertEquals("late", ref.ask(member(() -> wait.by.wait(ref)), LONG));
        assertNoDeadlock();
    }

    /** All dependents of an end have one CompletableFuture before them. */
    @Test
    void dependentOfAnEndThatIsCancelledHidesNoDeadlockOfOthers() {
        ActorRef<Peer> ref = start(Peer::new);
        assertTrue(ref.whenStopped().toCompletableFuture().thenApply(x -> x).cancel(false));
        assertDeadlock(() -> ref.ask(member(() -> ref.whenStopped().toCompletableFuture().thenApply(x -> x).get()), LONG));
    }

    @Test
    void waitForAStageThatTheOtherActorHasLimitedIsNoDeadlock() {
        ActorRef<Peer> ref = start(Peer::new);
        Service other = start(Peer::new).proxy(Service.class);
        assertEquals("late", ref.ask(member(() -> other.limited(ref).join()), LONG));
        assertNoDeadlock();
    }

    /** Its stage is one that others wait for, too. */
    @Test
    void refusedWaitForTheStageOfSomebodyElseDoesNotTakeItFromOthers() {
        ActorRef<Peer> loader = start(Peer::new);
        ActorRef<Peer> cache = start(Peer::new);
        CountDownLatch asked = new CountDownLatch(1);
        Future<Object> refused = loader.askAsync(member(() -> {
            asked.await(60, TimeUnit.SECONDS);
            return cache.proxy(Service.class).cached(loader).join();
        }));
        CompletableFuture<Object> others = cache.proxy(Service.class).cached(loader).thenApply(x -> x);
        cache.run(peer -> {}).get(LONG);
        asked.countDown();
        assertDeadlock(() -> refused.get(LONG));
        assertEquals("load", others.orTimeout(LONG.toSeconds(), TimeUnit.SECONDS).join());
    }

    @Test
    void whoCompletesOneEndsTheWaitsForItAndForItsDependents() throws Exception {
        ActorRef<Peer> ref = start(Peer::new);
        Promise<Object> never = Promise.create();
        for (boolean dependent : new boolean[] {true, false}) {
            for (boolean cancel : new boolean[] {true, false}) {
                CompletableFuture<Object> first = never.toCompletableFuture();
                CompletableFuture<Object> waited = dependent ? first.thenApply(x -> x) : first;
                Future<Object> reply = ref.askAsync(code(waited::join));
                eventually("it waits", () -> waits(ref));
                assertTrue(cancel ? first.cancel(false) : first.complete("mine"));
                if (cancel) {
                    RuntimeException e = assertThrows(RuntimeException.class, () -> reply.get(slack(Duration.ofSeconds(5))));
                    assertEquals(dependent ? CompletionException.class : CancellationException.class, e.getClass());
                } else {
                    assertEquals("mine", reply.get(slack(Duration.ofSeconds(5))));
                }
            }
        }
    }

    /** As the JDK's. */
    @Test
    void anInterruptEndsGetAndNotJoin() throws Exception {
        Promise<Object> future = Promise.create();
        AtomicInteger caught = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        List<Object> read = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            try {
                future.toCompletableFuture().get();
            } catch (Exception e) {
                caught.addAndGet(e instanceof InterruptedException ? 1 : 100);
            }
            over.countDown();
            read.add(future.toCompletableFuture().join());
            read.add(Thread.interrupted());
        });
        waiting.start();
        eventually("get waits", () -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        over.await(60, TimeUnit.SECONDS);
        eventually("join waits", () -> waiting.getState() == Thread.State.WAITING);
        waiting.interrupt();
        eventually("join waits", () -> waiting.getState() == Thread.State.WAITING);
        future.set("value");
        waiting.join(60_000);
        assertEquals(1, caught.get());
        assertEquals(List.of("value", true), read);
    }

    /** More of them than a pool has threads. */
    @Test
    void handlersThatJoinLeaveTheThreadsOfAPoolToOthers() {
        Promise<Object> gate = Promise.create();
        ActorRef<Peer> last = start(Peer::new);
        List<Future<Object>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            replies.add(start(Peer::new).askAsync(code(() -> gate.toCompletableFuture().thenApply(x -> x).join())));
        }
        last.askAsync(code(() -> {
            gate.set("open");
            return null;
        }));
        replies.forEach(reply -> assertEquals("open", reply.get(slack(Duration.ofSeconds(5)))));
    }
}
