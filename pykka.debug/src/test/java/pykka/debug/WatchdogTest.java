package pykka.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Promise;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.Inspection;
import pykka.debug.Tests.Plain;
import pykka.testkit.log.Recorder;

@Timeout(120)
class WatchdogTest {
    private static final Duration LIMIT = Duration.ofMillis(100);

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Promise<Object> over = Promise.create();
    private AutoCloseable listening;
    private Watchdog watchdog;

    @BeforeEach
    void listen() {
        listening = Recorder.listen(record -> {
            if (record.level().equals("WARN")) {
                warnings.add(record.message());
            }
        });
    }

    @AfterEach
    void letGo() throws Exception {
        if (watchdog != null) {
            watchdog.close();
        }
        over.set("over");
        listening.close();
        ActorRegistry.stopAll(Tests.slack(Duration.ofSeconds(5)));
        assertEquals(List.of(), ActorRegistry.getAll());
        Tests.await("its thread ends", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("pykka-watchdog")));
    }

    @Test
    void limitThatIsTooLongForNanosecondsIsTheLongest() {
        watchdog = Watchdog.start(Duration.ofSeconds(Long.MAX_VALUE), 1);
        assertEquals(List.of(), warnings);
    }

    static List<String> runtimes() {
        return Tests.runtimes();
    }

    private List<String> warnings(ActorRef<?> ref) {
        return warnings.stream().filter(text -> text.contains(ref.toString())).toList();
    }

    /** Until the watchdog must have looked some times more: it says so of another actor. */
    private void letItLook() {
        for (int i = 0; i < 2; i++) {
            ActorRef<Plain> other = Tests.start("threading");
            other.defer(actor -> over.get(Duration.ofMinutes(1)));
            Tests.await("the other one is warned of", () -> !warnings(other).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("runtimes")
    void actorThatIsAtOneMessageTooLongIsWarnedOfOnceWithItsStack(String runtime) {
        watchdog = Watchdog.start(LIMIT, 1_000);
        ActorRef<Plain> ref = Tests.start(runtime);
        ref.defer(actor -> over.get());
        letItLook();
        assertEquals(1, warnings(ref).size(), warnings::toString);
        String text = warnings(ref).get(0);
        assertTrue(text.startsWith("At the same message for more than "), text);
        assertTrue(text.contains(": WAITING, 0 messages wait, handles pykka.debug.WatchdogTest$$Lambda"), text);
        assertTrue(text.contains("\n\tat ") && text.contains("WatchdogTest.lambda$actorThatIsAtOneMessageTooLong"), text);
    }

    @Test
    void listenersAreToldOfAStuckActorOnceForEachMessage() throws Exception {
        List<String> stuck = new CopyOnWriteArrayList<>();
        ActorRef<Plain> ref = Tests.start("threading");
        try (AutoCloseable hearing = Inspection.listen(new ActorListener() {
            @Override
            public void stuck(ActorInfo actor, long nanos) {
                if (actor.urn().equals(ref.actorUrn())) {
                    assertTrue(nanos >= LIMIT.toNanos(), () -> "stuck for " + nanos);
                    stuck.add(actor.handling().orElse("none"));
                }
            }
        })) {
            assertNotNull(hearing);
            watchdog = Watchdog.start(LIMIT, 1_000);
            ref.defer(actor -> over.get());
            letItLook();
            assertEquals(List.of("pykka.debug.WatchdogTest$$Lambda"), stuck);
        }
    }

    @Test
    void actorThatRunsAtOneMessageTooLongIsWarnedOf() {
        AtomicBoolean stop = new AtomicBoolean();
        ActorRef<Plain> ref = Tests.start("threading");
        ref.defer(actor -> {
            while (!stop.get()) {
                Thread.yield();
            }
        });
        watchdog = Watchdog.start(LIMIT, 1_000);
        try {
            Tests.await("it is warned of", () -> !warnings(ref).isEmpty());
            assertTrue(warnings(ref).get(0).contains(": RUNNING, "), warnings::toString);
        } finally {
            stop.set(true);
        }
    }

    @Test
    void actorThatHandlesManyMessagesAndAnIdleOneAreNot() {
        watchdog = Watchdog.start(LIMIT, 1_000_000);
        ActorRef<Plain> idle = Tests.start("threading");
        ActorRef<Plain> busy = Tests.start("threading");
        AtomicBoolean stop = new AtomicBoolean();
        busy.defer(actor -> again(busy, stop));
        letItLook();
        stop.set(true);
        assertEquals(List.of(), warnings(idle));
        assertEquals(List.of(), warnings(busy));
    }

    /** Far below the limit, and long enough to be seen at it. */
    private static void again(ActorRef<Plain> ref, AtomicBoolean stop) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < 2_000_000) {
            Thread.onSpinWait();
        }
        if (!stop.get()) {
            ref.defer(actor -> again(ref, stop));
        }
    }

    @Test
    void inboxThatGrowsIsWarnedOfAndOneThatIsOnlyLongIsNot() {
        watchdog = Watchdog.start(LIMIT, 100);
        ActorRef<Plain> grows = Tests.start("threading");
        ActorRef<Plain> isLong = Tests.start("threading");
        CountDownLatch gate = new CountDownLatch(1);
        for (ActorRef<Plain> ref : List.of(grows, isLong)) {
            ref.defer(actor -> gate.await());
            for (int i = 0; i < 200; i++) {
                ref.tell("waits");
            }
        }
        Tests.await("it is warned of", () -> {
            grows.tell("one more");
            return warnings(grows).stream().anyMatch(text -> text.startsWith("The inbox grows: "));
        });
        gate.countDown();
        assertFalse(warnings(isLong).stream().anyMatch(text -> text.startsWith("The inbox grows: ")), warnings::toString);
        assertTrue(warnings(grows).stream().anyMatch(text -> text.contains("\n\tat ")), warnings::toString);
    }

    @Test
    void deadlockIsWarnedOfOnce() {
        System.setProperty("pykka.deadlock", "off");
        try {
            ActorRef<Plain> one = Tests.start("threading");
            ActorRef<Plain> other = Tests.start("threading");
            CountDownLatch both = new CountDownLatch(2);
            List<Thread> threads = new CopyOnWriteArrayList<>();
            for (List<ActorRef<Plain>> pair : List.of(List.of(one, other), List.of(other, one))) {
                pair.get(0).defer(actor -> {
                    both.countDown();
                    both.await();
                    threads.add(Thread.currentThread());
                    pair.get(1).ask("never seen");
                });
            }
            watchdog = Watchdog.start(LIMIT, 1_000);
            letItLook();
            threads.forEach(Thread::interrupt);
            assertEquals(1, warnings.stream().filter(text -> text.startsWith("Deadlock: ")).count(), warnings::toString);
        } finally {
            System.clearProperty("pykka.deadlock");
        }
    }

    @Test
    void ofVeryManyTenAreWarnedOfInAMinute() {
        List<ActorRef<Plain>> refs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            refs.add(Tests.start("threading"));
            refs.get(i).defer(actor -> over.get());
        }
        watchdog = Watchdog.start(LIMIT, 1_000);
        Tests.await("ten are warned of", () -> warnings.size() >= 10);
        long begin = System.nanoTime();
        Tests.await("it looks some times more", () -> System.nanoTime() - begin > 5 * LIMIT.toNanos());
        assertEquals(10, warnings.size(),
                () -> warnings.stream().map(text -> text.lines().findFirst().orElse("")).collect(Collectors.joining("\n")));
    }

    @Test
    void limitsMustBePositive() {
        assertThrows(IllegalArgumentException.class, () -> Watchdog.start(Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> Watchdog.start(Duration.ofSeconds(-1), 1));
        assertThrows(IllegalArgumentException.class, () -> Watchdog.start(LIMIT, 0));
    }

    @Test
    void closedOneIsSilent() {
        Watchdog.start(LIMIT, 1_000).close();
        ActorRef<Plain> ref = Tests.start("threading");
        ref.defer(actor -> over.get());
        watchdog = Watchdog.start(LIMIT, 1_000);
        letItLook();
        assertEquals(1, warnings(ref).size());
    }
}
