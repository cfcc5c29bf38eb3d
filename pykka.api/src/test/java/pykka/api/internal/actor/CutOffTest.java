package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.OpenPromise;
import pykka.api.spi.ActorTask;

/** Actors that are cut off while they are stuck: in the tests with one thread, after what the test has polled in their place. */
class CutOffTest extends Cells {
    private static final VarHandle TAIL = tail();

    private static VarHandle tail() {
        try {
            return MethodHandles.privateLookupIn(Mailbox.class, MethodHandles.lookup())
                    .findVarHandle(Mailbox.class, "tail", Envelope.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** The thread of an actor that is stuck in a handler, which no interrupt ends. */
    private final class Stuck extends Thread {
        final CountDownLatch stuck = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        private final ActorCell cell = CutOffTest.this.start(new Manual());
        private final Runnable interrupted;

        /** Runs something instead of being interrupted. */
        Stuck(Runnable interrupted) throws InterruptedException {
            this.interrupted = interrupted;
            setDaemon(true);
            cell.tell((Runnable) () -> {
                stuck.countDown();
                await(goOn);
            }, false);
            start();
            stuck.await();
        }

        @Override
        public void run() {
            ActorCellTest.run(cell);
        }

        @Override
        public void interrupt() {
            interrupted.run();
        }

        void assertEndsWhenItGoesOn() throws InterruptedException {
            goOn.countDown();
            join(TimeUnit.SECONDS.toMillis(10));
            assertFalse(isAlive(), "its thread does not go on");
            assertEquals(ActorCell.ENDED, cell.phase());
            assertEquals(List.of("onStop"), events);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Though it is interrupted: a consumer that goes on answers the asks itself, while the test counts them. */
    private static void stay(CountDownLatch until) {
        while (until.getCount() > 0) {
            try {
                until.await();
            } catch (InterruptedException e) {
                // by the one who cuts the actor off
            }
        }
    }

    private static LocalPromise<Object> envelope(ActorCell cell, Object message) {
        LocalPromise<Object> ask = OpenPromise.create();
        ask.message = message;
        ask.completedBy(cell);
        return ask;
    }

    /** The sender was preempted after the swap, before the close. */
    @Test
    void anAskThatIsLinkedAfterTheFirstLookIsAnswered() throws InterruptedException {
        Runnable[] link = {null};
        Stuck thread = new Stuck(() -> link[0].run());
        LocalPromise<Object> before = thread.cell.ask("before", null, false);
        LocalPromise<Object> asked = envelope(thread.cell, "preempted");
        Envelope previous = (Envelope) TAIL.getAndSet(thread.cell, asked);
        LocalPromise<Object> behind = thread.cell.ask("behind", null, false);
        link[0] = () -> {
            assertTrue(before.settled(), "it has looked");
            assertFalse(behind.settled(), "it cannot have come here");
            previous.next = asked;
        };
        Preemption.cutOff(thread.cell);
        assertInstanceOf(ActorDeadException.class, before.failure());
        assertInstanceOf(ActorDeadException.class, asked.failure());
        assertInstanceOf(ActorDeadException.class, behind.failure());
        thread.assertEndsWhenItGoesOn();
    }

    @Test
    @Timeout(60)
    void dependentsOfAsksDoNotHoldUpTheInterrupt() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Stuck thread = new Stuck(interrupted::countDown);
        CompletableFuture<Boolean> dependent = thread.cell.ask("open", null, false).toCompletableFuture()
                .handle((value, failure) -> isOver(interrupted));
        Preemption.cutOff(thread.cell);
        assertTrue(dependent.get(60, TimeUnit.SECONDS), "they held it up");
        thread.assertEndsWhenItGoesOn();
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** The sender links long after the interrupt. */
    @Test
    @Timeout(60)
    void theCutWaitsForASenderThatHasSwappedAndNotLinked() throws InterruptedException {
        ActorCell cell = start(new Manual());
        LocalPromise<Object> asked = envelope(cell, "preempted");
        Envelope previous = (Envelope) TAIL.getAndSet(cell, asked);
        Thread cutting = new Thread(() -> Preemption.cutOff(cell));
        cutting.start();
        while (cutting.isAlive() && !isIn(cutting, "pause")) {
            Thread.yield();
        }
        assertFalse(asked.settled());
        previous.next = asked;
        cutting.join();
        assertInstanceOf(ActorDeadException.class, asked.failure());
    }

    private static boolean isIn(Thread thread, String method) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals(method)) {
                return true;
            }
        }
        return false;
    }

    /** It had looked at the status before the close, and is stuck in what it takes. */
    @Test
    void asksBehindTheOneThatTheConsumerTakesDuringTheLookAreAnswered() {
        ActorCell cell = start(new Manual());
        LocalPromise<Object> inHand = cell.ask("in hand", null, false);
        LocalPromise<Object> next = cell.ask("next", null, false);
        LocalPromise<Object> last = cell.ask("last", null, false);
        cell.poll(true);
        CompletionCallback.on(inHand, () -> cell.poll(true));
        Preemption.cutOff(cell);
        assertInstanceOf(ActorDeadException.class, next.failure());
        assertInstanceOf(ActorDeadException.class, last.failure());
    }

    @Test
    @Timeout(60)
    void theCutDoesNotWaitForAConsumerThatDrainsItsInbox() {
        ActorCell cell = start(new Manual());
        LocalPromise<Object> inHand = cell.ask("in hand", null, false);
        LocalPromise<Object> next = cell.ask("next", null, false);
        cell.poll(true);
        CompletionCallback.on(inHand, () -> run(cell));
        EndPromise end = cell.whenStopped();
        Preemption.cutOff(cell);
        assertInstanceOf(ActorDeadException.class, next.failure());
        assertEquals(List.of("onStop"), events);
        assertEquals(ActorEnd.Reason.CUT_OFF, end.get().reason());
    }

    @Test
    void anAskThatIsWithdrawnIsLeftToItsSender() {
        ActorCell cell = start(new Manual());
        LocalPromise<Object> withdrawn = envelope(cell, Mark.WITHDRAWN);
        LocalPromise<Object> behind = cell.ask("behind", null, false);
        cell.enqueue(withdrawn);
        Preemption.cutOff(cell);
        assertTrue(behind.settled());
        assertFalse(withdrawn.settled());
        withdrawn.fail(cell.notFound());
    }

    @Test
    void anIdleActorIsNotCutOffNorAreItsAsksAnswered() {
        ActorCell cell = start(new Manual());
        run(cell);
        Preemption.cutOff(cell);
        assertTrue(cell.ref().isAlive());
        LocalPromise<Object> asked = cell.ask("message", null, false);
        assertFalse(asked.settled());
        run(cell);
        assertEquals("message", asked.get());
    }

    @Test
    void anActorWhoseThreadCannotBeInterruptedEndsWhenItGoesOn() throws InterruptedException {
        Stuck thread = new Stuck(() -> {
            throw new SecurityException("not allowed");
        });
        LocalPromise<Object> asked = thread.cell.ask("message", null, false);
        Preemption.cutOff(thread.cell);
        assertTrue(asked.settled());
        thread.assertEndsWhenItGoesOn();
    }

    /** A wake is owed to its actor, which nothing runs. */
    @Test
    void asksAreAnsweredThoughTheRuntimeThrowsWhenTheActorIsWokenToEnd() {
        AtomicBoolean throwing = new AtomicBoolean(true);
        ActorCell cell = start(new Manual() {
            @Override
            public void wake(ActorTask task) {
                if (throwing.get()) {
                    throw new LinkageError("the runtime's bundle is gone");
                }
            }
        });
        run(cell);
        LocalPromise<Object> asked = envelope(cell, "message");
        assertTrue(cell.enqueue(asked));
        Preemption.cutOff(cell);
        throwing.set(false); // the kernel tries again until it works
        assertInstanceOf(ActorDeadException.class, asked.failure());
    }

    /** Two senders, and a consumer that gets stuck in the first ask that it takes after the close, if it takes one. */
    @Test
    void noAskIsOpenAfterAnyActorWasCutOff() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Random random = new Random(14);
            for (int round = 0; round < 4_000; round++) {
                assertEquals(0, openAfterCut(threads, random), "asks open for ever in round " + round);
            }
        } finally {
            threads.shutdown();
        }
    }

    private int openAfterCut(ExecutorService threads, Random random) throws Exception {
        ActorCell cell = start(new Manual());
        Queue<LocalPromise<Object>> asks = new ConcurrentLinkedQueue<>();
        CountDownLatch still = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Runnable message = () -> {
            if (cell.status() == Mailbox.CLOSED) {
                still.countDown();
                stay(over);
            }
        };
        for (int i = 0; i < 20; i++) {
            asks.add(cell.ask(message, null, false));
        }
        Runnable sender = () -> {
            for (int i = 0; i < 50 && cell.status() != Mailbox.CLOSED; i++) {
                asks.add(cell.ask(message, null, false));
            }
        };
        Future<?> consumer = threads.submit(() -> {
            while (run(cell) != ActorTask.Turn.ENDED) {
                for (int i = 0; !cell.isRunnable(); i++) {
                    Mailbox.pause(i);
                }
            }
            still.countDown();
        });
        List<Future<?>> senders = List.of(threads.submit(sender), threads.submit(sender));
        for (int i = random.nextInt(5_000); i > 0; i--) {
            Thread.onSpinWait();
        }
        cell.stop(); // so that it is not idle
        Preemption.cutOff(cell);
        for (Future<?> each : senders) {
            each.get();
        }
        still.await();
        long open = asks.stream().filter(reply -> !reply.settled()).count();
        over.countDown();
        consumer.get();
        return (int) open;
    }
}
