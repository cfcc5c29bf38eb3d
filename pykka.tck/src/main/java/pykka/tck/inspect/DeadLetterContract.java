package pykka.tck.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorGroup;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.ActorOptions.WhenFull;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Gate;
import pykka.tck.support.Letters;
import pykka.tck.support.Scripted;

/** Each message that is not handled is told to listeners, once, with its cause. */
@Contract
class DeadLetterContract extends ContractTest {
    private static final String LAMBDA = DeadLetterContract.class.getName() + "$$Lambda";
    private static final Duration LATER = Duration.ofDays(1);

    private final Letters letters = new Letters(false);

    DeadLetterContract(String runtime) {
        super(runtime);
    }

    @BeforeEach
    void listen() {
        untilTheEnd(Inspection.listen(letters));
    }

    private ActorRef<Scripted> startRefusing() {
        return start(Scripted::new, ActorOptions.defaults().inboxCapacity(1).whenFull(WhenFull.REFUSE));
    }

    private static ActorEnd awaitEnd(ActorRef<?> ref) {
        return ref.whenStopped().get(slack(Duration.ofSeconds(10)));
    }

    /** What ends an actor. */
    enum Way {
        STOP(Reason.STOPPED), STOP_NOW(Reason.STOPPED), FAILURE(Reason.FAILED), GROUP(Reason.GROUP_CLOSED), CUT_OFF(Reason.CUT_OFF);

        final Reason reason;

        Way(Reason reason) {
            this.reason = reason;
        }
    }

    /** Keeps an actor at a message until it is let go, whatever interrupts it. Returns what lets it go. */
    private static CountDownLatch hold(ActorRef<?> ref) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        ref.defer(self -> {
            held.countDown();
            while (free.getCount() > 0) {
                try {
                    free.await();
                } catch (InterruptedException e) {
                    // by the cut-off
                }
            }
        });
        held.await();
        return free;
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void whatIsInTheInboxAtTheEndIsDroppedForTheReasonOfTheEnd(Way way) throws Exception {
        log();
        ActorGroup group = ActorGroup.create("letters");
        ActorRef<Scripted> ref = group.start(Scripted::new, ActorOptions.defaults().runtime(runtime));
        Future<?> end = ref.whenStopped();
        CountDownLatch held = hold(ref);
        Background<?> closing = null;
        switch (way) {
            case STOP -> ref.stopAsync();
            case FAILURE -> ref.defer(self -> raise(new IllegalStateException()));
            case GROUP -> closing = Background.run(() -> {
                group.close(slack(Duration.ofSeconds(10)));
                return null;
            }).parked(); // it has requested the stop
            default -> {}
        }
        ref.tell("told");
        ref.tell(null);
        Future<Object> asked = ref.askAsync(1);
        ref.defer(self -> {});
        ref.call(self -> 1);
        if (way == Way.STOP_NOW) {
            ref.stopNow();
        } else if (way == Way.CUT_OFF) {
            group.close(Duration.ofMillis(20));
        }
        held.countDown();
        end.get(slack(Duration.ofSeconds(10)));
        if (closing != null) {
            closing.result();
        }
        assertThrows(ActorDeadException.class, asked::get);
        assertEquals(Stream.of("java.lang.Integer asked of", "java.lang.String told to", "null told to", LAMBDA + " asked of",
                LAMBDA + " told to").map(text -> text + " @: DROPPED, " + way.reason).toList(), letters.texts(ref));
    }

    @Test
    void whatWasSentToAnActorWhoseStartFailsIsDropped() {
        Actor[] actor = {null};
        assertThrows(IllegalStateException.class, () -> start(() -> {
            actor[0] = new Scripted();
            actor[0].actorRef().tell("left");
            throw new IllegalStateException();
        }));
        assertEquals(List.of("java.lang.String told to @: DROPPED, NOT_STARTED"), letters.texts(actor[0].actorRef()));
    }

    @Test
    void whatIsSentToADeadActorInAnyWayIsADeadLetter() {
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.stop();
        assertThrows(ActorDeadException.class, () -> ref.tell("told"));
        assertThrows(ActorDeadException.class, () -> ref.defer(self -> {}));
        assertThrows(ActorDeadException.class, () -> ref.tellAfter(Duration.ZERO, 'c'));
        assertThrows(ActorDeadException.class, () -> ref.ask(1));
        assertThrows(ActorDeadException.class, () -> ref.ask(1L, Duration.ofSeconds(1)));
        ref.askAsync(true);
        ref.call(self -> 1);
        ref.run(self -> {});
        assertEquals(Stream.of("java.lang.Boolean asked of", "java.lang.Character told to", "java.lang.Integer asked of",
                "java.lang.Long asked of", "java.lang.String told to", LAMBDA + " asked of", LAMBDA + " asked of", LAMBDA + " told to")
                .map(text -> text + " @: DEAD, STOPPED").toList(), letters.texts(ref));
    }

    @Test
    void whatAListenerSendsInVainWhileItHearsOfADeadLetterIsNone() {
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.stop();
        AtomicInteger calls = new AtomicInteger();
        Registration sending = Inspection.listen(new ActorListener() {
            @Override
            public void deadLetter(DeadLetter letter) {
                if (calls.incrementAndGet() < 10) {
                    assertThrows(ActorDeadException.class, () -> ref.tell(1));
                }
            }
        });
        assertThrows(ActorDeadException.class, () -> ref.tell("first"));
        assertThrows(ActorDeadException.class, () -> ref.tell('c'));
        sending.close();
        assertEquals(List.of("java.lang.Character told to @: DEAD, STOPPED", "java.lang.String told to @: DEAD, STOPPED"),
                letters.texts(ref));
    }

    @Test
    void whatIsSentToAnActorThatEndsIsADeadLetterToo() {
        ActorRef<Scripted> ref = start(() -> {
            Scripted actor = new Scripted();
            return actor.stopping(() -> {
                assertThrows(ActorDeadException.class, () -> actor.actorRef().tell("told"));
                actor.actorRef().askAsync(1);
                assertThrows(ActorDeadException.class, () -> actor.actorRef().defer(self -> {}));
                assertThrows(ActorDeadException.class, () -> actor.actorRef().tellAfter(Duration.ZERO, 'c'));
                return null;
            });
        });
        ref.stop();
        assertEquals(Stream.of("java.lang.Character told to", "java.lang.Integer asked of", "java.lang.String told to",
                LAMBDA + " told to").map(text -> text + " @: DEAD, STOPPED").toList(), letters.texts(ref));
    }

    @Test
    void whatIsSentToAnActorThatIsNotStartedIsADeadLetterWithoutAnEnd() {
        ActorRef<?> ref = new Scripted().actorRef();
        assertThrows(ActorDeadException.class, () -> ref.tell("told"));
        assertEquals(List.of("java.lang.String told to @: DEAD"), letters.texts(ref));
        assertEquals(Optional.empty(), letters.to(ref).get(0).end());
    }

    @Test
    void whatAFullInboxRefusesIsADeadLetterAndCounted() {
        Balance balance = new Balance();
        ActorRef<Scripted> ref = startRefusing();
        Gate gate = Gate.hold(ref);
        ref.tell("fits");
        assertThrows(ActorInboxFullException.class, () -> ref.tell("told"));
        assertThrows(ActorInboxFullException.class, () -> ref.defer(self -> {}));
        assertThrows(ActorInboxFullException.class, () -> ref.ask(1));
        assertThrows(ActorInboxFullException.class, () -> ref.ask(1L, Duration.ofSeconds(1)));
        ref.askAsync(true);
        ref.call(self -> 1);
        ref.run(self -> {});
        assertEquals(0, ActorRegistry.broadcast('c', Scripted.class));
        assertEquals(Stream.of("java.lang.Boolean asked of", "java.lang.Character told to", "java.lang.Integer asked of",
                "java.lang.Long asked of", "java.lang.String told to", LAMBDA + " asked of", LAMBDA + " asked of", LAMBDA + " told to")
                .map(text -> text + " @: INBOX_FULL").toList(), letters.texts(ref));
        ActorInfo info = Inspection.actor(ref).orElseThrow();
        assertEquals(8, info.refused());
        assertTrue(info.toString().contains(", 8 were refused"), info::toString);
        gate.open();
        ref.stop();
        balance.assertIs(2, 2, 0);
        assertEquals(8, balance.refused());
    }

    @Test
    void whatBlocksForAPlaceWhenTheActorEndsIsADeadLetterOnce() {
        log();
        ActorRef<Scripted> ref = start(Scripted::new, ActorOptions.defaults().inboxCapacity(1));
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        ref.tell('c');
        Background<?> teller = Background.run(() -> assertThrows(ActorDeadException.class, () -> ref.tell("told"))).parked();
        Background<?> asker = Background.run(() -> assertThrows(ActorDeadException.class, () -> ref.ask(1))).parked();
        gate.open();
        teller.result();
        asker.result();
        awaitEnd(ref);
        assertEquals(List.of("java.lang.Character told to @: DROPPED, STOPPED", "java.lang.Integer asked of @: DEAD, STOPPED",
                "java.lang.String told to @: DEAD, STOPPED"), letters.texts(ref));
        assertEquals(0, Inspection.actor(ref).map(ActorInfo::refused).orElse(0L));
    }

    @Test
    void whatWasToldForLaterIsADeadLetterIfTheActorEndsBeforeAndWhatATimerOfItsOwnSendsIsNot() {
        ActorRef<Scripted> ref = start(Scripted::new);
        ref.tellAfter(LATER, "told");
        ActorTimer cancelled = ref.tellAfter(LATER, 1);
        ref.run(self -> {
            self.timers().after(LATER, 2L);
            self.timers().after("key", LATER, 'c');
            self.timers().atFixedRate(LATER, 'd');
            self.timers().withFixedDelay(LATER, 'e');
            self.timers().receiveTimeout(LATER, 'f');
        }).get();
        cancelled.cancel();
        ref.stop();
        eventually("its timers are released", () -> !letters.to(ref).isEmpty());
        ActorRef<Scripted> next = start(Scripted::new); // the thread of the timers comes to its timer after all of the first
        next.tellAfter(LATER, "next");
        next.stop();
        eventually("its timer is released, too", () -> !letters.to(next).isEmpty());
        assertEquals(List.of("java.lang.String told to @: TIMER, STOPPED"), letters.texts(ref));
    }

    @Test
    void theThreadOfTheTimersCallsNoListener() throws Exception {
        CompletableFuture<String> caller = new CompletableFuture<>();
        ActorRef<Scripted> ref = start(Scripted::new);
        try (Registration second = Inspection.listen(new ActorListener() {
            @Override
            public void deadLetter(DeadLetter letter) {
                caller.complete(Thread.currentThread().getName());
            }
        })) {
            Objects.requireNonNull(second);
            ref.tellAfter(LATER, "told");
            ref.stop();
            assertNotEquals("pykka-timers", caller.get(slack(Duration.ofSeconds(10)).toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void whatATimerHasSentIsDroppedLikeAllElseAndWhatIsTakenBackIsNoDeadLetter() {
        log();
        Balance balance = new Balance();
        ActorRef<Scripted> ref = start(Scripted::new);
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        ref.tellAfter(Duration.ZERO, "dropped");
        ActorTimer timer = ref.tellAfter(Duration.ZERO, 1);
        Future<Object> asked = ref.askAsync(2);
        eventually("the timers have sent", () -> balance.accepted() == 4);
        assertTrue(timer.cancel());
        assertTrue(asked.cancel());
        gate.open();
        awaitEnd(ref);
        assertEquals(List.of("java.lang.String told to @: DROPPED, STOPPED"), letters.texts(ref));
    }

    @Test
    void theNoticeOfAWatchIsNoDeadLetter() {
        ActorRef<Scripted> watched = start(Scripted::new);
        ActorRef<Scripted> ref = start(() -> new Scripted() {
            @Override
            protected void onStart() {
                watch(watched);
            }
        });
        Balance balance = new Balance();
        Gate gate = Gate.hold(ref);
        ref.stopAsync();
        watched.stop();
        eventually("the notice has come", () -> balance.accepted() == 2);
        gate.open();
        awaitEnd(ref);
        assertEquals(List.of(), letters.texts(ref));
    }
}
