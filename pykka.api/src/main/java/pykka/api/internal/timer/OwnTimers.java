package pykka.api.internal.timer;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimer;
import pykka.api.ActorTimers;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.Simulation;

/** The timers of one actor, as its code sees them. */
public final class OwnTimers extends TimerList implements ActorTimers {
    // For the actor's own turns.
    private final KeyedTimers keyed = new KeyedTimers();
    private @Nullable ReceiveTimer receive;

    /**
     * Makes the timers of an actor.
     *
     * @param simulation the one that runs the actor; null outside of tests
     */
    public OwnTimers(TimerTarget target, @Nullable Simulation simulation) {
        this(target, simulation == null ? TimerThread.SHARED : SimulatedTimers.of(simulation));
    }

    OwnTimers(TimerTarget target, TimerQueue queue) {
        super(target, queue);
    }

    @Override
    public ActorTimer after(Duration delay, @Nullable Object message) {
        target.checkOwnTurn();
        return start(single(delay, message, false));
    }

    @Override
    public ActorTimer atFixedRate(Duration period, @Nullable Object message) {
        target.checkOwnTurn();
        return start(rate(period, message));
    }

    private Timer rate(Duration period, @Nullable Object message) {
        long nanos = positive(period, "period");
        return new RateTimer(this, queue.now() + nanos, nanos, message);
    }

    @Override
    public ActorTimer withFixedDelay(Duration delay, @Nullable Object message) {
        target.checkOwnTurn();
        return start(delayed(delay, message));
    }

    private Timer delayed(Duration delay, @Nullable Object message) {
        return new DelayTimer(this, positive(delay, "delay"), message);
    }

    private static long positive(Duration time, String name) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + time);
        }
        return Clock.nanos(time);
    }

    /** As {@link #after}, for any thread. */
    public ActorTimer tellAfter(Duration delay, @Nullable Object message) {
        Timer timer = start(single(delay, message, true));
        target.touched();
        return timer;
    }

    private Timer single(Duration delay, @Nullable Object message, boolean told) {
        return new Timer(this, queue.now() + Clock.nanos(Objects.requireNonNull(delay, "delay")), message, told);
    }

    @Override
    public ActorTimer after(Object key, Duration delay, @Nullable Object message) {
        return keyed(key, single(delay, message, false));
    }

    @Override
    public ActorTimer atFixedRate(Object key, Duration period, @Nullable Object message) {
        return keyed(key, rate(period, message));
    }

    @Override
    public ActorTimer withFixedDelay(Object key, Duration delay, @Nullable Object message) {
        return keyed(key, delayed(delay, message));
    }

    private ActorTimer keyed(Object key, Timer timer) {
        target.checkOwnTurn();
        StackReserve.ensure();
        Timer old = keyed.put(Objects.requireNonNull(key, "key"), timer);
        boolean started = false;
        try {
            start(timer);
            started = true;
        } finally {
            if (!started) {
                keyed.restore(key, old);
            }
        }
        if (old != null) {
            old.end();
        }
        return timer;
    }

    @Override
    public ActorTimer receiveTimeout(Duration timeout, @Nullable Object message) {
        target.checkOwnTurn();
        StackReserve.ensure();
        ReceiveTimer old = receive;
        ReceiveTimer timer = start(new ReceiveTimer(this, positive(timeout, "timeout"), message));
        receive = timer;
        target.renewTurn();
        if (old != null) {
            old.end();
        }
        return timer;
    }

    /** Returns the timer to be told of each message; null if there is none. For the actor. */
    public @Nullable ReceiveTimer receiveTimer() {
        ReceiveTimer now = receive;
        return now == null || now.state() == Timer.CANCELLED ? null : now;
    }

    @Override
    public boolean cancel(Object key) {
        target.checkOwnTurn();
        StackReserve.ensure();
        Timer timer = keyed.remove(Objects.requireNonNull(key, "key"));
        return timer != null && timer.end();
    }

    @Override
    public boolean isActive(Object key) {
        target.checkOwnTurn();
        Timer timer = keyed.get(Objects.requireNonNull(key, "key"));
        return timer != null && timer.isActive();
    }

    /** Ends all timers: the mailbox of the actor is closed. Never throws, and may be called again. */
    public void end() {
        keyed.clear();
        endAll();
    }
}
