package pykka.tck.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.tck.support.Scripted.code;
import static pykka.tck.support.Scripted.raise;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorGroup;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Future;
import pykka.api.Restarting;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Garbage;
import pykka.tck.support.Records;
import pykka.tck.support.Scripted;

/** Actors that are started again when they fail. */
@Contract
class RestartingContract extends ContractTest {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Scripted.Code FAIL = () -> raise(new IllegalStateException("broken"));

    private final BlockingQueue<ActorRef<Scripted>> started = new LinkedBlockingQueue<>();

    RestartingContract(String runtime) {
        super(runtime);
    }

    private Restarting atMost(int restarts) {
        return Restarting.atMost(restarts, LONG).backOff(Duration.ZERO, Duration.ZERO)
                .options(ActorOptions.defaults().runtime(runtime));
    }

    private ActorRef<?> keep(Restarting plan) {
        return plan.<Scripted>start(Scripted::new, started::add);
    }

    private ActorRef<Scripted> next() throws InterruptedException {
        ActorRef<Scripted> next = started.poll(slack(Duration.ofSeconds(10)).toMillis(), TimeUnit.MILLISECONDS);
        assertTrue(next != null, "it is not started");
        return next;
    }

    private static ActorEnd end(ActorRef<?> ref) {
        return ref.whenStopped().get(slack(Duration.ofSeconds(10)));
    }

    @Test
    void anActorThatFailsIsStartedAgain() throws InterruptedException {
        log();
        keep(atMost(3));
        ActorRef<Scripted> first = next();
        assertEquals("alive", first.ask("alive"));
        first.tell(FAIL);
        ActorRef<Scripted> second = next();
        assertEquals("alive", second.ask("alive"));
        assertFalse(first.isAlive());
        assertThrows(ActorDeadException.class, () -> first.ask("to the old one"));
    }

    @Test
    void nothingOfTheInboxIsHandedOn() throws InterruptedException {
        Records log = log();
        keep(atMost(3));
        ActorRef<Scripted> first = next();
        List<Future<Object>> asked = first.<List<Future<Object>>>call(actor -> {
            first.tell(FAIL);
            first.tell("lost");
            return List.of(first.askAsync("fails"));
        }).get();
        int handled = next().call(actor -> actor.handled.get()).get();
        assertThrows(ActorDeadException.class, () -> asked.get(0).get());
        assertEquals(0, handled);
        assertEquals(List.of("1 message dropped by " + first + ": 1 java.lang.String"), log.messages("WARN"));
    }

    @Test
    void theKeeperFailsAtTheLimit() throws InterruptedException {
        Records log = log();
        ActorRef<?> keeper = keep(atMost(2));
        for (int i = 0; i < 3; i++) {
            next().tell(FAIL);
        }
        ActorEnd end = end(keeper);
        assertEquals(Reason.FAILED, end.reason());
        assertTrue(end.failure().toString().contains("2 times within PT24H"), end.failure()::toString);
        assertTrue(end.failure().getCause().toString().contains("broken"));
        assertTrue(started.isEmpty());
        assertEquals(4, log.at("ERROR").size());
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void restartsThatAreLongAgoDoNotCount() throws InterruptedException {
        log();
        ActorRef<?> keeper = keep(Restarting.atMost(1, Duration.ZERO).backOff(Duration.ZERO, Duration.ZERO)
                .options(ActorOptions.defaults().runtime(runtime)));
        for (int i = 0; i < 5; i++) {
            next().tell(FAIL);
        }
        next();
        assertTrue(keeper.isAlive());
    }

    @Test
    void thePausesGrow() throws InterruptedException {
        log();
        keep(atMost(10).backOff(Duration.ofMillis(40), Duration.ofMillis(60)));
        for (int pause : new int[] {40, 60, 60}) {
            ActorRef<Scripted> ref = next();
            long begin = System.nanoTime();
            ref.tell(FAIL);
            assertTook(Duration.ofMillis(pause), Duration.ofMillis(pause + 500), untilNext(begin));
        }
    }

    private Duration untilNext(long begin) throws InterruptedException {
        ActorRef<Scripted> ref = next();
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        started.add(ref);
        return taken;
    }

    @Test
    void anActorThatIsStoppedIsNotStartedAgain() throws InterruptedException {
        ActorRef<?> keeper = keep(atMost(3));
        next().stop();
        assertEquals(Reason.STOPPED, end(keeper).reason());
        assertTrue(started.isEmpty());
    }

    @Test
    void whoStopsTheKeeperStopsTheActor() throws InterruptedException {
        ActorRef<?> keeper = keep(atMost(3));
        ActorRef<Scripted> ref = next();
        keeper.stop();
        assertEquals(Reason.STOPPED, end(ref).reason());
    }

    @Test
    void aKeeperThatIsStoppedInAPauseStartsNothing() throws InterruptedException {
        log();
        ActorRef<?> keeper = keep(atMost(3).backOff(Duration.ofMillis(50), Duration.ofMillis(50)));
        ActorRef<Scripted> ref = next();
        ref.tell(FAIL);
        end(ref);
        keeper.stop();
        assertFalse(started.poll(100, TimeUnit.MILLISECONDS) != null);
    }

    @Test
    void aFactoryThatThrowsFails() {
        log();
        AtomicInteger calls = new AtomicInteger();
        ActorRef<?> keeper = atMost(4).<Scripted>start(() -> {
            calls.incrementAndGet();
            throw new IllegalStateException("no network");
        }, started::add);
        assertTrue(end(keeper).failure().getCause().toString().contains("no network"));
        assertEquals(5, calls.get());
    }

    @Test
    void aKeeperWhoseCallbackThrowsStopsItsActor() {
        log();
        Actor[] made = {null};
        ActorRef<?> keeper = atMost(4).<Scripted>start(() -> {
            Scripted actor = new Scripted();
            made[0] = actor;
            return actor;
        }, ref -> {
            throw new IllegalStateException("callback");
        });
        assertEquals(Reason.FAILED, end(keeper).reason());
        assertEquals(Reason.STOPPED, end(made[0].actorRef()).reason());
    }

    @Test
    void nothingIsStartedWithoutAFactoryOrACallback() {
        assertThrows(NullPointerException.class, () -> atMost(1).start(null, ref -> {}));
        assertThrows(NullPointerException.class, () -> atMost(1).start(Scripted::new, null));
        assertEquals(List.of(), ActorRegistry.getAll());
    }

    @Test
    void aMessageToTheKeeperIsUnexpected() throws InterruptedException {
        ActorRef<?> keeper = keep(atMost(3));
        next();
        keeper.ask("strange");
        assertEquals(List.of("Unexpected message received by " + keeper + ": strange"), log().messages("WARN"));
    }

    @Test
    void bothAreInTheGroupThatTheyWereStartedIn() throws InterruptedException {
        log();
        ActorGroup group = ActorGroup.create("kept");
        ActorRef<?>[] keeper = {null};
        group.run(() -> keeper[0] = keep(atMost(3)));
        next().tell(FAIL);
        ActorRef<Scripted> ref = next();
        assertEquals(2, group.getAll().size());
        group.close();
        assertEquals(Reason.GROUP_CLOSED, end(ref).reason());
        assertFalse(keeper[0].isAlive());
    }

    @Test
    void aLoopOfFailuresLeavesNothing() throws InterruptedException {
        Records log = log();
        int failures = scaled(10_000);
        ActorRef<?> keeper = keep(atMost(failures));
        next().tell(FAIL);
        long before = Garbage.usedMemory();
        for (int i = 1; i <= failures; i++) {
            next().tell(FAIL);
            if (i % 100 == 0) {
                log.forget();
            }
        }
        assertEquals(Reason.FAILED, end(keeper).reason());
        log.forget();
        Garbage.assertKeeps(2_000_000, before);
        assertEquals(List.of(), ActorRegistry.getAll());
    }
}
