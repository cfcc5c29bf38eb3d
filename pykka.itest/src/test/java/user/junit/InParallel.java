package user.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pykka.api.Actor;
import pykka.api.ActorGroup;
import pykka.api.ActorRef;
import pykka.testkit.StopActors;

/** Four tests that run at the same time, each with actors of its own; the last leaves one. */
@ExtendWith(StopActors.class)
@Execution(ExecutionMode.CONCURRENT)
class InParallel {
    /** Broken, and so the test red, if they do not run in parallel. */
    private static final CyclicBarrier ALL = new CyclicBarrier(4);

    static final class Helper extends Actor {}

    private ActorRef<Helper> before;

    @BeforeEach
    void start(ActorGroup group) {
        before = Actor.start(Helper::new);
        assertEquals(List.of(before), group.getAll());
    }

    private static void meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
        ALL.await(20, TimeUnit.SECONDS);
    }

    private void play(ActorGroup group) throws Exception {
        ActorRef<Helper> mine = group.start(Helper::new);
        ActorRef<Helper> ofMine = mine.call(self -> Actor.start(Helper::new)).get();
        meet();
        assertEquals(List.of(before, mine, ofMine), group.getAll());
        group.stopAll();
        meet();
        assertFalse(ofMine.isAlive());
    }

    @RepeatedTest(3)
    void plays(ActorGroup group) throws Exception {
        play(group);
    }

    @Test
    void leaves(ActorGroup group) throws Exception {
        play(group);
        group.start(Helper::new);
    }
}
