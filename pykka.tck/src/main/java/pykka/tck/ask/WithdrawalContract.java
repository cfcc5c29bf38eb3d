package pykka.tck.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.Deadlocked;
import pykka.tck.support.Scripted;

/** An ask whose wait is refused is taken back, so that an asker who is told "refused" can rely on it. */
@Contract
class WithdrawalContract extends Deadlocked {
    WithdrawalContract(String runtime) {
        super(runtime);
    }

    /** A wait for the answer to some code. */
    record Asked(String name, Wait waits) {
        @FunctionalInterface
        interface Wait {
            Object by(ActorRef<Scripted> asked, Scripted.Code code);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Asked> asks() {
        return Stream.of(new Asked("ask", ActorRef::ask),
                new Asked("askAsync", (ref, code) -> ref.askAsync(code).get()),
                new Asked("call", (ref, code) -> ref.call(actor -> code.run()).get()),
                new Asked("map", (ref, code) -> ref.askAsync(code).map(x -> x).get()),
                new Asked("join", (ref, code) -> Futures.of(1).join(ref.askAsync(code)).get()),
                new Asked("function", (ref, code) -> Futures.of(1).map(one -> ref.ask(code)).get()));
    }

    /** So the one that is asked by an actor is the one that closes the cycle, and whose wait is refused. */
    private static void untilItWaits(ActorRef<?> asker) {
        eventually(asker + " waits",
                () -> Inspection.actor(asker).map(ActorInfo::state).filter(ActorInfo.State.WAITING::equals).isPresent());
    }

    @ParameterizedTest
    @MethodSource("asks")
    void anAskThatClosesACycleIsNeverHandled(Asked asked) {
        Balance balance = new Balance();
        AtomicInteger booked = new AtomicInteger();
        ActorRef<Scripted> bank = start(Scripted::new);
        ActorRef<Scripted> shop = start(Scripted::new);
        assertDeadlock(() -> bank.ask(code(() -> shop.ask(member(() -> {
            untilItWaits(bank);
            return asked.waits.by(bank, code(booked::incrementAndGet));
        })))));
        assertOneDeadlock();
        assertEquals("alive", bank.ask("alive"));
        assertEquals(0, booked.get());
        assertEquals(1, balance.withdrawn());
        balance.assertIs(4, 3, 0);
    }

    /** Each asks the other one in the handler of that very message. */
    private Scripted.Code update(ActorRef<Scripted> next, ActorRef<Scripted> after, Asked asked, AtomicInteger updates) {
        return code(() -> {
            if (updates.incrementAndGet() > 1) {
                untilItWaits(next);
            }
            return asked.waits.by(next, update(after, next, asked, updates));
        });
    }

    @ParameterizedTest
    @MethodSource("asks")
    void aDeadlockThatIsFoundIsOver(Asked asked) {
        AtomicInteger updates = new AtomicInteger();
        ActorRef<Scripted> one = start(Scripted::new);
        ActorRef<Scripted> other = start(Scripted::new);
        assertDeadlock(() -> one.ask(update(other, one, asked, updates)));
        for (int i = 0; i < 10; i++) {
            assertEquals("alive", one.ask("alive"));
            assertEquals("alive", other.ask("alive"));
        }
        assertEquals(2, updates.get());
        assertEquals(1, reports.size());
    }

    @Test
    void anAskOfOneselfThatIsWaitedForIsNeverHandled() {
        Balance balance = new Balance();
        ActorRef<Scripted> ref = start(Scripted::new);
        AtomicInteger updates = new AtomicInteger();
        Scripted.Code[] update = new Scripted.Code[1];
        update[0] = () -> {
            updates.incrementAndGet();
            return ref.askAsync(update[0]).get();
        };
        assertDeadlock(() -> ref.ask(update[0]));
        assertEquals("alive", ref.ask("alive"));
        assertEquals(1, updates.get());
        assertEquals(1, balance.withdrawn());
    }

    @Test
    void aWithdrawnAskLeavesItsPlaceInABoundedInbox() {
        ActorRef<Scripted> bounded = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
        ActorRef<Scripted> other = start(Scripted::new);
        assertEquals("told", bounded.ask(code(() -> other.ask(code(() -> {
            untilItWaits(bounded);
            assertDeadlock(() -> bounded.ask("refused"));
            bounded.tell("has a place");
            return "told";
        })))));
        assertEquals("alive", other.ask("alive"));
        reports.clear();
    }

    @Test
    void anAskIsNotWithdrawnWhileAnotherThreadWaitsForItsAnswer() {
        ActorRef<Scripted> one = start(Scripted::new);
        ActorRef<Scripted> other = start(Scripted::new);
        List<Background<Object>> readers = new ArrayList<>();
        assertEquals("refused", one.ask(code(() -> other.ask(code(() -> {
            untilItWaits(one);
            Future<Object> answer = one.askAsync("answer");
            readers.add(Background.run(answer::get).parked());
            assertDeadlock(answer::get);
            return "refused";
        })))));
        assertEquals("answer", readers.get(0).result());
    }

    @Test
    void ruleC8AnAskByAnInterruptedThreadSendsNothing() {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor);
        for (Scripted.Code ask : List.<Scripted.Code>of(() -> ref.ask("not sent"), () -> ref.ask("not sent", Duration.ofDays(1)))) {
            Thread.currentThread().interrupt();
            assertThrows(ActorInterruptedException.class, ask::run);
            assertTrue(Thread.interrupted());
        }
        ref.ask("the only one");
        assertEquals(1, actor.handled.get());
    }

    private int handledAfterATimeout(ActorOptions options) throws InterruptedException {
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor, options);
        CountDownLatch free = new CountDownLatch(1);
        Future<Object> busy = ref.askAsync(code(() -> {
            free.await();
            return null;
        }));
        assertThrows(ActorTimeoutException.class, () -> ref.ask("late", Duration.ofMillis(1)));
        assertThrows(ActorTimeoutException.class, () -> ref.ask("late", Duration.ZERO));
        free.countDown();
        busy.get();
        ref.ask("the last");
        return actor.handled.get() - 2;
    }

    @Test
    void anAskThatTimesOutIsHandledAllTheSame() throws InterruptedException {
        assertEquals(2, handledAfterATimeout(ActorOptions.defaults()));
    }

    @Test
    void anAskThatTimesOutIsWithdrawnIfThatIsWanted() throws InterruptedException {
        Balance balance = new Balance();
        assertEquals(0, handledAfterATimeout(ActorOptions.defaults().withdrawTimedOut(true)));
        assertEquals(2, balance.withdrawn());
        balance.assertIs(4, 2, 0);
    }

    @Test
    void anAskThatTimesOutWhileItIsHandledIsNotWithdrawn() throws InterruptedException {
        Balance balance = new Balance();
        ActorRef<?> ref = start(Scripted::new, ActorOptions.defaults().withdrawTimedOut(true));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Background<Object> asker = Background.run(() -> ref.ask(code(() -> {
            begun.countDown();
            return free.await(10, TimeUnit.SECONDS);
        }), Duration.ofMillis(20)));
        begun.await();
        assertThrows(ActorTimeoutException.class, asker::result);
        free.countDown();
        ref.ask("the last");
        balance.assertIs(2, 2, 0);
    }

    /** The limit or the actor is first: what was withdrawn is not handled, what was handled is not withdrawn. */
    @Test
    void ruleC1ManyAsksThatTimeOutAreEachHandledOrWithdrawn() {
        Balance balance = new Balance();
        Scripted actor = new Scripted();
        ActorRef<?> ref = start(() -> actor, ActorOptions.defaults().withdrawTimedOut(true).inboxCapacity(2));
        int rounds = scaled(20_000);
        List<Background<Integer>> askers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            askers.add(Background.run(() -> {
                int answered = 0;
                for (int round = 0; round < rounds; round++) {
                    try {
                        ref.ask("reply", Duration.ofNanos(round % 50 * 1_000));
                        answered++;
                    } catch (ActorTimeoutException e) {
                        // it was handled, withdrawn, or never sent for want of a place
                    }
                }
                return answered;
            }));
        }
        int answered = askers.stream().mapToInt(Background::result).sum();
        ref.ask("the last");
        assertTrue(answered < actor.handled.get());
        balance.assertIs(balance.accepted(), actor.handled.get(), 0);
    }

    /** Two ask each other all the time; the refused ones are withdrawn, whatever the others do concurrently. */
    @Test
    void ruleC1AsksThatCloseCyclesAreEachHandledOrWithdrawn() {
        Balance balance = new Balance();
        AtomicInteger handled = new AtomicInteger();
        List<ActorRef<Scripted>> pair = actors(2);
        int refused = 0;
        for (int round = 0; round < scaled(2_000); round++) {
            List<Scripted.Code> codes = new ArrayList<>();
            for (ActorRef<Scripted> other : List.of(pair.get(1), pair.get(0))) {
                codes.add(member(() -> other.ask(code(handled::incrementAndGet))));
            }
            refused += deadlocks(atOnce(pair, codes));
            assertOneDeadlock();
        }
        pair.forEach(ref -> ref.ask("the last"));
        assertEquals(refused, balance.withdrawn());
        assertEquals(refused, handled.get());
    }
}
