package pykka.tck.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorStopped;
import pykka.api.ActorTimeoutException;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.api.spi.RemoteDelivery;
import pykka.api.spi.RemoteProxy;
import pykka.api.spi.RemoteReply;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Noting;
import pykka.tck.support.Scripted;

/** Replies, deliveries and ends of actors in other JVMs. */
@Contract
class RemoteContract extends ContractTest {
    private static final String FAR = "Greeter (urn:uuid:1) of node b";

    private final AtomicInteger cancelled = new AtomicInteger();

    RemoteContract(String runtime) {
        super(runtime);
    }

    private final class Reply<T extends @Nullable Object> extends RemoteReply<T> {
        Reply(boolean cancellable) {
            super(cancellable);
        }

        @Override
        protected void cancelled() {
            cancelled.incrementAndGet();
        }

        @Override
        public String toString() {
            return FAR;
        }
    }

    private static final class Watcher extends Actor {
        final Queue<ActorStopped> told = new ConcurrentLinkedQueue<>();
        private final ActorRef<?> far;

        Watcher(ActorRef<?> far) {
            this.far = far;
        }

        @Override
        protected void onStart() {
            watch(far);
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if (message instanceof ActorStopped stopped) {
                told.add(stopped);
            }
            return null;
        }
    }

    /** A reference that knows its end, and nothing else. */
    private static ActorRef<?> far(RemoteReply<ActorEnd> end) {
        return (ActorRef<?>) Proxy.newProxyInstance(ActorRef.class.getClassLoader(), new Class<?>[] {ActorRef.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "whenStopped" -> end.future();
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> FAR;
                });
    }

    @Test
    void theFirstCompletionOfAReplyWins() {
        Reply<String> reply = new Reply<>(true);
        assertFalse(reply.future().isDone());
        assertTrue(reply.complete("hello"));
        assertFalse(reply.fail(new IllegalStateException("too late")));
        assertEquals("hello", reply.future().get());
        Reply<String> failed = new Reply<>(true);
        assertTrue(failed.fail(new IllegalStateException("broken")));
        assertFalse(failed.complete("too late"));
        assertThrows(IllegalStateException.class, failed.future()::get);
    }

    @Test
    void aDependentRunsOnTheThreadThatCompletesAReply() {
        Reply<String> reply = new Reply<>(true);
        AtomicReference<Thread> ran = new AtomicReference<>();
        reply.future().toCompletableFuture().whenComplete((value, failure) -> ran.set(Thread.currentThread()));
        reply.complete("hello");
        assertSame(Thread.currentThread(), ran.get());
    }

    @Test
    void aTimeoutNamesTheActorOfTheOtherJvm() {
        Reply<String> reply = new Reply<>(true);
        ActorTimeoutException e = assertThrows(ActorTimeoutException.class, () -> reply.future().get(Duration.ofMillis(1)));
        assertTrue(e.getMessage().contains("waited for " + FAR), e.getMessage());
    }

    @Test
    void anActorThatWaitsForAReplyIsShownWithWhatItWaitsFor() {
        Reply<String> reply = new Reply<>(true);
        ActorRef<?> waiting = start(Scripted::new);
        waiting.defer(a -> reply.future().get());
        eventually("it waits", () -> Inspection.actor(waiting).flatMap(ActorInfo::waitsFor).filter(FAR::equals).isPresent());
        reply.complete("hello");
        waiting.run(a -> {}).get();
    }

    @Test
    void aReplyIsCancelledOnceAndItsTransportIsTold() {
        Reply<String> reply = new Reply<>(true);
        assertTrue(reply.future().cancel());
        assertFalse(reply.future().cancel());
        assertFalse(reply.complete("too late"));
        assertThrows(CancellationException.class, reply.future()::get);
        assertEquals(1, cancelled.get());
    }

    @Test
    void anEndCannotBeCancelled() {
        Reply<String> end = new Reply<>(false);
        assertFalse(end.future().cancel());
        assertTrue(end.complete("end"));
        assertEquals(0, cancelled.get());
    }

    @Test
    void aWatcherIsToldOfTheEndOfAnActorInAnotherJvm() {
        Reply<ActorEnd> end = new Reply<>(false);
        ActorRef<?> far = far(end);
        Watcher watcher = new Watcher(far);
        start(() -> watcher).run(a -> {}).get();
        ActorEnd why = new ActorEnd(Reason.NODE_LEFT, null);
        end.complete(why);
        eventually("it is told", () -> !watcher.told.isEmpty());
        assertEquals(new ActorStopped(far, why), watcher.told.peek());
    }

    @Test
    void aWatcherIsToldOfAnEndThatIsNotKnown() {
        Reply<ActorEnd> end = new Reply<>(false);
        Watcher watcher = new Watcher(far(end));
        start(() -> watcher).run(a -> {}).get();
        end.fail(new IllegalStateException("lost"));
        eventually("it is told", () -> !watcher.told.isEmpty());
        assertEquals(Reason.NODE_LEFT, watcher.told.peek().end().reason());
    }

    @Test
    void aDeliveryNeverWaitsForAPlace() {
        ActorRef<Noting> full = start(Noting::new, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = Gate.hold(full);
        Noting.fill(full);
        RemoteDelivery.withoutWaiting(() -> {
            RemoteDelivery.withoutWaiting(() -> assertThrows(ActorInboxFullException.class, () -> full.tell("late")));
            assertThrows(ActorInboxFullException.class, full.askAsync("late")::get);
        });
        assertFalse(RemoteDelivery.neverWaits());
        gate.open();
    }

    @Test
    void aProxyOfAnActorInAnotherJvmNamesItsReference() {
        ActorRef<?> far = far(new Reply<>(false));
        final class Handler implements InvocationHandler, RemoteProxy {
            @Override
            public ActorRef<?> actorRef() {
                return far;
            }

            @Override
            public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
                return null;
            }
        }
        Object proxy = Proxy.newProxyInstance(
                RemoteContract.class.getClassLoader(), new Class<?>[] {Runnable.class}, new Handler());
        assertSame(far, Actor.refOfProxy(proxy));
    }
}
