package pykka.tck.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import pykka.api.Actor;
import pykka.api.ActorRef;

/** What the classes that follow the original's own tests have in common. */
public abstract class Conformance extends ContractTest {
    /** Longer than anything here may take. */
    protected static final Duration LONG = slack(Duration.ofSeconds(10));

    protected Conformance(String runtime) {
        super(runtime);
    }

    /** An actor that answers what it is sent. */
    public static class Echo extends Actor {
        @Override
        protected Object onReceive(Object message) {
            return message;
        }
    }

    /** An actor that notes what it is sent, and which of its hooks ran. */
    public static class Noting extends Actor {
        public final List<Object> notes;

        public Noting(List<Object> notes) {
            this.notes = notes;
        }

        @Override
        protected void onStart() throws Exception {
            notes.add("onStart");
        }

        @Override
        protected Object onReceive(Object message) throws Exception {
            notes.add(message);
            return message;
        }

        @Override
        protected void onStop() throws Exception {
            notes.add("onStop");
        }

        @Override
        protected void onFailure(Throwable failure) throws Exception {
            notes.add("onFailure");
        }
    }

    /** Keeps an actor in a handler until it is told to go on. */
    public static final class Busy {
        private final CountDownLatch over = new CountDownLatch(1);

        public Busy(ActorRef<?> ref) {
            CountDownLatch entered = new CountDownLatch(1);
            ref.defer(actor -> {
                entered.countDown();
                await(over);
            });
            await(entered);
        }

        public void goOn() {
            over.countDown();
        }
    }

    /** Waits for a latch, not for ever. */
    protected static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LONG.toMillis(), TimeUnit.MILLISECONDS), "the latch was not opened in time");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads something in a thread of its own, and returns when that thread waits. */
    protected static <T> FutureTask<T> reading(Callable<T> read) {
        FutureTask<T> task = new FutureTask<>(read);
        Thread reader = new Thread(task, "reader");
        reader.start();
        eventually("the reader waits", () -> task.isDone() || reader.getState() == Thread.State.WAITING
                || reader.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    /** What was read. */
    protected static <T> T read(FutureTask<T> task) throws Exception {
        return task.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until an actor has ended, not for ever. */
    protected static void awaitEnd(ActorRef<?> ref) {
        ref.whenStopped().get(LONG);
    }
}
