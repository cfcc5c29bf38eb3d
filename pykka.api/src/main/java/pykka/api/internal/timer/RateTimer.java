package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;

/**
 * A timer at a fixed rate: from QUEUED it goes back to WAITING when the actor begins to handle the message. Each time is that of
 * the first message and a number of periods, so that it does not drift.
 */
final class RateTimer extends RepeatedTimer {
    private final long period;

    RateTimer(TimerList owner, long first, long period, @Nullable Object message) {
        super(owner, first, message);
        this.period = period;
    }

    @Override
    boolean begin() {
        return change(QUEUED, WAITING);
    }

    @Override
    void ring(TimerQueue queue, long now) {
        int result = deliver();
        if (result == TimerTarget.CLOSED) {
            release(queue);
            return;
        }
        long passed = (now - due) / period; // the machine may have slept
        miss(passed + (result == TimerTarget.FULL ? 1 : 0));
        due += (passed + 1) * period;
        queue.put(this, due);
    }
}
