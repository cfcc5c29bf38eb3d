package pykka.testkit.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.ActorRegistry;
import pykka.api.Registration;
import pykka.api.Restarting;
import pykka.testkit.log.Recorder;
import pykka.testkit.schedule.Scripts.Idle;

/** An actor that fails as soon as it is started, and is started again thousands of times. */
class RestartLoopTest extends Stepping {
    private static final int FAILURES = 10_000;
    private static final Duration YEAR = Duration.ofDays(365);

    private final List<Duration> starts = new ArrayList<>();
    /** When an ERROR was logged. */
    private final List<Duration> errors = new ArrayList<>();
    private final List<WeakReference<?>> actors = new ArrayList<>();
    private Registration listening;

    @BeforeEach
    void listen() {
        listening = Recorder.listen(record -> {
            if (record.level().equals("ERROR")) {
                errors.add(runtime.time());
            }
        });
    }

    @AfterEach
    void listenNoMore() {
        listening.close();
    }

    private ActorRef<?> keep(Restarting plan) {
        return plan.options(ActorOptions.defaults().runtime(runtime)).start(() -> {
            Idle actor = new Idle();
            actors.add(new WeakReference<>(actor));
            return actor;
        }, ref -> {
            starts.add(runtime.time());
            ref.defer(idle -> {
                throw new IllegalStateException("broken");
            });
        });
    }

    /** The most of these times that are within some time of each other. */
    private static int most(List<Duration> times, Duration within) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.size(); last++) {
            while (times.get(last).minus(times.get(first)).compareTo(within) > 0) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), ActorRegistry.getAll());
        assertEquals(0, runtime.runUntilIdle());
        long begin = System.nanoTime();
        while (actors.stream().anyMatch(actor -> actor.get() != null) && System.nanoTime() - begin < 10_000_000_000L) {
            System.gc();
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(0, actors.stream().filter(actor -> actor.get() != null).count());
    }

    @Test
    void thePausesKeepTheLogFromFillingUntilTheLimitEndsTheLoop() {
        ActorRef<?> keeper = keep(Restarting.atMost(FAILURES, YEAR));
        runtime.advance(YEAR);
        assertEquals(Reason.FAILED, keeper.whenStopped().get().reason());
        assertEquals(FAILURES + 1, starts.size());
        assertEquals(FAILURES + 2, errors.size(), "one for each failure, and that of the keeper");
        assertEquals(12, most(errors, Duration.ofMinutes(1)), "in any minute");
        assertEquals(7, most(errors.subList(12, errors.size() - 1), Duration.ofMinutes(1)), "later");
        assertNothingIsLeft();
    }

    @Test
    void aLoopThatStaysBelowTheLimitGoesOnForEver() {
        Duration window = Duration.ofSeconds(1);
        Duration pause = Duration.ofMillis(300);
        ActorRef<?> keeper = keep(Restarting.atMost(4, window).backOff(pause, pause));
        runtime.advance(pause.multipliedBy(FAILURES));
        assertTrue(keeper.isAlive());
        assertEquals(FAILURES + 1, starts.size());
        assertEquals(4, most(starts, window));
        keeper.stop();
        assertFalse(keeper.isAlive());
        assertNothingIsLeft();
    }
}
