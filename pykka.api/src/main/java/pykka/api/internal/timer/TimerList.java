package pykka.api.internal.timer;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.StackReserve;

/**
 * The list of the timers of one actor. The timer thread alone links and unlinks them, so that the list needs no lock: a start is
 * a notice to look at the timer, the end of the actor a notice to look at this. A timer that was started before the end is in the
 * stack of notices before it, and so in the list when the thread comes to the end; one that was started after it finds the
 * mailbox closed.
 */
abstract class TimerList extends Notice {
    /** The timer thread ends so many timers at once, so that others are not late. */
    private static final int BATCH = 1_000;

    private static final AtomicIntegerFieldUpdater<TimerList> PENDING =
            AtomicIntegerFieldUpdater.newUpdater(TimerList.class, "pending");

    final TimerTarget target;
    final TimerQueue queue;
    /** How many timers have been started and not released: without any there may be no thread to tell. */
    private volatile int pending;
    /** For the timer thread. */
    private @Nullable Timer first;

    TimerList(TimerTarget target, TimerQueue queue) {
        this.target = target;
        this.queue = queue;
    }

    final <T extends Timer> T start(T timer) {
        StackReserve.ensureForFirstUse(); // for a new thread
        target.checkAlive();
        PENDING.getAndIncrement(this);
        try {
            queue.start(timer);
        } catch (Throwable e) { // the system refuses a thread
            if (timer.end()) { // released by the next thread that there is
                throw e;
            }
            // a thread that was about to end has seen the timer, and it has rung
        }
        return timer;
    }

    final void endAll() {
        if (pending > 0) {
            queue.tell(this);
        }
    }

    // ---- for the timer thread

    @Override
    final void look(TimerQueue queue) {
        for (int i = 0; first != null && i < BATCH; i++) {
            first.release(queue);
        }
        if (first != null) {
            queue.lookAgain(this);
        }
    }

    final void add(Timer timer) {
        if (timer.place < 0) {
            timer.following = first;
            if (first != null) {
                first.previous = timer;
            }
            first = timer;
        }
    }

    /** Called once for each timer, in the list or not. */
    final void remove(Timer timer) {
        PENDING.getAndDecrement(this);
        Timer previous = timer.previous;
        Timer following = timer.following;
        if (previous != null) {
            previous.following = following;
        } else if (first == timer) {
            first = following;
        }
        if (following != null) {
            following.previous = previous;
        }
        timer.previous = null;
        timer.following = null;
    }
}
