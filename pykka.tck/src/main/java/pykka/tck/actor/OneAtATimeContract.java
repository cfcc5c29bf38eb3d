package pykka.tck.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Racers;

/** Handlers of one actor never overlap, and each sees what was done before, without a lock or a volatile field. */
@Contract
class OneAtATimeContract extends ContractTest {
    OneAtATimeContract(String runtime) {
        super(runtime);
    }

    /** Plain fields that must agree, with more between them than a cache line holds. */
    static class Pair {
        int left;
        final long[] between = new long[32];
        int right;

        void step() {
            left++;
            between[left % 32] = left;
            right++;
        }

        boolean agrees(int expected) {
            return left == expected && right == expected && (left == 0 || between[left % 32] == left);
        }
    }

    /** A message that actors pass on and change. */
    static class Baton extends Pair {
        int laps;
    }

    static class Runner extends Actor {
        final Pair own = new Pair();
        final int steps;
        ActorRef<?> next;
        int handled;
        int violations;

        Runner(int steps) {
            this.steps = steps;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            Baton baton = (Baton) message;
            if (!own.agrees(handled) || !baton.agrees(baton.laps)) {
                violations++;
            }
            own.step();
            baton.step();
            baton.laps++;
            if (++handled < steps) {
                if (handled % 64 == 0) {
                    Thread.yield();
                }
                next.tell(baton);
            }
            return null;
        }
    }

    @Test
    void faultA3PlainFieldsOfActorsAndMessagesStayConsistent() {
        int steps = scaled(10_000);
        List<Runner> runners = new ArrayList<>();
        List<ActorRef<Runner>> refs = new ArrayList<>();
        for (int i = 0; i <= Runtime.getRuntime().availableProcessors() * 2; i++) {
            Runner runner = new Runner(steps);
            runners.add(runner);
            refs.add(start(() -> runner));
        }
        for (int i = 0; i < refs.size(); i++) {
            ActorRef<Runner> next = refs.get((i + 1) % refs.size());
            refs.get(i).run(runner -> runner.next = next).get();
        }
        for (ActorRef<Runner> ref : refs) {
            ref.tell(new Baton()); // as many on the way as there are actors
        }
        for (ActorRef<Runner> ref : refs) {
            eventually("all steps", Duration.ofSeconds(30), () -> ref.call(runner -> runner.handled).get() == steps);
            assertTrue(ref.stop());
        }
        for (Runner runner : runners) {
            assertEquals(0, runner.violations);
        }
    }

    static class Revolving extends Actor {
        final AtomicInteger inside = new AtomicInteger();
        int handled; // plain
        int most;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            most = Math.max(most, inside.incrementAndGet());
            Thread.yield();
            handled++;
            inside.decrementAndGet();
            return null;
        }
    }

    @Test
    void faultA5HandlersOfOneActorNeverOverlap() {
        Balance balance = new Balance();
        int senders = 16;
        int each = scaled(1_000_000) / senders;
        Revolving actor = new Revolving();
        ActorRef<Revolving> ref = start(() -> actor);
        AtomicInteger sent = new AtomicInteger();
        // beside other processes each yield may cost their turn: then there are fewer messages
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        Racers.race(senders, sender -> {
            for (int i = 1; i <= each && System.nanoTime() - end < 0; i++) {
                sent.incrementAndGet();
                if (i % 1_000 == 0) {
                    ref.ask(sender); // so that none is far ahead of the actor
                } else {
                    ref.tell(sender);
                }
            }
        });
        assertTrue(ref.stop());
        assertEquals(sent.get(), actor.handled);
        assertEquals(1, actor.most, "most handlers at a time");
        balance.assertIs(sent.get(), sent.get(), 0);
    }

    static class Adder extends Actor {
        int state;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            int[] cells = (int[]) message;
            cells[1] = cells[0] + 1;
            state += cells[0];
            return cells;
        }
    }

    @Test
    void ruleC3WhatWasDoneBeforeTheSendIsSeenByTheHandlerAndWhatWasDoneBeforeTheReplyByTheAsker() {
        ActorRef<Adder> ref = start(Adder::new);
        Racers.race(4, sender -> {
            for (int i = 0; i < scaled(25_000); i++) {
                int[] cells = {0, 0};
                cells[0] = i;
                Future<@Nullable Object> reply = ref.askAsync(cells);
                for (int n = 0; i % 2 == 0 && !reply.isDone(); n++) {
                    Racers.pause(n); // seen done without a wait
                }
                reply.get(slack(Duration.ofSeconds(10)));
                assertEquals(i + 1, cells[1]);
            }
        });
    }

    @Test
    void ruleC3WhatOneHandlerDidIsSeenByTheNext() {
        ActorRef<Adder> ref = start(Adder::new);
        int[] one = {1, 0};
        int each = scaled(25_000);
        Racers.race(4, sender -> {
            for (int i = 0; i < each; i++) {
                if (i % 16 == 0) {
                    ref.ask(one.clone()); // now and then the actor goes idle, and perhaps to another thread
                } else {
                    ref.tell(one.clone());
                }
            }
        });
        assertEquals(4 * each, ref.call(adder -> adder.state).get());
    }

    static class Witness extends Actor {
        int[] made = {0};

        @Override
        protected void onStart() {
            made[0]++;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return made[0]++;
        }

        @Override
        protected void onStop() {
            made[0]++;
        }
    }

    @Test
    void ruleC3ConstructorHooksAndHandlersSeeEachOtherAndWhoeverSawTheEndSeesAll() {
        for (int i = 0; i < scaled(2_000); i++) {
            Witness actor = new Witness();
            actor.made = new int[] {10}; // by the starter, before the start
            ActorRef<Witness> ref = start(() -> actor);
            assertEquals(11, ref.ask("one more"));
            ref.stopAsync();
            ref.whenStopped().get(slack(Duration.ofSeconds(5)));
            assertEquals(13, actor.made[0]);
        }
    }
}
