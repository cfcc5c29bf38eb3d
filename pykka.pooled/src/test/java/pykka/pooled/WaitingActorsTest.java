package pykka.pooled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pykka.api.ActorRef;
import pykka.api.spi.ActorThreads;
import pykka.testkit.StopActors;

/** The watch over actors on virtual threads: it has to be there, and goes, as their threads do. */
@ExtendWith(StopActors.class)
class WaitingActorsTest {
    private static final String WATCH = "virtual-watch";

    private final Set<Thread> before = Tests.threads();
    private final AtomicBoolean refuses = new AtomicBoolean();
    private final PooledRuntime runtime = new PooledRuntime(new Pool(2, 256, this::make, ActorThreads::virtual));
    private final ActorRef<Tests.Code> ref = Tests.start(runtime);
    private final ActorRef<Tests.Code> asked = Tests.start(runtime);

    @BeforeAll
    static void from24() {
        assumeTrue(Runtime.version().feature() >= 24, "before, actors stay in the pool");
    }

    @AfterEach
    void close() {
        ref.stop();
        asked.stop();
        runtime.close();
    }

    private Thread make(String name, Runnable body) {
        if (name.equals(WATCH) && refuses.get()) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        return ActorThreads.platform("pykka-pooled-" + name, true, body);
    }

    private boolean isThere() {
        return Tests.threads().stream().anyMatch(thread -> !before.contains(thread) && thread.getName().endsWith(WATCH));
    }

    /** The thread that runs the actor after a wait. */
    private Thread afterAWait() {
        ref.ask(Tests.code(self -> asked.ask(Tests.onceThisThreadWaits())));
        return thread();
    }

    private Thread thread() {
        return (Thread) ref.ask(Tests.code(self -> Thread.currentThread()));
    }

    @Test
    void whereTheSystemRefusesItActorsStayInThePool() {
        refuses.set(true);
        assertEquals(false, ActorThreads.isVirtual(afterAWait()));
        assertEquals(false, ActorThreads.isVirtual(afterAWait()));
        assertTrue(!isThere());
    }

    @Test
    void anActorThatIsIdleForASecondHasNoThreadUntilTheNextMessage() {
        Thread thread = afterAWait();
        assertEquals(true, ActorThreads.isVirtual(thread));
        assertTrue(isThere());
        Tests.eventually("it ends", () -> !thread.isAlive());
        Tests.eventually("the watch ends", () -> !isThere());
        assertEquals(true, ActorThreads.isVirtual(thread()), "it is known to wait");
    }

    @Test
    void theCloseEndsTheThreadsOfIdleActorsAndTheWatch() {
        Thread thread = afterAWait();
        runtime.close();
        Tests.eventually("both end", () -> !thread.isAlive() && !isThere());
    }

    private static WaitingActorRaces.Waiting idle() {
        return new WaitingActorRaces.Waiting(WaitingActor.IDLE) {};
    }

    /** As the kernel does after an error in the first wake. */
    @Test
    void aWakeThatIsRepeatedLeadsToOneRun() throws InterruptedException {
        WaitingActorRaces.Waiting waiting = idle();
        assertTrue(waiting.actor.wake());
        assertTrue(waiting.actor.wake());
        assertEquals(WaitingActor.DUE, waiting.actor.state());
        Thread thread = new Thread(waiting.actor);
        thread.start();
        thread.join();
        assertEquals(1, waiting.runs.get());
    }

    @Test
    void anActorThatHasLeftLeadsToNoOther() {
        List<WaitingActor> actors = List.of(idle().actor, idle().actor, idle().actor);
        WaitingActors watch = idle().pool.waiting;
        assertTrue(watch.admits());
        actors.forEach(watch::add);
        actors.get(1).move(WaitingActor.IDLE, WaitingActor.GONE);
        watch.look(0);
        assertNull(actors.get(1).seen.next);
        assertSame(actors.get(2), actors.get(0).seen.next);
    }
}
