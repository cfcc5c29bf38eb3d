package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorOptions;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.spi.ActorTask.Turn;

/** Turns in which something happens at the worst moment: in what they call, the test has its hands. */
class MessageLoopTest {
    private final List<Object> events = new ArrayList<>();
    private final ActorCell cell = Registry.ours(Actor.start(Running::new,
            ActorOptions.defaults().runtime(new Cells.Manual()).inboxCapacity(3))).cell();

    /** Notes messages, and the failure itself. */
    private final class Running extends Cells.Talking {
        Running() {
            super(events);
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            if (!(message instanceof Runnable)) {
                events.add(message);
            }
            return super.onReceive(message);
        }

        @Override
        protected void onFailure(Throwable failure) {
            events.add(failure);
        }
    }

    /** A thread that does something when it is asked whether it is interrupted, and before it is interrupted, once each. */
    private static final class Watched extends Thread {
        private volatile Runnable whenAsked = () -> {};
        private volatile Runnable whenInterrupted = () -> {};

        Watched(Runnable body) {
            super(body);
        }

        @Override
        public boolean isInterrupted() {
            Runnable now = whenAsked;
            whenAsked = () -> {};
            now.run();
            return super.isInterrupted();
        }

        @Override
        public void interrupt() {
            Runnable now = whenInterrupted;
            whenInterrupted = () -> {};
            now.run();
            super.interrupt();
        }
    }

    private static void await(CountDownLatch latch) {
        await(() -> latch.getCount() == 0);
    }

    private static void join(Thread thread) {
        await(() -> !thread.isAlive());
    }

    /** Neither ends by an interrupt nor takes it: these tests are about them. */
    private static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - begin < 60_000_000_000L);
            Thread.yield();
        }
    }

    /** Its thread, when its handler waits: until it is interrupted, then until it may go on. */
    private Thread stuck(CountDownLatch goOn, Runnable last) {
        CountDownLatch handling = new CountDownLatch(1);
        cell.tell((Runnable) () -> {
            handling.countDown();
            assertThrows(InterruptedException.class, () -> new CountDownLatch(1).await());
            await(goOn);
            last.run();
        }, false);
        Thread thread = new Thread(() -> events.add(cell.run(10, Long.MAX_VALUE)));
        thread.start();
        await(handling);
        return thread;
    }

    @AfterEach
    void end() {
        cell.stop();
        cell.run(Integer.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void aMessageThatComesWhenTheActorIsAboutToGoIdleIsHandled() {
        cell.tell("first", false);
        Predicate<BooleanSupplier> late = more -> {
            if (events.size() == 1) {
                cell.tell("second", false);
            }
            return false; // as if it had not seen that
        };
        assertEquals(Turn.IDLE, cell.run(10, Long.MAX_VALUE, late));
        assertEquals(List.of("first", "second"), events);
    }

    @Test
    void aTurnGoesOnWhileThereIsTime() {
        List<String> messages = List.of("first", "second", "third");
        messages.forEach(message -> cell.tell(message, false));
        assertEquals(Turn.IDLE, cell.run(10, Duration.ofSeconds(60).toNanos()));
        assertEquals(messages, events);
    }

    @Test
    void anActorNamesNoThreadOutsideOfItsTurns() {
        cell.tell("first", false);
        cell.tell("second", false);
        assertEquals(Turn.MORE, cell.run(1, Long.MAX_VALUE));
        assertNull(cell.carrier);
        assertEquals(Turn.IDLE, cell.run(10, Long.MAX_VALUE));
        assertNull(cell.carrier);
        cell.stop();
        assertEquals(Turn.ENDED, cell.run(10, Long.MAX_VALUE));
        assertNull(cell.carrier);
    }

    /** As an OutOfMemoryError in its own code would be. */
    @Test
    void anErrorOfTheTurnItselfEndsTheActorAndAnswersAll() {
        IllegalStateException failure = new IllegalStateException("in the turn");
        LocalPromise<Object> handled = cell.ask("handled", null, false);
        List<LocalPromise<Object>> waiting = new ArrayList<>();
        Predicate<BooleanSupplier> failing = more -> {
            waiting.add(cell.ask("waiting", null, false));
            throw failure;
        };
        assertEquals(Turn.ENDED, cell.run(10, Long.MAX_VALUE, failing));
        assertEquals("handled", handled.value());
        assertNotNull(waiting.get(0).failure());
        assertEquals(List.of("handled", failure), events);
    }

    /** Else the interrupt would hit whatever the thread does next. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTurnOfAnActorThatIsCutOffIsNotOverBeforeItsThreadWasInterrupted(int maxMessages) throws InterruptedException {
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch cutting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        cell.tell((Runnable) () -> {
            handling.countDown();
            await(cutting);
        }, false);
        Watched thread = new Watched(() -> {
            events.add(cell.run(maxMessages, Long.MAX_VALUE));
            over.countDown();
            events.add(Thread.interrupted());
        });
        thread.whenInterrupted = () -> {
            cutting.countDown();
            await(goOn);
        };
        thread.start();
        await(handling);
        Thread other = new Thread(() -> Preemption.cutOff(cell));
        other.start();
        await(cutting);
        assertFalse(over.await(20, TimeUnit.MILLISECONDS), "the thread has not been interrupted yet");
        goOn.countDown();
        join(other);
        join(thread);
        assertEquals(maxMessages == 1 ? List.of(Turn.MORE, false) : List.of("onStop", Turn.ENDED, false), events);
    }

    @Test
    void whoWaitsForAStuckActorThatIsCutOffIsAnsweredAtOnce() {
        CountDownLatch goOn = new CountDownLatch(1);
        Thread thread = stuck(goOn, () -> {});
        Future<?> end = cell.whenStopped();
        LocalPromise<Object> asked = cell.ask("asked", null, false);
        cell.tell("second", true);
        cell.tell("third", true);
        Thread sender = new Thread(() -> events.add(
                assertThrows(ActorDeadException.class, () -> cell.tell("waits", false)).getMessage()));
        sender.start();
        Awaitility.await().until(() -> sender.getState() == Thread.State.WAITING);
        Preemption.cutOff(cell);
        assertInstanceOf(ActorDeadException.class, asked.failure());
        join(sender);
        assertThrows(ActorDeadException.class, () -> cell.tell("late", false));
        assertFalse(end.isDone());
        goOn.countDown();
        join(thread);
        assertTrue(end.isDone());
        assertEquals(List.of(cell.ref() + " not found", "onStop", Turn.ENDED), events);
    }

    @Test
    void aStuckActorIsInterruptedOnceAlthoughTwoCutItOff() {
        CountDownLatch goOn = new CountDownLatch(1);
        Thread thread = stuck(goOn, () -> events.add(Thread.currentThread().isInterrupted()));
        Preemption.cutOff(cell);
        Awaitility.await().until(() -> !thread.isInterrupted());
        Preemption.cutOff(cell);
        goOn.countDown();
        join(thread);
        assertEquals(List.of(false, "onStop", Turn.ENDED), events);
    }

    @Test
    void anActorThatIsCutOffJustBeforeItHandlesAMessageIsInterruptedInIt() {
        cell.tell((Runnable) () -> events.add(Thread.currentThread().isInterrupted()), false);
        Watched thread = new Watched(() -> events.add(cell.run(10, Long.MAX_VALUE)));
        thread.whenAsked = () -> {
            Thread other = new Thread(() -> Preemption.cutOff(cell));
            other.start();
            join(other);
        };
        thread.start();
        join(thread);
        assertEquals(List.of(true, "onStop", Turn.ENDED), events);
    }
}
