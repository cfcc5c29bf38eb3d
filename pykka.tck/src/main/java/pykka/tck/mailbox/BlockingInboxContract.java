package pykka.tck.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorDeadException;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Noting;
import pykka.tck.support.Racers;
import pykka.tck.support.Records;

/** Bounded inboxes that make the sender wait, which they do if nothing is said. */
@Contract
class BlockingInboxContract extends ContractTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    BlockingInboxContract(String runtime) {
        super(runtime);
    }

    private ActorRef<Noting> start(int capacity) {
        return start(Noting::new, ActorOptions.defaults().inboxCapacity(capacity));
    }

    private static List<Object> handled(ActorRef<Noting> ref) {
        return ref.call(actor -> List.copyOf(actor.handled)).get();
    }

    /** A way to send the message "late". */
    record Way(String name, Sending sending) {
        interface Sending {
            Object to(ActorRef<Noting> ref);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way("tell", ref -> {
                    ref.tell("late");
                    return "late";
                }),
                new Way("ask", ref -> ref.ask("late")),
                new Way("ask with a limit", ref -> ref.ask("late", Duration.ofSeconds(30))),
                new Way("askAsync", ref -> ref.askAsync("late").get()),
                new Way("call", ref -> ref.call(actor -> actor.note("late")).get()),
                new Way("defer", ref -> {
                    ref.defer(actor -> actor.note("late"));
                    return "late";
                }));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void faultA10ASenderWaitsForAPlace(Way way) {
        ActorRef<Noting> ref = start(1);
        Gate gate = Gate.hold(ref);
        assertEquals(1, Noting.fill(ref));
        try (Racers sender = Racers.start(1, i -> assertEquals("late", way.sending().to(ref)))) {
            awaitParked(sender.thread(0));
            gate.open();
        }
        assertEquals(List.of("late"), handled(ref));
        assertEquals(1, Noting.places(ref));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void faultA10ASenderThatWaitsIsToldWhenTheActorEnds(Way way) {
        Records log = log();
        Balance balance = new Balance();
        ActorRef<Noting> ref = start(1);
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        assertEquals(1, Noting.fill(ref));
        try (Racers senders = Racers.start(3,
                i -> assertEquals(ref + " not found",
                        assertThrows(ActorDeadException.class, () -> way.sending().to(ref)).getMessage()))) {
            for (int i = 0; i < 3; i++) {
                awaitParked(senders.thread(i));
            }
            gate.open();
        }
        ref.whenStopped().get();
        assertEquals(1, log.at("WARN").size());
        balance.assertIs(2, 1, 1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void faultA10ASenderThatIsInterruptedWhileItWaitsHasSentNothing(Way way) {
        Balance balance = new Balance();
        ActorRef<Noting> ref = start(1);
        Gate gate = Gate.hold(ref);
        assertEquals(1, Noting.fill(ref));
        try (Racers sender = Racers.start(1, i -> {
            assertThrows(ActorInterruptedException.class, () -> way.sending().to(ref));
            assertTrue(Thread.interrupted(), "the flag is set again");
        })) {
            awaitParked(sender.thread(0));
            sender.thread(0).interrupt();
        }
        gate.open();
        assertEquals(List.of(), handled(ref));
        balance.assertIs(3, 3, 0);
        assertEquals(1, Noting.places(ref));
    }

    @Test
    void faultA10TheLimitOfAnAskCoversTheWaitForAPlace() {
        ActorRef<Noting> ref = start(1);
        Gate gate = Gate.hold(ref);
        assertEquals(1, Noting.fill(ref));
        assertTook(LIMIT, Duration.ofMillis(400),
                time(() -> assertThrows(ActorTimeoutException.class, () -> ref.ask("late", LIMIT))));
        assertTook(Duration.ZERO, Duration.ofMillis(100),
                time(() -> assertThrows(ActorTimeoutException.class, () -> ref.ask("poll", Duration.ZERO))));
        gate.open();
        assertEquals(List.of(), handled(ref), "what got no place was not sent");
        assertEquals(1, Noting.places(ref));
    }

    @Test
    void faultA10TheLimitOfAnAskCoversPlaceAndReplyTogether() {
        Duration limit = Duration.ofSeconds(2);
        ActorRef<Noting> ref = start(1);
        Gate first = Gate.hold(ref);
        Gate second = new Gate();
        ref.defer(actor -> second.pass());
        try (Racers asker = Racers.start(1, i -> assertTook(limit, limit.plusMillis(200),
                time(() -> assertThrows(ActorTimeoutException.class, () -> ref.ask("late", limit)))))) {
            eventually("the asker waits", () -> asker.thread(0).getState() == Thread.State.TIMED_WAITING);
            long begin = System.nanoTime();
            eventually("half of its time is over", () -> System.nanoTime() - begin > limit.toNanos() / 2);
            first.open();
            second.awaitReached(); // so the ask has its place, and no reply
        }
        second.open();
        assertEquals(List.of("late"), handled(ref), "it was sent, and handled once");
    }

    @Test
    void faultA10ABroadcastPassesAFullInboxOverAndDoesNotWait() {
        ActorRef<Noting> full = start(1);
        ActorRef<Noting> other = start(1);
        Gate gate = Gate.hold(full);
        full.tell("first");
        assertEquals(1, ActorRegistry.broadcast("to all"));
        gate.open();
        eventually("handled", () -> handled(other).equals(List.of("to all")));
        assertEquals(List.of("first"), handled(full));
    }

    @Test
    void faultA10ActorsThatWaitForPlacesInEachOthersInboxesAreADeadlock() {
        ActorRef<Noting> left = start(1);
        ActorRef<Noting> right = start(1);
        Gate leftGate = new Gate();
        Gate rightGate = new Gate();
        List<Future<Void>> sent = List.of(
                left.run(actor -> {
                    leftGate.pass();
                    right.tell("from left");
                }),
                right.run(actor -> {
                    rightGate.pass();
                    left.tell("from right");
                }));
        leftGate.awaitReached();
        rightGate.awaitReached();
        left.tell("fills it");
        right.tell("fills it");
        leftGate.open();
        rightGate.open();
        int deadlocks = 0;
        for (Future<Void> future : sent) {
            try {
                future.get(slack(Duration.ofSeconds(5)));
            } catch (ActorDeadlockException e) {
                deadlocks++;
            }
        }
        assertEquals(1, deadlocks, "one of the two could go on");
        eventually("the message of the other came", () -> handled(left).size() + handled(right).size() == 3);
    }
}
