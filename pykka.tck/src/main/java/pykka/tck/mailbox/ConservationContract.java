package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.Promise;
import pykka.api.inspect.Counts;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Records;
import pykka.tck.support.Limit;
import pykka.tck.support.Rounds;

/** What is accepted is handled or dead-lettered, exactly once, and in order. */
@Contract
class ConservationContract extends ContractTest {
    ConservationContract(String runtime) {
        super(runtime);
    }

    static class Counted extends Actor {
        final @Nullable Promise<@Nullable Object> sendersDone;
        final List<List<Future<?>>> answers = List.of(new ArrayList<>(), new ArrayList<>());
        final AtomicInteger told = new AtomicInteger();
        int handled;
        @Nullable Counts counts;

        Counted(boolean readsItsCounts) {
            sendersDone = readsItsCounts ? Promise.create() : null;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            handled++;
            return message;
        }

        /** The inbox is closed and drained; the counts of this actor are final when its senders are done. */
        @Override
        protected void onStop() {
            if (sendersDone != null) {
                sendersDone.get(slack(Duration.ofSeconds(20)));
                counts = Inspection.counts(actorRef()).orElseThrow();
            }
        }

        void send(int sender, int messages) {
            ActorRef<?> ref = Actor.refOf(this);
            for (int i = 0; i < messages; i++) {
                answers.get(sender).add(ref.askAsync(i));
                try {
                    ref.tell(i);
                    told.incrementAndGet();
                } catch (ActorDeadException e) {
                    assertEquals(ref + " not found", e.getMessage());
                }
            }
        }

        /** The tells that returned, and the asks but those that found no actor. */
        int accepted() {
            int accepted = told.get();
            for (List<Future<?>> ofOne : answers) {
                for (Future<?> answer : ofOne) {
                    try {
                        answer.get(slack(Duration.ofSeconds(10)));
                        accepted++;
                    } catch (ActorDeadException e) {
                        accepted += e.getMessage().endsWith(" stopped before handling the message") ? 1 : 0;
                    }
                }
            }
            return accepted;
        }
    }

    /** A third of the 60,000 racing closes; the others are faultB1 with asks alone and faultB2 with tells alone. */
    @Test
    void ruleC1NoRacingCloseLosesOrDoublesAMessage() throws Exception {
        log();
        int[] round = {0};
        int[] mixed = {0};
        Balance[] balance = {null};
        Rounds.Act<Counted> check = actor -> {
            Future<?> end = actor.actorRef().whenStopped();
            if (actor.sendersDone != null) {
                actor.sendersDone.set(null);
            }
            end.get(slack(Duration.ofSeconds(5)));
            int accepted = actor.accepted();
            balance[0].assertIs(accepted, actor.handled, accepted - actor.handled);
            if (actor.counts != null) {
                assertEquals(accepted, actor.counts.accepted());
                assertEquals(actor.handled, actor.counts.handled());
                assertEquals(accepted - actor.handled, actor.counts.deadLettered());
            }
            mixed[0] += actor.handled > 0 && actor.handled < 12 ? 1 : 0;
        };
        Limit limit = Limit.of(Duration.ofSeconds(20));
        int rounds;
        do { // on a busy machine, it may take more rounds until a close falls between messages
            rounds = Rounds.race(scaled(20_000), 2, () -> {
                Counted actor = new Counted(round[0]++ % 10 == 0);
                balance[0] = new Balance(); // of one actor, for there is but one at a time
                start(() -> actor);
                return actor;
            }, (actor, sender) -> actor.send(sender, 3), Actor::stop, check);
        } while (rounds >= 5_000 && mixed[0] == 0 && !limit.isOver());
        assertTrue(rounds < 5_000 || mixed[0] > 0, "no close fell between the messages");
    }

    @Test
    void ruleC1AllWaysToEndAccountForWhatIsLeft() {
        log();
        for (boolean failing : new boolean[] {false, true}) {
            Balance balance = new Balance();
            Counted actor = new Counted(false);
            ActorRef<Counted> ref = start(() -> actor);
            Gate gate = Gate.hold(ref);
            ref.tell(1);
            ref.askAsync(2);
            if (failing) {
                ref.defer(a -> {
                    throw new IllegalStateException();
                });
            } else {
                ref.stopAsync();
            }
            actor.send(0, 5);
            gate.open();
            ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            int handled = failing ? 4 : 3;
            balance.assertIs(handled + 10, handled, 10);
            assertThrows(ActorDeadException.class, () -> ref.tell("late"));
            ref.askAsync("late").isDone();
            balance.assertIs(handled + 10, handled, 10);
        }
    }

    static class Unstartable extends Counted {
        Unstartable() {
            super(false);
        }

        @Override
        protected void onStart() {
            throw new IllegalStateException();
        }
    }

    @Test
    void ruleC1WhatIsSentToAnActorThatDoesNotStartIsDeadLettered() {
        log();
        Balance balance = new Balance();
        List<Unstartable> made = new ArrayList<>();
        ActorRef<Unstartable> ref = start(() -> {
            Unstartable actor = new Unstartable();
            made.add(actor);
            actor.send(0, 5);
            return actor;
        });
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
        balance.assertIs(10, 0, 10);
        assertEquals(0, made.get(0).handled);
    }

    @Test
    void ruleC1WhatIsSentToAnActorWhoseFactoryFailsIsDeadLettered() {
        Balance balance = new Balance();
        List<Counted> made = new ArrayList<>();
        assertThrows(IllegalStateException.class, () -> start(() -> {
            made.add(new Counted(false));
            made.get(0).send(0, 5);
            throw new IllegalStateException();
        }));
        balance.assertIs(10, 0, 10);
        assertTrue(made.get(0).answers.get(0).stream().allMatch(Future::isDone));
    }

    @Test
    void ruleC1AMessageWhoseAskerGaveUpIsHandledOnceAndCounted() {
        Balance balance = new Balance();
        ActorRef<Counted> ref = start(() -> new Counted(false));
        Gate gate = Gate.hold(ref);
        assertThrows(ActorTimeoutException.class, () -> ref.ask("given up", Duration.ZERO));
        gate.open();
        assertEquals(1, ref.call(actor -> actor.handled).get());
        balance.assertIs(3, 3, 0);
    }

    static class Journal extends Actor {
        final List<Object> handled = new ArrayList<>();

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            if (message instanceof RuntimeException failure) {
                throw failure;
            }
            handled.add(message);
            return message;
        }
    }

    @Test
    void ruleC2AllThatWasAcceptedBeforeAStopIsHandledFirstAndInOrder() {
        log();
        Journal actor = new Journal();
        ActorRef<Journal> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        List<Integer> before = IntStream.range(0, 1_000).boxed().toList();
        List<Future<?>> answers = new ArrayList<>();
        for (Integer i : before) {
            if (i % 2 == 0) {
                ref.tell(i);
            } else {
                answers.add(ref.askAsync(i));
            }
        }
        Future<Boolean> stopped = ref.stopAsync();
        Future<?> after = ref.askAsync("after");
        gate.open();
        assertTrue(stopped.get());
        assertEquals(before, actor.handled);
        assertTrue(answers.stream().allMatch(Future::isDone));
        answers.forEach(Future::get);
        assertThrows(ActorDeadException.class, after::get);
    }

    @Test
    void ruleC2AFailureDeadLettersAllThatIsQueuedBehindIt() {
        Records log = log();
        Journal actor = new Journal();
        ActorRef<Journal> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        ref.tell("before");
        ref.tell(new IllegalStateException());
        ref.tell("after");
        Future<?> ask = ref.askAsync("after");
        Future<Boolean> stopped = ref.stopAsync();
        gate.open();
        assertTrue(stopped.get());
        assertEquals(List.of("before"), actor.handled);
        assertThrows(ActorDeadException.class, ask::get);
        assertEquals(List.of("1 message dropped by " + ref + ": 1 java.lang.String"), log.messages("WARN"));
    }
}
