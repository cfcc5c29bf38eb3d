package pykka.api.internal.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.spi.ActorTask.Turn;

/** Actors that are stopped now while the test, in the place of their thread, is between two steps. */
class StopNowTest extends Cells {
    private ActorCell begun() {
        ActorCell cell = start(new Manual());
        run(cell);
        return cell;
    }

    /** Its turn is not over, and it has looked for a reason to end. */
    @Test
    void theAskThatTheConsumerTakesNextIsLeftToIt() {
        ActorCell cell = begun();
        LocalPromise<Object> next = cell.ask("next", null, false);
        LocalPromise<Object> behind = cell.ask("behind", null, false);
        cell.ref().stopNow();
        assertSame(next, cell.poll(true));
        assertFalse(next.settled());
        assertInstanceOf(ActorDeadException.class, behind.failure());
        assertTrue(next.complete("answer"));
        assertEquals(Turn.ENDED, run(cell));
    }

    @Test
    void theAskAtHandIsLeftToTheConsumer() {
        ActorCell cell = begun();
        LocalPromise<Object> atHand = cell.ask("at hand", null, false);
        LocalPromise<Object> next = cell.ask("next", null, false);
        cell.poll(true);
        cell.ref().stopNow();
        assertFalse(atHand.settled());
        assertInstanceOf(ActorDeadException.class, next.failure());
        assertTrue(atHand.complete("answer"));
        assertEquals(Turn.ENDED, run(cell));
        assertEquals(List.of("onStop"), events);
    }

    /** The consumer answers what it has, while the others are being answered, and ends. */
    @Test
    void theConsumerMayDrainMeanwhile() {
        ActorCell cell = begun();
        LocalPromise<Object> left = cell.ask("left", null, false);
        LocalPromise<Object> first = cell.ask("first", null, false);
        LocalPromise<Object> last = cell.ask("last", null, false);
        CompletionCallback.on(first, () -> run(cell));
        EndPromise end = cell.whenStopped();
        cell.ref().stopNow();
        assertEquals(Reason.STOPPED, end.get(Duration.ZERO).reason());
        for (LocalPromise<Object> ask : List.of(left, first, last)) {
            assertInstanceOf(ActorDeadException.class, ask.failure());
        }
    }

    @Test
    void aRequestToEndTheTurnDoesNotHideIt() {
        ActorCell cell = begun();
        LocalPromise<Object> asked = cell.ask("message", null, false);
        cell.endTurn();
        cell.ref().stopNow();
        assertEquals(Turn.ENDED, run(cell));
        assertInstanceOf(ActorDeadException.class, asked.failure());
    }

    /** The message at hand is over before the interrupt that was meant for it. */
    @Test
    @Timeout(60)
    void onStopIsNotInterruptedThoughItBeginsMeanwhile() throws InterruptedException {
        CountDownLatch atHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        ActorCell cell = Registry.ours(Actor.start(() -> new Actor() {
            @Override
            protected @Nullable Object onReceive(@Nullable Object message) throws InterruptedException {
                atHand.countDown();
                goOn.await();
                return message;
            }

            @Override
            protected void onStop() {
                stopping.countDown();
                interrupted.set(isInterruptedBefore(over));
            }
        }, ActorOptions.defaults().runtime(new Manual()))).cell();
        Thread thread = new Thread(() -> run(cell));
        cell.tell("at hand", false);
        thread.start();
        atHand.await();
        cell.ask("left to the consumer", null, false);
        CompletionCallback.on(cell.ask("answered meanwhile", null, false), () -> {
            goOn.countDown();
            isInterruptedBefore(stopping);
        });
        cell.ref().stopNow(true);
        over.countDown();
        thread.join();
        assertFalse(interrupted.get());
    }

    private static boolean isInterruptedBefore(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** It has not come back in time when its bundle stops. */
    @Test
    void anActorThatIsStoppedNowCanBeCutOff() {
        ActorCell cell = begun();
        LocalPromise<Object> atHand = cell.ask("at hand", null, false);
        cell.poll(true);
        EndPromise end = cell.whenStopped();
        cell.ref().stopNow();
        Preemption.cutOff(cell);
        assertInstanceOf(ActorDeadException.class, atHand.failure());
        run(cell);
        assertEquals(Reason.CUT_OFF, end.get(Duration.ZERO).reason());
    }
}
