package pykka.api.internal.timer;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimer;
import pykka.api.internal.context.Carriers;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.util.StackReserve;

/**
 * A timer of an actor, which sends one message. A cancel, the timer thread and the actor change its state by CAS alone, so that
 * one of them is first, and the others see it:
 *
 * <pre>
 * WAITING --timer thread--> QUEUED --actor--> DONE
 *    |  ^---timer thread-------|                       no place in the inbox
 *    +-----------any thread----+------------> CANCELLED
 * </pre>
 *
 * The timer is QUEUED before its envelope is in the inbox, so that the actor never finds it WAITING. A message that is in the
 * inbox when its timer is cancelled stays there: the actor, who alone knows that it was accepted, counts it as withdrawn. The
 * message is read before the CAS to QUEUED, and cleared after the CAS to CANCELLED: what was read is a message if the first CAS
 * succeeds.
 */
class Timer extends Notice implements ActorTimer {
    static final int WAITING = 0;
    static final int QUEUED = 1;
    static final int DONE = 3;
    static final int CANCELLED = 4;

    static final int NOWHERE = -1;
    private static final int RELEASED = -2;

    private static final AtomicIntegerFieldUpdater<Timer> STATE = AtomicIntegerFieldUpdater.newUpdater(Timer.class, "state");
    private static final long FIRST_RETRY_NANOS = 1_000_000;
    private static final int MOST_DOUBLINGS = 7; // 128 ms

    private volatile int state;
    /** When it is to ring. Written before the notice that tells the timer thread. */
    long due;
    final TimerList owner;
    @Nullable Object message;
    // For the timer thread.
    int place = NOWHERE;
    int order;
    @Nullable Timer previous;
    @Nullable Timer following;
    private byte retries;
    /** Whether others than the actor may have set it, so that they are not to miss its message. */
    private final boolean told;

    Timer(TimerList owner, long due, @Nullable Object message) {
        this(owner, due, message, false);
    }

    Timer(TimerList owner, long due, @Nullable Object message, boolean told) {
        this.owner = owner;
        this.due = due;
        this.told = told;
        this.message = Carriers.around(message == null ? Mark.NULL : message, false);
    }

    final int state() {
        return state;
    }

    final boolean change(int from, int to) {
        return state == from && STATE.compareAndSet(this, from, to);
    }

    @Override
    public final boolean cancel() {
        StackReserve.ensure();
        boolean ended = end();
        if (ended) {
            owner.target.touched();
        }
        return ended;
    }

    /** As {@link #cancel}, for a caller that has ensured the stack. */
    final boolean end() {
        for (int now; (now = state) < DONE;) {
            if (STATE.compareAndSet(this, now, CANCELLED)) {
                message = null;
                if (now == WAITING || repeats()) {
                    owner.queue.tell(this); // else it is released, and there may be no thread to tell
                }
                return true;
            }
        }
        return false;
    }

    @Override
    public final boolean isActive() {
        return state < DONE && owner.target.isAlive();
    }

    /** Whether it goes on after a message. */
    boolean repeats() {
        return false;
    }

    /** See {@link TimerEnvelope#begin}. */
    boolean begin() {
        return change(QUEUED, DONE);
    }

    /** See {@link TimerEnvelope#isOfSilence}. */
    boolean isOfSilence() {
        return false;
    }

    /** See {@link TimerEnvelope#handled}. */
    void handled() {}

    @Override
    public long missed() {
        return 0;
    }

    // ---- for the timer thread

    @Override
    final void look(TimerQueue queue) {
        if (state < DONE && place != RELEASED && owner.target.isAlive()) {
            owner.add(this);
            queue.put(this, due);
        } else {
            release(queue);
        }
    }

    /** Sends the message, for it is time. If this throws, the timer is as it was before. */
    void ring(TimerQueue queue, long now) {
        if (deliver() == TimerTarget.FULL) {
            queue.put(this, now + (FIRST_RETRY_NANOS << retries));
            retries = (byte) Math.min(retries + 1, MOST_DOUBLINGS);
        } else {
            release(queue);
        }
    }

    /** Puts the message into the inbox. Also returns CLOSED if the timer was cancelled, and FULL if a message of it waits. */
    final int deliver() {
        if (state == WAITING) {
            TimerEnvelope envelope = new TimerEnvelope(message, this);
            if (change(WAITING, QUEUED)) {
                int result = TimerTarget.FULL;
                try {
                    result = owner.target.deliver(envelope);
                } finally {
                    if (result == TimerTarget.FULL) {
                        change(QUEUED, WAITING);
                    } else if (result == TimerTarget.CLOSED && change(QUEUED, CANCELLED)) {
                        lose();
                    }
                }
                return result;
            }
        }
        return state == CANCELLED ? TimerTarget.CLOSED : TimerTarget.FULL;
    }

    /** Called once, after the CAS to CANCELLED, if its message will not come because the actor has ended. */
    private void lose() {
        if (told) {
            owner.target.lost(message);
        }
    }

    /** Forgets what this refers to: it has rung, was cancelled, or its actor has ended. */
    final void release(TimerQueue queue) {
        if (place == RELEASED) {
            return;
        }
        if (change(WAITING, CANCELLED)) {
            lose();
        }
        message = null;
        queue.remove(this);
        place = RELEASED;
        owner.remove(this);
    }
}
