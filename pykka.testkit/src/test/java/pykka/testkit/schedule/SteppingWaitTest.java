package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.testkit.schedule.Scripts.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.testkit.schedule.Scripts.Idle;

/** Waits: of the test, which drives the actors, and of actors, which give way to others. */
class SteppingWaitTest extends Stepping {
    private final ActorRef<Idle> a = start(runtime, Idle::new);
    private final ActorRef<Idle> b = start(runtime, Idle::new);

    @Test
    void testThatWaitsDrivesTheActors() {
        assertEquals(1, (int) a.call(x -> 1).get());
    }

    @Test
    void testThatWaitsDrivesNoFurtherThanItsFuture() {
        List<String> notes = new ArrayList<>();
        runtime.runUntilIdle();
        Future<Boolean> first = a.call(x -> notes.add("a"));
        b.defer(x -> notes.add("b"));
        first.get();
        assertEquals(List.of("a"), notes);
    }

    @Test
    void testWaitsForFuturesOfAllKinds() {
        Promise<Integer> promise = Promise.create();
        a.defer(x -> promise.set(1));
        assertEquals(List.of(1, 3), Futures.getAll(List.of(promise, b.call(x -> 2).map(n -> n + 1))));
    }

    @Test
    void testWaitsForACompletableFutureOfAnActor() {
        assertEquals(2, a.call(x -> 1).toCompletableFuture(Runnable::run).thenApply(n -> n + 1).join());
    }

    @Test
    void testWaitsForAStageThatAnotherThreadCompletes() {
        assertEquals(2, a.call(x -> 1).toCompletableFuture().thenApplyAsync(n -> n + 1).join());
    }

    @Test
    void handlerThatWaitsGivesWay() {
        assertEquals(3, (int) a.call(x -> 1 + b.call(y -> 2).get()).get());
    }

    @Test
    void handlerThatWaitsLetsOthersRunBetween() {
        List<String> notes = new ArrayList<>();
        runtime.runUntilIdle();
        Promise<String> promise = Promise.create();
        a.defer(x -> notes.add(promise.get()));
        b.defer(y -> {
            notes.add("b");
            promise.set("a");
        });
        assertEquals(3, runtime.runUntilIdle());
        assertEquals(List.of("b", "a"), notes);
    }

    @Test
    void testGoesOnAsSoonAsAHandlerWaitsThatHasEndedTheWaitOfTheTest() {
        List<String> notes = new ArrayList<>();
        runtime.runUntilIdle();
        Promise<Integer> first = Promise.create();
        Promise<Integer> second = Promise.create();
        a.defer(x -> {
            first.set(1);
            second.get();
        });
        b.defer(y -> notes.add("b"));
        first.get();
        assertEquals(List.of(), notes);
        second.set(2);
    }

    @Test
    void stepGoesOnAfterAWait() {
        Promise<Integer> promise = Promise.create();
        List<Integer> notes = new ArrayList<>();
        a.defer(x -> notes.add(promise.get()));
        runtime.runUntilIdle();
        assertFalse(runtime.step(a));
        promise.set(7);
        assertEquals(List.of(a), runtime.ready());
        assertTrue(runtime.step(a));
        assertEquals(List.of(7), notes);
    }

    @Test
    void hundredHandlersWaitForEachOther() {
        ActorRef<Idle> last = b;
        Future<Integer> sum = last.call(x -> 0);
        for (int i = 0; i < 100; i++) {
            Future<Integer> before = sum;
            sum = start(runtime, Idle::new).call(x -> before.get() + 1);
        }
        assertEquals(100, (int) sum.get());
    }

    @Test
    void constructorAndHooksMayWait() {
        ActorRef<Idle> made = start(runtime, () -> {
            assertEquals(1, (int) b.call(x -> 1).get());
            return new Idle();
        });
        assertTrue(made.stop());
    }

    @Test
    void functionThatTheEndOfAnActorCallsMayWait() {
        List<Integer> answers = new ArrayList<>();
        a.whenStopped().toCompletableFuture(Runnable::run).thenAccept(end -> answers.add(b.call(x -> 1).get()));
        a.stop();
        runtime.runUntilIdle();
        assertEquals(List.of(1), answers);
    }

    // ---- waits without an end

    @Test
    void deadlockIsThrownAtOnceToOneOfItsActors() {
        Future<Integer> answer = a.call(x -> b.call(y -> a.call(z -> 1).get()).get());
        String text = assertThrows(ActorDeadlockException.class, answer::get).getMessage();
        assertTrue(text.contains(a.toString()) && text.contains(b.toString()), text);
    }

    @Test
    void futureThatNobodyCompletesFailsTheTest() {
        runtime.runUntilIdle();
        String text = assertThrows(ActorDeadlockException.class, () -> Promise.create().get()).getMessage();
        assertEquals("Nothing can go on: the thread " + Thread.currentThread().getName()
                + " waits for a future that no actor completes, and no other thread has done so", text);
    }

    @Test
    void futureThatNobodyCompletesFailsTheHandlerThatWaits() {
        Promise<Integer> promise = Promise.create();
        Future<Integer> answer = a.call(x -> b.call(y -> promise.get()).get());
        String text = assertThrows(ActorDeadlockException.class, answer::get).getMessage();
        assertEquals("Nothing can go on: the thread " + Thread.currentThread().getName() + " waits for " + a + ", which waits for " + b
                + ", which waits for a future that no actor completes, and no other thread has done so", text);
    }

    @Test
    void endThatNobodyAsksForFailsTheTest() {
        String text = assertThrows(ActorDeadlockException.class, () -> a.whenStopped().get()).getMessage();
        assertTrue(text.endsWith(" waits for " + a + ", which has nothing to do"), text);
    }

    @Test
    void handlerThatWaitsForTheTestKeepsWaiting() {
        Promise<Integer> promise = Promise.create();
        Future<Integer> answer = a.call(x -> promise.get());
        runtime.runUntilIdle();
        assertFalse(answer.isDone());
        promise.set(5);
        assertEquals(5, (int) answer.get());
    }

    @Test
    void closeEndsWaits() {
        Future<Object> answer = a.call(x -> Promise.create().get());
        runtime.runUntilIdle();
        runtime.close();
        assertEquals("The runtime was closed", assertThrows(IllegalStateException.class, answer::get).getMessage());
    }

    // ---- other threads

    @Test
    void anotherThreadMayCompleteAFuture() {
        runtime.runUntilIdle();
        Promise<Integer> promise = Promise.create();
        Thread other = new Thread(() -> promise.set(3), "other");
        Future<Integer> answer = a.call(x -> {
            other.start();
            return promise.get();
        });
        assertEquals(3, (int) answer.get());
    }

    @Test
    void actorOfAnotherRuntimeIsWaitedFor() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        SteppingRuntime foreign = new SteppingRuntime();
        ActorRef<Idle> other = start(foreign, Idle::new);
        Thread driver = new Thread(() -> {
            latch.countDown();
            other.call(x -> 1).get();
        });
        Future<Integer> late = other.call(x -> 4);
        Future<Integer> answer = a.call(x -> {
            driver.start();
            latch.await();
            return late.get();
        });
        assertEquals(4, (int) answer.get());
        driver.join();
        other.stop();
        foreign.close();
    }

    // ---- interrupts and limits

    @Test
    void interruptEndsTheWaitOfTheTest() {
        Thread test = Thread.currentThread();
        Promise<Integer> promise = Promise.create();
        a.defer(x -> {
            test.interrupt();
            assertThrows(ActorDeadlockException.class, promise::get);
        });
        assertThrows(ActorInterruptedException.class, () -> promise.get());
        assertTrue(Thread.interrupted());
        promise.set(1);
    }

    @Test
    void interruptOfAThreadThatIsFreeIsForgotten() {
        Thread thread = a.call(x -> Thread.currentThread()).get();
        thread.interrupt();
        while (thread.isInterrupted()) {
            assertTrue(thread.isAlive());
            Thread.onSpinWait();
        }
        assertFalse(a.call(x -> Thread.currentThread().isInterrupted()).get());
    }

    @Test
    void interruptEndsTheWaitOfAHandler() {
        Promise<Integer> promise = Promise.create();
        Future<Boolean> interrupted = a.call(x -> {
            assertThrows(ActorInterruptedException.class, promise::get);
            return Thread.currentThread().isInterrupted();
        });
        runtime.runUntilIdle();
        a.stopNow(true);
        assertTrue(interrupted.get());
    }

    @Test
    void waitWithALimitEndsAtTheLimit() {
        assertThrows(pykka.api.ActorTimeoutException.class, () -> Promise.create().get(Duration.ofMillis(20)));
    }
}
