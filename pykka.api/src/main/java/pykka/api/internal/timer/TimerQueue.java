package pykka.api.internal.timer;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The timers of all actors. One thread, the timer thread, owns the heap of timers; all others only push notices onto a stack,
 * which neither allocates nor waits, and wake the thread if it would sleep too long. It takes all notices at once, and looks at
 * them in the order in which they came.
 *
 * <p>No wake is lost: the thread says until when it may sleep, and whether that is long, before it takes the notices (volatile
 * writes, then a swap); a notice is pushed before its thread reads that (a CAS, then volatile reads). So a notice that the
 * thread has not taken finds what the thread has said last. A start wakes it for an earlier time only. Notices of cancelled
 * timers and ended actors can wait for a nap, so that an actor that starts and cancels timers all the time wakes it ten times
 * a second, not each time; they wake it out of a long sleep, so that what they refer to is not kept.
 *
 * <p>An Error, as for want of memory, leaves a notice the first to be looked at, and a timer to be rung again. Nothing between
 * two steps of a change allocates.
 */
abstract class TimerQueue {
    static final long NAP_NANOS = 100_000_000;
    /** The pause after an Error. */
    static final long PAUSE_NANOS = 10_000_000;
    /** So many notices are looked at before those timers ring that are due. */
    private static final int BATCH = 1_000;

    private static final AtomicReferenceFieldUpdater<TimerQueue, @Nullable Notice> NOTICES =
            AtomicReferenceFieldUpdater.newUpdater(TimerQueue.class, Notice.class, "notices");

    private volatile @Nullable Notice notices;
    private volatile long wakeAt;
    private volatile boolean sleepsLong;
    // For the timer thread.
    private final TimerHeap heap = new TimerHeap();
    /** What was taken off the stack, in order. */
    private @Nullable Notice todo;
    /** The last of these; of no meaning if there is none. */
    private @Nullable Notice lastTodo;
    private boolean quiet;

    /** Has the thread run. Throws if there is none and it cannot be created. */
    abstract void ensureThread();

    abstract void wakeThread();

    /** Only differences have a meaning. */
    long now() {
        return Clock.now();
    }

    /** Has a new timer looked at. */
    final void start(Timer timer) {
        push(timer);
        ensureThread();
        if (timer.due - wakeAt < 0) {
            wakeThread();
        }
    }

    /** Has something looked at some time soon. */
    final void tell(Notice notice) {
        push(notice);
        if (sleepsLong) {
            sleepsLong = false; // one wake is enough
            wakeThread();
        }
    }

    private void push(Notice notice) {
        if (notice.note()) {
            Notice top;
            do {
                top = notices;
                notice.link = top;
            } while (!NOTICES.compareAndSet(this, top, notice));
        }
    }

    // ---- for the timer thread

    /** Rings what is due, looks at notices. Returns until when the thread may sleep. */
    final long turn(long now) {
        while (heap.size() > 0 && heap.firstDue() - now <= 0) {
            ring(now);
        }
        long until = earliest(now, quiet);
        wakeAt = until;
        sleepsLong = until - now > NAP_NANOS;
        quiet = !take();
        for (int i = 0; todo != null && i < BATCH; i++) {
            Notice first = todo;
            lookAtFirst();
            if (todo == first) {
                break; // it has done its part for now
            }
        }
        if (todo != null) {
            return now;
        }
        lastTodo = null;
        heap.trim();
        long earlier = earliest(now, quiet);
        if (earlier - until < 0) {
            until = earlier;
            wakeAt = until;
            sleepsLong &= until - now > NAP_NANOS;
        }
        return until;
    }

    private long earliest(long now, boolean mayBeLong) {
        long until = mayBeLong ? Clock.never(now) : now + NAP_NANOS;
        return heap.size() > 0 && heap.firstDue() - until < 0 ? heap.firstDue() : until;
    }

    private void ring(long now) {
        Timer first = heap.first();
        try {
            first.ring(this, now);
        } catch (Throwable e) {
            if (first.place >= 0) {
                heap.put(first, now + PAUSE_NANOS); // the others must not wait for it
            }
        }
    }

    /** Takes all notices. Returns whether there were any. */
    private boolean take() {
        Notice taken = NOTICES.getAndSet(this, null);
        if (taken == null) {
            return false;
        }
        Notice reversed = null;
        for (Notice next = taken; next != null;) {
            Notice now = next;
            next = now.link;
            now.link = reversed;
            reversed = now;
        }
        if (todo == null) {
            todo = reversed;
        } else {
            lastTodo.link = reversed;
        }
        lastTodo = taken;
        return true;
    }

    private void lookAtFirst() {
        heap.reserve(); // it throws before anything has changed
        Notice first = todo;
        todo = first.link;
        first.taken();
        first.look(this);
    }

    /** Has something looked at again before all else. */
    final void lookAgain(Notice notice) {
        if (notice.note()) {
            notice.link = todo;
            lastTodo = todo == null ? notice : lastTodo;
            todo = notice;
        }
    }

    /** Returns when the first timer is due; Long.MAX_VALUE if there is none. */
    final long next() {
        return heap.size() == 0 ? Long.MAX_VALUE : heap.firstDue();
    }

    final boolean isEmpty() {
        return heap.size() == 0 && todo == null && notices == null;
    }

    final boolean hasNotices() {
        return notices != null;
    }

    /** Has a timer ring at some time. */
    final void put(Timer timer, long due) {
        heap.put(timer, due);
    }

    final void remove(Timer timer) {
        heap.remove(timer);
    }
}
