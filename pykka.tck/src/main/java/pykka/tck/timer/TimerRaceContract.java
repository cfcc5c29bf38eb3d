package pykka.tck.timer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.tck.support.Balance;
import pykka.tck.support.Contract;
import pykka.tck.support.ContractTest;
import pykka.tck.support.Rounds;

/** Cancels, rings, handlers and ends that meet. */
@Contract
class TimerRaceContract extends ContractTest {
    TimerRaceContract(String runtime) {
        super(runtime);
    }

    /** One timer, and what became of it. */
    static class Subject extends Actor {
        final AtomicInteger handled = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        volatile @Nullable ActorTimer timer;

        @Override
        protected @Nullable Object onReceive(@Nullable Object message) {
            return handled.incrementAndGet();
        }
    }

    @Test
    void ruleC1AMessageIsHandledOrItsTimerIsCancelledNeverBoth() throws Exception {
        Balance balance = new Balance();
        int[] sums = {0, 0};
        int rounds = Rounds.race(scaled(20_000), 2, () -> {
            Subject actor = new Subject();
            ActorRef<Subject> ref = start(() -> actor);
            actor.timer = ref.tellAfter(Duration.ofNanos(sums[0] % 100 * 1_000), "m");
            return actor;
        }, (actor, racer) -> actor.cancelled.addAndGet(actor.timer.cancel() ? 1 : 0), actor -> Thread.onSpinWait(), actor -> {
            eventually("it is over", () -> !actor.timer.isActive());
            actor.actorRef().stop();
            assertEquals(1, actor.handled.get() + actor.cancelled.get());
            sums[0]++;
            sums[1] += actor.handled.get();
        });
        assertTrue(rounds < 5_000 || sums[1] > 0 && sums[1] < rounds, () -> sums[1] + " of " + rounds + " handled");
        eventually("all is counted", () -> balance.accepted() == balance.handled() + balance.deadLettered() + balance.withdrawn());
    }

    @Test
    void ruleC1NoRacingEndLosesATimer() throws Exception {
        log();
        Balance balance = new Balance();
        Rounds.race(scaled(20_000), 2, () -> {
            Subject actor = new Subject();
            start(() -> actor);
            return actor;
        }, (actor, racer) -> {
            try {
                for (int i = 0; i < 3; i++) {
                    actor.timer = actor.actorRef().tellAfter(Duration.ZERO, "m");
                }
            } catch (ActorDeadException e) {
                // it is
            }
        }, Actor::stop, actor -> {
            actor.actorRef().whenStopped().get(slack(Duration.ofSeconds(5)));
            ActorTimer last = actor.timer;
            assertTrue(last == null || !last.isActive());
        });
        eventually("all is counted", () -> balance.accepted() == balance.handled() + balance.deadLettered() + balance.withdrawn());
    }
}
