package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;

/** A timer that goes on after a message, and counts those that it could not send. */
abstract class RepeatedTimer extends Timer {
    /** Written by the timer thread. */
    private volatile long missed;

    RepeatedTimer(TimerList owner, long first, @Nullable Object message) {
        super(owner, first, message);
    }

    @Override
    public final long missed() {
        return missed;
    }

    @Override
    final boolean repeats() {
        return true;
    }

    /** Counts messages as missed. For the timer thread. */
    final void miss(long messages) {
        missed += messages;
    }
}
