package pykka.pooled;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;

/**
 * An actor whose handlers wait, on a virtual thread of its own: there a wait holds no thread of the pool, so no other one has to
 * take its place. The actor comes back to the pool after some turns without a wait. The actors that it wakes are run on virtual
 * threads, too, because it probably waits for one of them: a thread of the pool would have to be woken for that.
 *
 * <p>The slot of the actor says who runs it. Only the thread that has the run that is due writes the slot: the one that is in
 * the turn, or the one that wakes the idle actor. The kernel orders these.
 * <pre>{@code
 *                        the handler waits            the next turn
 *      null or a link -------------------> MARK -----------------------> this object
 *         ^   |                                                           ^   |
 *         |   +-----------------------------------------------------------+   |
 *         |       an actor whose handlers wait wakes it                       |
 *         +-------------------------------------------------------------------+
 *                         CALM turns without either of these
 * }</pre>
 * The thread runs one turn for its start, and one for each wake, as the pool does; that the actor is runnable is not enough:
 * the sender that made it so may be about to wake it, and would find it in the pool by then.
 */
final class WaitingActor implements Runnable {
    /** In the slot of an actor that is to be run on a virtual thread from the next turn on. */
    static final Object MARK = new Object();

    /** How long a turn may take, because virtual threads are not preempted. */
    private static final long SLICE_NANOS = 1_000_000;
    private static final int CALM = 64;
    /** Turns between two naps. */
    private static final int AWAKE = 256;
    private static final ThreadLocal<@Nullable WaitingActor> CURRENT = new ThreadLocal<>();

    private final Pool pool;
    private final ActorTask task;
    private final Thread thread;
    /** False until the thread runs, or its start is given up. */
    private final AtomicBoolean begun = new AtomicBoolean();
    /** Set by a wake, cleared by the thread. */
    private volatile boolean woken;
    /** How many turns ago a handler of this actor waited. For the actor's thread. */
    private int calm;
    /** How many turns ago an actor whose handlers wait woke this one. Racy: a hint. */
    private int cold;

    private WaitingActor(Pool pool, ActorTask task, int calm) {
        this.pool = pool;
        this.task = task;
        this.calm = calm;
        thread = pool.virtual.make(task.threadName(), this);
    }

    /**
     * Begins the run that is due on a virtual thread. Throws nothing. Returns false if the JVM refuses the thread: then the
     * caller still has the run.
     *
     * @param waits whether a handler of the actor has waited
     */
    static boolean start(Pool pool, ActorTask task, boolean waits) {
        WaitingActor made = null;
        try {
            made = new WaitingActor(pool, task, waits ? 0 : CALM);
            task.slot(made);
            made.thread.start();
            return true;
        } catch (Throwable e) {
            if (made != null && !made.begun.compareAndSet(false, true)) {
                return true; // it runs
            }
            task.slot(null); // or a later wake would unpark the thread that has not begun
            return false;
        }
    }

    /** Whether the current thread runs an actor whose handlers wait. */
    static boolean isCurrent() {
        if (!ActorThreads.isVirtual(Thread.currentThread())) {
            return false;
        }
        WaitingActor current = CURRENT.get();
        return current != null && current.calm < CALM;
    }

    /** Leads to one turn. The JDK waits for memory if it has none for the unpark. */
    void wake() {
        if (cold > 0 && isCurrent()) {
            cold = 0;
        }
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Called when a handler of the actor is about to wait. */
    void waits() {
        calm = 0;
    }

    @Override
    public void run() {
        try {
            CURRENT.set(this);
        } catch (Throwable e) {
            // without memory, the actors that it wakes are run by the pool
        }
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        for (int turns = 1; calm < CALM || cold < CALM; turns++) {
            calm = Math.min(CALM, calm + 1);
            cold = Math.min(CALM, cold + 1);
            Turn how = pool.run(task, SLICE_NANOS, null);
            if (how == Turn.ENDED) {
                pool.threads.endedElsewhere();
                return;
            }
            if (how == Turn.IDLE) {
                awaitWake();
            }
            letOthersRun(how == Turn.MORE, turns % AWAKE == 0);
        }
        task.slot(null);
        pool.arrive(task);
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

    private void awaitWake() {
        while (!woken) {
            LockSupport.park(this);
            Thread.interrupted(); // an interrupted thread would never park again
        }
        woken = false;
    }
}
