package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;

/**
 * A timer with a fixed delay from the end of a handler to the next message:
 *
 * <pre>
 * WAITING --timer thread--> QUEUED --actor--> RUNNING --actor, after the handler--> WAITING
 * </pre>
 *
 * While it is QUEUED or RUNNING it stays in the heap, at a time that does not come: so there is a timer thread when the actor
 * starts it again. Only then does the actor write the time, and the timer thread reads it after the notice alone.
 */
class DelayTimer extends RepeatedTimer {
    static final int RUNNING = 2;

    final long delay;

    DelayTimer(TimerList owner, long delay, @Nullable Object message) {
        super(owner, owner.queue.now() + delay, message);
        this.delay = delay;
    }

    @Override
    boolean begin() {
        return change(QUEUED, RUNNING);
    }

    @Override
    void handled() {
        startAgain(RUNNING, owner.queue.now() + delay);
    }

    final void startAgain(int from, long next) {
        if (state() == from) {
            due = next; // no other thread reads it in this state
            if (change(from, WAITING)) {
                owner.queue.start(this);
            }
        }
    }

    @Override
    void ring(TimerQueue queue, long now) {
        switch (deliver()) {
            case TimerTarget.ACCEPTED -> queue.put(this, Clock.never(now));
            case TimerTarget.FULL -> {
                miss(1);
                queue.put(this, now + delay);
            }
            default -> release(queue);
        }
    }
}
