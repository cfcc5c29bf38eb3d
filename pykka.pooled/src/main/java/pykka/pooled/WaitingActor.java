package pykka.pooled;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Waiter;

/**
 * An actor whose handlers wait, on a virtual thread of its own: there a wait holds no thread of the pool, so no other one has to
 * take its place. The actor comes back to the pool after some turns without a wait. The actors that it wakes are run on virtual
 * threads, too, because it probably waits for one of them: a thread of the pool would have to be woken for that.
 *
 * <p>The slot of the actor leads to this object. Only the thread that has the run that is due writes the slot; the kernel orders
 * these. Who has the run is decided by compare-and-set of the state:
 * <pre>{@code
 *                 the thread begins           a wake while the turn ends
 *        DUE ---------------------> RUNNING --------------------------> AGAIN
 *       | ^  <--------------------   |   |                                |
 *       | |       more messages      |   +-----------> GONE <-------------+
 *       | |                          v    after CALM turns, the end, or   |
 *       | +------------------------ IDLE    where carriers are scarce     |
 *       |       a wake               |                                    |
 *       |                            |   DUE <----------------------------+
 *       +---------> GONE <-----------+
 *        the watch takes the run, to the pool; the watch, after a second, or a wake where carriers are scarce
 * }</pre>
 * In DUE the run belongs to the thread that moves the state on: this one, or that of {@link WaitingActors}, the watch, if the JDK
 * has no carrier for this one. GONE is final, and the thread ends. Who wakes an actor that is GONE has the run, and sees to it.
 */
final class WaitingActor implements Runnable {
    /** In the slot of an actor that is to be run on a virtual thread from the next turn on. */
    static final Object MARK = new Object();

    /** A run is due, and has not begun. */
    static final int DUE = 0;
    static final int RUNNING = 1;
    /** The turn has nothing more to do, and the wake that follows it has come before the thread saw that. */
    static final int AGAIN = 2;
    static final int IDLE = 3;
    static final int GONE = 4;

    /** How long a turn may take, because virtual threads are not preempted. */
    private static final long SLICE_NANOS = 1_000_000;
    private static final int CALM = 64;
    /** Turns between two naps. */
    private static final int AWAKE = 256;
    private static final ThreadLocal<@Nullable WaitingActor> CURRENT = new ThreadLocal<>();
    private static final AtomicIntegerFieldUpdater<WaitingActor> STATE =
            AtomicIntegerFieldUpdater.newUpdater(WaitingActor.class, "state");

    /** What the watch saw; used by its thread alone, but for the link of a new one. */
    final WaitingActors.Seen seen = new WaitingActors.Seen();
    private final Pool pool;
    private final ActorTask task;
    /** Null once it has ended, because a thread that has ended may hold the last frames of its stack. */
    private volatile @Nullable Thread thread;
    private volatile int state;
    /** How many turns have begun, and waits have ended. Racy: the watch reads it as a hint. */
    int steps;
    /** How many turns ago a handler of this actor waited. For the actor's thread. */
    private int calm;
    /** How many turns ago an actor whose handlers wait woke this one. Racy: a hint. */
    private int cold;

    WaitingActor(Pool pool, ActorTask task, boolean waits) {
        this.pool = pool;
        this.task = task;
        calm = waits ? 0 : CALM;
        thread = pool.virtual.make(task.threadName(), this);
    }

    /**
     * Begins the run that is due on a virtual thread. Throws nothing. Returns false if the JVM refuses the thread, or has no
     * carrier for it: then the caller still has the run.
     *
     * @param waits whether a handler of the actor has waited
     */
    static boolean start(Pool pool, ActorTask task, boolean waits) {
        WaitingActor made = null;
        try {
            if (!pool.waiting.admits()) {
                return false;
            }
            made = new WaitingActor(pool, task, waits);
            task.slot(made);
            pool.waiting.add(made); // before the start: what runs is watched
            made.thread.start();
            return true;
        } catch (Throwable e) {
            if (made != null && !made.move(DUE, GONE)) {
                return true; // it runs, or the watch has taken the run
            }
            task.slot(null);
            return false;
        }
    }

    /** Whether the current thread runs an actor whose handlers wait. */
    static boolean isCurrent() {
        if (!ActorThreads.isVirtual(Thread.currentThread())) {
            return false;
        }
        WaitingActor current = CURRENT.get();
        return current != null && current.waits();
    }

    /** Whether a handler of this actor has waited lately. For who has the run. */
    boolean waits() {
        return calm < CALM;
    }

    int state() {
        return state;
    }

    @Nullable Thread thread() {
        return thread;
    }

    boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /**
     * Leads to one turn; returns false if the caller has to see to that itself. The kernel repeats a wake that threw an error: in
     * DUE it has been done already.
     */
    boolean wake() {
        if (cold > 0 && isCurrent()) {
            cold = 0;
        }
        for (;;) {
            int now = state;
            if (now == GONE) {
                return false;
            }
            int next = now == DUE ? DUE : now != IDLE ? AGAIN : pool.waiting.isScarce() ? GONE : DUE;
            if (move(now, next)) {
                if (now == IDLE) {
                    try {
                        LockSupport.unpark(thread);
                    } catch (Throwable e) {
                        // no memory: the watch takes the run back
                    }
                }
                return next != GONE;
            }
        }
    }

    /** Has the run that has been due for long made by the pool. For the watch. */
    void takeBack() {
        if (move(DUE, GONE)) {
            toPool();
        }
    }

    /** Ends the thread of an actor that is idle for long. For the watch. */
    void dismiss() {
        if (move(IDLE, GONE)) {
            LockSupport.unpark(thread);
        }
    }

    private void toPool() {
        task.slot(null);
        pool.arrive(task);
    }

    @Override
    public void run() {
        try {
            CURRENT.set(this);
        } catch (Throwable e) {
            // without memory, the actors that it wakes are run by the pool
        }
        for (int turns = 1; begins(); turns++) {
            steps++;
            calm = Math.min(CALM, calm + 1);
            cold = Math.min(CALM, cold + 1);
            Turn how = pool.run(task, SLICE_NANOS, null);
            if (how == Turn.ENDED) {
                state = GONE;
                pool.threads.endedElsewhere();
            } else {
                endTurn(how == Turn.MORE, (calm < CALM || cold < CALM) && !pool.waiting.isScarce());
                letOthersRun(how == Turn.MORE, turns % AWAKE == 0);
            }
        }
        thread = null;
    }

    /**
     * Leaves RUNNING, after a turn.
     *
     * @param more whether this thread has the next run already
     * @param stays whether the actor stays on this thread
     */
    void endTurn(boolean more, boolean stays) {
        if (more || !move(RUNNING, stays ? IDLE : GONE)) {
            state = stays ? DUE : GONE; // no other thread writes it, because this thread has the run
            if (!stays) {
                toPool();
            }
        }
    }

    /** Waits until a run is due, and claims it. Returns false if the actor is run elsewhere. */
    private boolean begins() {
        while (state == IDLE) {
            LockSupport.park(this);
            Thread.interrupted(); // an interrupted thread would never park again
        }
        return move(DUE, RUNNING);
    }

    /**
     * Leaves the carrier to other virtual threads, in a nap to those that come from outside, too: the JDK's scheduler prefers
     * those that a carrier's own threads wake, for as long as there are any.
     */
    private void letOthersRun(boolean more, boolean nap) {
        try {
            if (nap) {
                Thread.interrupted(); // an interrupted thread takes no nap
                LockSupport.parkNanos(this, 1);
            } else if (more) {
                Thread.yield();
            }
        } catch (Throwable e) {
            // no memory: the next turn follows at once
        }
    }

    /** Waits in a handler of this actor, on its thread. */
    void await(Waiter waiter) {
        calm = 0;
        try {
            if (pool.waiting.isScarce()) {
                LockSupport.parkNanos(this, 1);
            }
            waiter.park();
        } catch (StackOverflowError e) {
            awaitPinned(waiter);
        } finally {
            steps++;
        }
    }

    /**
     * Waits with more on the stack than the JDK can put aside, about a third of what there may be. Looks each millisecond: a wait
     * for a monitor is the one that can hold the carrier then, and no thread notifies.
     */
    private synchronized void awaitPinned(Waiter waiter) {
        while (!waiter.isDone()) {
            try {
                TimeUnit.MILLISECONDS.timedWait(this, 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // which ends the wait
            }
        }
    }
}
