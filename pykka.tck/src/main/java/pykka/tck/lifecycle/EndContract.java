package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Garbage.assertCollected;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Copies;
import pykka.tck.support.Scripted;

/** What an actor's end tells of itself. */
@Contract
class EndContract extends ContractTest {
    private final IOException noNetwork = new IOException("no network", new IllegalStateException("cable"));

    EndContract(String runtime) {
        super(runtime);
    }

    private static ActorEnd end(ActorRef<?> ref) {
        return ref.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    private ActorRef<Scripted> failedInOnStart() {
        ActorRef<Scripted> ref = start(() -> new Scripted().starting(() -> raise(noNetwork)));
        end(ref);
        return ref;
    }

    private static void assertTells(Throwable failure, @Nullable Throwable copy) {
        assertNotNull(copy, "it does not tell");
        assertEquals(failure.toString(), copy.toString());
        assertEquals(List.of(failure.getStackTrace()).subList(0, 3), List.of(copy.getStackTrace()).subList(0, 3));
        if (failure.getCause() != null) {
            assertTells(failure.getCause(), copy.getCause());
        }
    }

    private void assertDeadOfNoNetwork(Executable send) {
        assertTells(noNetwork, assertThrows(ActorDeadException.class, send).getCause());
    }

    @Test
    void anActorThatIsStoppedTellsThatItWasStopped() {
        ActorEnd stopped = new ActorEnd(Reason.STOPPED, null);
        ActorRef<?> byReference = start(Scripted::new);
        byReference.stop();
        assertEquals(stopped, end(byReference));
        ActorRef<Scripted> byItself = start(Scripted::new);
        byItself.run(Actor::stop).get();
        assertEquals(stopped, end(byItself));
        ActorRef<?> withAll = start(Scripted::new);
        Future<ActorEnd> end = withAll.whenStopped();
        ActorRegistry.stopAll();
        assertEquals(stopped, end.get());
    }

    @Test
    void anActorThatHasFailedTellsWhatWasThrown() {
        log();
        ActorEnd end = end(failedInOnStart());
        assertEquals(Reason.FAILED, end.reason());
        assertTells(noNetwork, end.failure());
        ActorRef<?> told = start(Scripted::new);
        Future<ActorEnd> before = told.whenStopped();
        told.tell(code(() -> raise(noNetwork)));
        assertTells(noNetwork, before.get().failure());
    }

    @Test
    void anActorThatIsNotStartedTellsSo() {
        AtomicReference<Future<ActorEnd>> end = new AtomicReference<>();
        assertThrows(IllegalArgumentException.class, () -> start(() -> new Actor() {
            @Override
            protected ActorOptions options() {
                end.set(actorRef().whenStopped());
                throw new IllegalArgumentException("options");
            }
        }));
        assertEquals(Reason.NOT_STARTED, end.get().get().reason());
    }

    @Test
    void anAskThatWaitsWhileAnActorFailsHasTheFailureAsItsCause() {
        log();
        CountDownLatch asked = new CountDownLatch(1);
        ActorRef<?> ref = start(() -> new Scripted().starting(() -> {
            asked.await();
            return raise(noNetwork);
        }));
        Future<Object> reply = ref.askAsync("message");
        asked.countDown();
        assertDeadOfNoNetwork(reply::get);
    }

    @Test
    void whatIsSentToAnActorThatHasFailedHasTheFailureAsItsCause() {
        log();
        ActorRef<Scripted> ref = failedInOnStart();
        assertDeadOfNoNetwork(() -> ref.tell("message"));
        assertDeadOfNoNetwork(() -> ref.ask("message"));
        assertDeadOfNoNetwork(() -> ref.askAsync("message").get());
        assertDeadOfNoNetwork(() -> ref.call(actor -> "reply").get());
        assertDeadOfNoNetwork(() -> ref.defer(actor -> {}));
        assertDeadOfNoNetwork(ref::proxy);
        assertDeadOfNoNetwork(() -> ref.proxy(Runnable.class));
    }

    /** Its inbox is closed, and onFailure runs. */
    @Test
    void whatIsSentWhileAnActorFailsHasTheFailureAsItsCause() throws Exception {
        log();
        CountDownLatch failing = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        ActorRef<?> ref = start(() -> new Scripted().starting(() -> raise(noNetwork)).failing(() -> {
            failing.countDown();
            return sent.await(60, TimeUnit.SECONDS);
        }));
        assertTrue(failing.await(60, TimeUnit.SECONDS));
        try {
            assertDeadOfNoNetwork(() -> ref.tell("message"));
            assertDeadOfNoNetwork(() -> ref.askAsync("message").get());
        } finally {
            sent.countDown();
        }
    }

    /** A runtime that has lost its threads: a sender's thread ends the actor. */
    private static final class Lost implements ActorRuntime {
        @Override
        public String name() {
            return "lost";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public void start(ActorTask task) {
            Thread thread = new Thread(() -> task.run(Integer.MAX_VALUE, Long.MAX_VALUE));
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void wake(ActorTask task) {
            throw new RejectedExecutionException("shut down");
        }
    }

    /** To be copied into a loader of its own. */
    public static class Sender implements Runnable {
        private final ActorRef<?> ref;

        public Sender(ActorRef<?> ref) {
            this.ref = ref;
        }

        @Override
        public void run() {
            ref.tell("message");
        }
    }

    private static WeakReference<?> sendFromAnotherLoader(ActorRef<?> ref) throws ReflectiveOperationException {
        Copies copies = new Copies(Sender.class);
        ((Runnable) copies.copy(Sender.class).getConstructor(ActorRef.class).newInstance(ref)).run();
        return new WeakReference<>(copies);
    }

    @Test
    void anEndKeepsNoClassOfThoseThatWereOnTheStack() throws Exception {
        ActorRef<?> ref = Actor.start(Scripted::new, ActorOptions.defaults().runtime(new Lost()));
        Future<ActorEnd> end = ref.whenStopped();
        WeakReference<?> loader = sendFromAnotherLoader(ref);
        assertEquals(Reason.FAILED, end.get(Duration.ZERO).reason());
        log().forget();
        assertCollected(List.of(loader));
        Reference.reachabilityFence(end);
    }

    @Test
    void whatIsSentToAnActorThatWasStoppedHasNoCause() {
        ActorRef<?> ref = start(Scripted::new);
        ref.stop();
        assertNull(assertThrows(ActorDeadException.class, () -> ref.tell("message")).getCause());
    }

    @Test
    void anEndKeepsNoClassOfTheActor() {
        log();
        class OfTheActor extends RuntimeException {
            private static final long serialVersionUID = 1;

            OfTheActor() {
                super("cause");
            }
        }

        ActorRef<?> ref = start(Scripted::new);
        ref.tell(code(() -> raise(new IllegalStateException(new OfTheActor()))));
        Throwable copy = end(ref).failure();
        assertTrue(copy.getCause().toString().endsWith("OfTheActor: cause"), copy.getCause()::toString);
        assertSame(ActorRef.class.getClassLoader(), copy.getClass().getClassLoader());
        assertSame(copy.getClass(), copy.getCause().getClass());
    }

    @Test
    void anEndByADeepRecursionKeepsFiftyFrames() {
        log();
        ActorRef<?> ref = start(Scripted::new);
        ref.tell(code(() -> recursion(0)));
        Throwable copy = end(ref).failure();
        assertEquals(StackOverflowError.class.getName(), copy.toString());
        assertEquals(50, copy.getStackTrace().length);
    }

    private static Object recursion(int depth) {
        return recursion(depth + 1);
    }

    @Test
    void anEndByAFailureWhoseTextCannotBeHadIsToldAllTheSame() {
        log();
        ActorRef<?> ref = start(Scripted::new);
        ref.tell(code(() -> raise(new RuntimeException() {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        })));
        ActorEnd end = end(ref);
        assertEquals(Reason.FAILED, end.reason());
        assertNotNull(end.failure());
    }
}
