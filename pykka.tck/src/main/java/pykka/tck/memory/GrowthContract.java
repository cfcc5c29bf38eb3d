package pykka.tck.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pykka.tck.support.Scripted.code;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.tck.support.Background;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Scripted;

/** What many open asks, or many tries, cost. */
@Contract
class GrowthContract extends ContractTest {
    private final CountDownLatch free = new CountDownLatch(1);

    GrowthContract(String runtime) {
        super(runtime);
    }

    @AfterEach
    void letGo() {
        free.countDown();
    }

    private ActorRef<Scripted> stuck() throws InterruptedException {
        ActorRef<Scripted> ref = start(Scripted::new);
        CountDownLatch busy = new CountDownLatch(1);
        ref.tell(code(() -> {
            busy.countDown();
            free.await();
            return null;
        }));
        busy.await();
        return ref;
    }

    /** One with a stack for each would be more than the asks themselves. */
    @Test
    void allAsksThatAreOpenAtTheEndFailByOneException() throws InterruptedException {
        ActorRef<Scripted> ref = stuck();
        ref.stopAsync();
        List<Future<Object>> asks = Stream.generate(() -> ref.askAsync("open")).limit(scaled(10_000)).toList();
        free.countDown();
        ActorDeadException first = assertThrows(ActorDeadException.class, () -> asks.get(0).get());
        assertEquals(ref + " stopped before handling the message", first.getMessage());
        asks.forEach(ask -> assertSame(first, assertThrows(ActorDeadException.class, ask::get)));
    }

    /** One that a start has made beside its own. */
    @Test
    void allAsksOfAnActorThatIsMadeAndNotStartedFailByOneException() {
        List<Future<Object>> asks = new ArrayList<>();
        start(() -> {
            ActorRef<?> other = new Scripted().actorRef();
            for (int i = 0; i < scaled(1_000); i++) {
                asks.add(other.askAsync("open"));
            }
            return new Scripted();
        });
        ActorDeadException first = assertThrows(ActorDeadException.class, () -> asks.get(0).get());
        asks.forEach(ask -> assertSame(first, assertThrows(ActorDeadException.class, ask::get)));
    }

    @Test
    void whoStopsAStuckActorAgainAndAgainPutsOneRequestIntoItsInbox() throws InterruptedException {
        ActorRef<Scripted> ref = stuck();
        long pending = Inspection.counts().pending();
        for (int i = 0; i < 1_000; i++) {
            assertThrows(ActorTimeoutException.class, () -> ref.stop(Duration.ZERO));
        }
        assertEquals(1, Inspection.actor(ref).map(ActorInfo::inboxLength).orElseThrow());
        assertEquals(pending + 1, Inspection.counts().pending(), "what is told of the end");
        free.countDown();
        ref.whenStopped().get(slack(Duration.ofSeconds(5)));
    }

    @Test
    void whatASenderSendsAfterItsStopIsNeverHandled() throws InterruptedException {
        for (int round = 0; round < scaled(200); round++) {
            Scripted actor = new Scripted();
            ActorRef<?> ref = start(() -> actor);
            List<Background<Object>> senders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                senders.add(Background.run(() -> {
                    Future<Boolean> stopped = ref.stopAsync();
                    assertInstanceOf(ActorDeadException.class, failureOf(ref.askAsync("late")));
                    return stopped.get();
                }));
            }
            senders.forEach(Background::result);
            assertEquals(0, actor.handled.get());
        }
    }

    private static Throwable failureOf(Future<?> future) {
        return assertThrows(Throwable.class, future::get);
    }
}
