package pykka.testkit.schedule;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.Waiter;

/**
 * An actor in a {@link Scheduler}, or a continuation: idle, in its list of those that can go on, in its list of those that wait,
 * or running. What it waits for is for the thread that has the baton; the thread that waits writes it before it gives the baton
 * away.
 */
abstract class Place {
    final Scheduler scheduler;
    /** Counts the places of the scheduler in the order in which they were made; -1 if it has ended. */
    final int number;
    /** What it waits for, in a turn; null if it does not wait. */
    @Nullable Waiter waiter;
    /** The thread that waits; null if it is to be run. */
    @Nullable Thread thread;
    /** Why the wait has to fail; null if it need not. */
    @Nullable String stuck;
    /** Whether the thread was interrupted while it waited. Written by that thread, before it clears its flag. */
    volatile boolean interrupted;
    /** Of no meaning unless the order is one of priorities; zero: it has none yet. */
    int priority;
    /** Whether it has begun its first turn. */
    boolean begun;
    /** Whether {@link Footprints} are to hear of something other than its inbox and its wait. */
    volatile boolean touched;
    /** Whether the thread that waits has the baton again. */
    private volatile boolean granted;

    Place(Scheduler scheduler, int number) {
        this.scheduler = scheduler;
        this.number = number;
    }

    /** Begins a wait of this thread; or, given null, ends it. */
    void waits(@Nullable Waiter now) {
        waiter = now;
        thread = now == null ? null : Thread.currentThread();
    }

    /** Has the thread that waits go on, which has the baton then. */
    void grant() {
        Thread waiting = thread;
        granted = true;
        LockSupport.unpark(waiting);
    }

    /** Parks the thread that waits until it has the baton again. Throws ActorDeadlockException if the wait has to fail. */
    void join() {
        Thread me = Thread.currentThread();
        while (!granted) {
            LockSupport.park();
            if (me.isInterrupted()) {
                interrupted = true;
                Thread.interrupted(); // or every further park would return at once
            }
        }
        granted = false;
        waits(null);
        if (interrupted) {
            interrupted = false;
            me.interrupt();
        }
        String why = stuck;
        stuck = null;
        if (why != null) {
            throw new ActorDeadlockException(why);
        }
    }

    /**
     * Returns whether the wait is over. The flag of the thread is read before {@link #interrupted}, which is written before it is
     * cleared.
     */
    boolean canGoOn() {
        return stuck != null || scheduler.closed() != null || waiter.isDone() || interrupted;
    }

    /** Returns its reference; null if it is no actor. */
    abstract @Nullable ActorRef<?> ref();

    /** Returns a name that is the same in each run. */
    abstract String name();

    /** Returns the name of the class of the message that it handles next; empty if it ends then, null if it does neither. */
    abstract @Nullable String next();

    /** Returns the length of its inbox; -1 if it has none. */
    abstract int inboxLength();

    /**
     * Runs for one message.
     *
     * @param closed why it has to end without; null if the scheduler is not closed
     */
    abstract Turn run(@Nullable IllegalStateException closed);
}
