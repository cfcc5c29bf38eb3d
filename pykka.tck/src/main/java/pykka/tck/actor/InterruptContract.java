package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.Promise;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Scripted;

@Contract
class InterruptContract extends ContractTest {
    InterruptContract(String runtime) {
        super(runtime);
    }

    @AfterEach
    void clearTheFlag() {
        Thread.interrupted();
    }

    private static Thread threadOf(ActorRef<?> ref) {
        return (Thread) ref.ask(code(Thread::currentThread));
    }

    private static Object interruptMyself() {
        Thread.currentThread().interrupt();
        return null;
    }

    @Test
    void faultC12InterruptedExceptionOfAHandlerGoesToTheAsker() {
        ActorRef<?> ref = start(Scripted::new);
        InterruptedException thrown = new InterruptedException();
        for (int i = 0; i < scaled(1_000); i++) {
            assertThrows(InterruptedException.class, () -> ref.ask(code(() -> raise(thrown))));
            assertEquals(i, ref.ask(i));
        }
    }

    @Test
    void faultC12FlagThatAHandlerLeavesIsClearedBeforeTheNextMessage() {
        ActorRef<?> ref = start(Scripted::new);
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger handled = new AtomicInteger();
        int messages = scaled(1_000);
        for (int i = 0; i < messages; i++) {
            ref.tell(code(InterruptContract::interruptMyself));
            ref.tell(code(() -> {
                seen.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
                return handled.incrementAndGet();
            }));
        }
        assertEquals(messages, ref.ask(code(handled::get)));
        assertEquals(0, seen.get());
    }

    @Test
    void faultC13InterruptsOfAnIdleActorDoNothing() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        Thread thread = threadOf(ref);
        for (int i = 0; i < scaled(10_000); i++) {
            thread.interrupt();
            if (i % 100 == 0) {
                assertEquals(i, ref.ask(i));
            }
        }
        assertEquals(false, ref.ask(code(Thread.currentThread()::isInterrupted)));
        assertTrue(ref.isAlive());
        assertEquals(0, actor.stops.get() + actor.failures.get());
        thread.interrupt();
        eventually("the thread parks", () -> thread.getState() != Thread.State.RUNNABLE); // or ends, if it is of a pool
        int running = 0;
        for (int i = 0; i < 200; i++) {
            LockSupport.parkNanos(500_000);
            running += thread.getState() == Thread.State.RUNNABLE ? 1 : 0;
        }
        assertTrue(running <= 10, running + " times of 200 the idle thread was running");
    }

    @Test
    void faultC13InterruptsOfABusyActorLoseNothing() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        AtomicReference<Thread> thread = new AtomicReference<>(threadOf(ref));
        CountDownLatch over = new CountDownLatch(1);
        Background<Integer> sender = Background.run(() -> {
            int sent = 0;
            for (; over.getCount() > 0; sent++) {
                ref.tell(code(() -> {
                    thread.set(Thread.currentThread());
                    return null;
                }));
                if (sent % 1_000 == 0) {
                    ref.ask("not too many");
                }
            }
            return sent;
        });
        for (int i = 0; i < scaled(10_000); i++) {
            thread.get().interrupt();
            Thread.onSpinWait();
        }
        over.countDown();
        int sent = sender.result();
        ref.ask("the last");
        assertEquals(1 + sent + (sent + 999) / 1_000 + 1, actor.handled.get());
        assertTrue(ref.stop());
        assertEquals(1, actor.stops.get());
    }

    @Test
    void faultD6InterruptEndsAWaitAndTheFutureStaysUsable() {
        List<Duration> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Promise<Object> future = Promise.create();
            Background<Long> reader = Background.<Long>run(() -> {
                assertThrows(ActorInterruptedException.class, future::get);
                long now = System.nanoTime();
                assertTrue(Thread.currentThread().isInterrupted());
                return now;
            }).parked();
            long begin = System.nanoTime();
            reader.thread().interrupt();
            taken.add(Duration.ofNanos(reader.result() - begin));
            assertFalse(future.isDone());
            future.set(i);
            assertEquals(i, future.get());
        }
        assertAtOnce(taken);
    }

    @Test
    void ruleC8InterruptOfAWaitInAnAskedHandlerGoesToTheAsker() {
        ActorRef<?> ref = start(Scripted::new);
        AtomicReference<Thread> waiting = new AtomicReference<>();
        Promise<Object> never = Promise.create();
        Future<Object> reply = ref.askAsync(code(() -> {
            waiting.set(Thread.currentThread());
            return never.get();
        }));
        Future<Object> next = ref.askAsync(code(() -> Thread.currentThread().isInterrupted()));
        eventually("it waits", () -> waiting.get() != null && waiting.get().getState() == Thread.State.WAITING);
        waiting.get().interrupt();
        assertThrows(ActorInterruptedException.class, reply::get);
        assertEquals(false, next.get());
    }

    @Test
    void ruleC8InterruptOfAWaitInATellHandlerCountsAsItsFailure() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        ref.tell(code(() -> {
            Thread.currentThread().interrupt();
            return Promise.create().get();
        }));
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertInstanceOf(ActorInterruptedException.class, actor.failure);
        assertEquals(1, log().at("ERROR").size());
    }

    @Test
    void ruleC8InterruptedSenderToAFullInboxSendsNothing() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor, ActorOptions.defaults().inboxCapacity(1));
        CountDownLatch free = new CountDownLatch(1);
        Future<Object> first = ref.askAsync(code(() -> {
            free.await();
            return null;
        }));
        ref.tell("fills the inbox");
        for (Scripted.Code send : new Scripted.Code[] {() -> {
            ref.tell("not sent");
            return null;
        }, () -> ref.ask("not sent"), () -> ref.askAsync("not sent"), () -> ref.ask("not sent", Duration.ofDays(1))}) {
            Background<Object> sender = Background.run(() -> {
                assertThrows(ActorInterruptedException.class, send::run);
                assertTrue(Thread.currentThread().isInterrupted());
                return null;
            }).parked();
            sender.thread().interrupt();
            sender.result();
        }
        free.countDown();
        first.get();
        ref.ask("the last");
        assertEquals(3, actor.handled.get());
    }

    @Test
    void ruleC8InterruptedStopEndsTheActorAllTheSame() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        CountDownLatch busy = new CountDownLatch(1);
        ref.tell(code(() -> {
            busy.await();
            return null;
        }));
        Thread.currentThread().interrupt();
        assertThrows(ActorInterruptedException.class, ref::stop);
        assertTrue(Thread.interrupted());
        busy.countDown();
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        assertEquals(1, actor.stops.get());
    }

    @Test
    void ruleC8FlagHindersNothingThatDoesNotWait() {
        Thread.currentThread().interrupt();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        ref.tell("told");
        Future<Object> reply = ref.askAsync(code(() -> Thread.currentThread().isInterrupted()));
        eventually("replied", reply::isDone);
        assertEquals(false, reply.get());
        assertEquals(2, Futures.of(1).map(i -> i + 1).get(Duration.ZERO));
        assertTrue(Thread.interrupted());
        assertEquals(2, actor.handled.get());
    }
}
