package pykka.api.internal.timer;

import java.util.function.LongUnaryOperator;
import pykka.api.spi.Simulation;

/** The timers of a simulation, which has them ring itself: no thread does. */
final class SimulatedTimers extends TimerQueue implements LongUnaryOperator {
    private final Simulation simulation;

    private SimulatedTimers(Simulation simulation) {
        this.simulation = simulation;
    }

    /** Returns the supertype, or the verifier would load this class outside of tests, and {@link #now} were two methods to the JIT. */
    static TimerQueue of(Simulation simulation) {
        LongUnaryOperator known = simulation.timers();
        return (TimerQueue) (known == null ? simulation.timers(new SimulatedTimers(simulation)) : known);
    }

    @Override
    long now() {
        return simulation.nanoTime();
    }

    @Override
    void ensureThread() {}

    @Override
    void wakeThread() {}

    @Override
    public long applyAsLong(long now) {
        long until;
        do {
            until = turn(now);
        } while (until - now <= 0 || hasNotices());
        long next = next();
        return Clock.isNever(next, now) ? Long.MAX_VALUE : next; // of a timer whose message is handled
    }
}
