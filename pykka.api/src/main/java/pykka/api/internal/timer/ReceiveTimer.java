package pykka.api.internal.timer;

import org.jspecify.annotations.Nullable;

/**
 * The timer of an actor that is to hear if no message comes. A message does not move it in the heap: the actor notes the time,
 * and the timer thread reads that when the timer is due, and puts it off. A message of the timer that the actor finds behind
 * others is out of date: the actor drops it, and starts the timer again.
 */
public final class ReceiveTimer extends DelayTimer {
    /** When the actor has handled a message. Written by the actor. */
    private volatile long last;

    ReceiveTimer(TimerList owner, long timeout, @Nullable Object message) {
        super(owner, timeout, message);
        last = owner.queue.now();
    }

    /** Called by the actor after each message. */
    public void received() {
        last = owner.queue.now();
    }

    @Override
    boolean isOfSilence() {
        return true;
    }

    @Override
    boolean begin() {
        long next = last + delay;
        if (next - owner.queue.now() > 0) {
            startAgain(QUEUED, next);
            return false;
        }
        return super.begin();
    }

    @Override
    void ring(TimerQueue queue, long now) {
        long next = last + delay;
        if (next - now > 0 && state() == WAITING) {
            queue.put(this, next);
        } else {
            super.ring(queue, now);
        }
    }
}
