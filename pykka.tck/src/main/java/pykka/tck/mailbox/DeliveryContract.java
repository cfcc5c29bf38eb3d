package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Limit;
import pykka.tck.support.Racers;

/** Each message is handled once, in the order of its sender, and none waits for the next one to wake the actor. */
@Contract
class DeliveryContract extends ContractTest {
    private static final int SENDERS = 8;

    DeliveryContract(String runtime) {
        super(runtime);
    }

    static class Increasing extends Actor {
        final BitSet seen = new BitSet();
        int handled;
        int outOfOrder;
        int duplicates;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            int n = (Integer) message;
            if (n != handled++) {
                outOfOrder++;
            }
            if (seen.get(n)) {
                duplicates++;
            }
            seen.set(n);
            return null;
        }
    }

    @Test
    void faultA1AMillionMessagesOfOneSenderAreHandledInOrder() {
        Balance balance = new Balance();
        int count = scaled(1_000_000);
        Increasing actor = new Increasing();
        ActorRef<Increasing> ref = start(() -> actor);
        for (int i = 0; i < count; i++) {
            ref.tell(i);
        }
        assertTrue(ref.stop());
        assertEquals(0, actor.outOfOrder, "order errors");
        assertEquals(0, actor.duplicates, "duplicates");
        assertEquals(count, actor.seen.cardinality());
        balance.assertIs(count, count, 0);
    }

    static class OfEachSender extends Actor {
        final int[] next = new int[SENDERS];
        int handled;
        int errors;

        void take(int sender, int number) {
            handled++;
            if (next[sender]++ != number) {
                errors++;
            }
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            long both = (Long) message;
            take((int) (both >> 32), (int) both);
            return message;
        }
    }

    @Test
    void faultA2EachWayOfSendingKeepsTheOrderOfItsSender() {
        Balance balance = new Balance();
        int each = scaled(250_000);
        OfEachSender actor = new OfEachSender();
        ActorRef<OfEachSender> ref = start(() -> actor);
        long[] asked = new long[SENDERS];
        long[] done = new long[SENDERS];
        Racers.race(SENDERS, sender -> {
            List<Future<?>> open = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                int number = i;
                Object message = (long) sender << 32 | number;
                switch (number % 5) {
                    case 0 -> ref.tell(message);
                    case 1 -> open.add(ref.askAsync(message));
                    case 2 -> open.add(ref.call(a -> {
                        a.take(sender, number);
                        return message;
                    }));
                    case 3 -> ref.defer(a -> a.take(sender, number));
                    default -> assertEquals(1, ActorRegistry.broadcast(message, OfEachSender.class));
                }
                if (open.size() == 1_000 || number == each - 1) {
                    asked[sender] += open.size();
                    for (Future<?> future : open) {
                        assertEquals(sender, (int) ((Long) future.get(slack(Duration.ofSeconds(30))) >> 32));
                        done[sender]++;
                    }
                    open.clear();
                }
            }
        });
        assertTrue(ref.stop());
        assertEquals(0, actor.errors, "order errors");
        assertEquals((long) SENDERS * each, actor.handled);
        for (int sender = 0; sender < SENDERS; sender++) {
            assertEquals(asked[sender], done[sender], "futures done of sender " + sender);
        }
        balance.assertIs((long) SENDERS * each, (long) SENDERS * each, 0);
    }

    static class Last extends Actor {
        volatile int seen;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            seen = (Integer) message;
            return null;
        }
    }

    @Test
    void faultA4NoWakeUpIsLostInAMillionRounds() {
        Last actor = new Last();
        ActorRef<Last> ref = start(() -> actor);
        int rounds = scaled(1_000_000);
        int idle = 0;
        for (int i = 1; i <= rounds; i++) {
            if (i % 4 == 0 && isIdle(ref)) {
                idle++;
            }
            for (int n = i % 128; n > 64 && actor.seen < i; n--) {
                // some nanoseconds more each time: in the other rounds it is sent somewhere while the actor goes idle
            }
            ref.tell(i);
            awaitSeen(actor, i);
        }
        assertTrue(idle >= rounds / 4, "the actor was idle in " + idle + " rounds");
    }

    private static void awaitSeen(Last actor, int round) {
        Limit limit = null;
        for (int n = 0; actor.seen < round; n++) {
            Racers.pause(n);
            if (n == 1_000) {
                limit = Limit.of(Duration.ofSeconds(1));
            } else if (n % 1_000 == 0 && limit != null) {
                assertFalse(limit.isOver(), "stalled in round " + round);
            }
        }
    }

    private static boolean isIdle(ActorRef<?> ref) {
        Limit limit = Limit.of(Duration.ofSeconds(1));
        for (int n = 0; Inspection.actor(ref).orElseThrow().state() != ActorInfo.State.IDLE; n++) {
            Racers.pause(n);
            assertFalse(limit.isOver(), "never idle");
        }
        return true;
    }

    static class Chain extends Actor {
        final int length;
        int handled;
        long deepest;
        long shallowest = Long.MAX_VALUE;

        Chain(int length) {
            this.length = length;
        }

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            int n = (Integer) message;
            assertEquals(handled++, n);
            if (n % 100 == 0) {
                long depth = StackWalker.getInstance().walk(Stream::count);
                deepest = Math.max(deepest, depth);
                shallowest = Math.min(shallowest, depth);
            }
            if (n + 1 < length) {
                actorRef().tell(n + 1);
            } else {
                stop();
            }
            return null;
        }
    }

    @Test
    void faultA6AnActorThatTellsItselfDoesNotRecurse() {
        Chain actor = new Chain(scaled(100_000));
        ActorRef<Chain> ref = start(() -> actor);
        ref.tell(0);
        ref.whenStopped().get(slack(Duration.ofSeconds(30)));
        assertEquals(actor.length, actor.handled);
        assertTrue(actor.deepest - actor.shallowest < 50, "the stack grew from " + actor.shallowest + " to " + actor.deepest);
    }

    static class Journal extends Actor {
        final List<Object> handled = new ArrayList<>();

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            handled.add(message);
            if (message.equals("first")) {
                actorRef().tell("own");
                actorRef().tell("own too");
            }
            return null;
        }
    }

    @Test
    void faultA6WhatAnActorTellsItselfComesAfterWhatIsQueued() {
        Journal actor = new Journal();
        ActorRef<Journal> ref = start(() -> actor);
        Gate gate = Gate.hold(ref);
        ref.tell("first");
        ref.tell("second");
        gate.open();
        ref.run(a -> {}).get();
        assertTrue(ref.stop());
        assertEquals(List.of("first", "second", "own", "own too"), actor.handled);
    }
}
