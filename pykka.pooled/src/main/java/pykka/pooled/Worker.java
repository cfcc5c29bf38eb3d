package pykka.pooled;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorCarrier;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Waiter;

/**
 * The body of a pool thread: takes actors alternately from its own queue and from the shared one, and runs each for a turn.
 */
final class Worker implements Runnable, Predicate<BooleanSupplier>, BooleanSupplier {
    /** The thread runs actors, or searches for one. */
    static final int RUNNING = 0;
    /** The thread has nothing to do, and is parked or about to park. Any thread may make it RUNNING. */
    static final int IDLE = 1;
    /** The thread's actor waits for another one. The thread's queue is empty. */
    static final int WAITING = 2;
    /** The thread's actor is blocked outside of the library, and other threads run in its place. */
    static final int BLOCKED = 3;
    /** The thread has ended. */
    static final int GONE = 4;

    /** Turns between two checks of the queues of other threads. */
    private static final int LOOK = 256;
    /** How many ended actors are reported at once. */
    private static final int ENDED = 64;
    private static final long LINGER_NANOS = 1_000_000_000;

    private static final AtomicIntegerFieldUpdater<Worker> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Worker.class, "state");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final LocalRunQueue queue = new LocalRunQueue();
    /** What the monitor saw at its last checks; used by the monitor alone. */
    final ProgressMonitor.Seen seen = new ProgressMonitor.Seen();
    final Thread thread;
    private final String name;
    private final @Nullable ThreadGroup group;
    private final Pool pool;
    private volatile int state;
    /** How many turns the thread has begun. Racy: the monitor reads it as a hint. */
    int turns;
    private int untilLook;
    private int ended;
    /** Whether the thread is RUNNING but no longer counted, and about to become IDLE. */
    private boolean gaveWay;
    /** Tells whether the actor that the thread lingers on has more messages. */
    private @Nullable BooleanSupplier more;
    /** Whether the thread has just spun in vain. */
    private boolean looked;

    Worker(Pool pool) {
        this.pool = pool;
        thread = pool.threads.make(Integer.toString(NUMBERS.getAndIncrement()), this);
        name = thread.getName();
        group = thread.getThreadGroup();
        thread.setUncaughtExceptionHandler(group); // applies anyway; set explicitly, it makes the check in restore() cheaper
    }

    /** The worker of the current thread; null if the thread does not belong to the pool. */
    static @Nullable Worker current(Pool pool) {
        return ActorThreads.body(Thread.currentThread()) instanceof Worker worker && worker.pool == pool ? worker : null;
    }

    @Override
    public void run() {
        boolean alive = true;
        while (alive) {
            try {
                ActorTask task = next();
                if (task != null) {
                    turn(task);
                } else {
                    alive = rest();
                }
            } catch (Throwable e) {
                // Nothing that an actor throws arrives here. A step may fail for lack of memory: the next round repeats it.
            }
        }
    }

    // ---- running actors

    /** Takes the next actor; null if there is none, or if this thread is surplus and others are to run them. */
    private @Nullable ActorTask next() {
        if (state == BLOCKED) {
            pool.threads.comeBack(this);
        }
        if (gaveWay || pool.giveWay()) {
            gaveWay = true;
            looked = true; // there are enough other threads: no need to spin
            handOver();
            pool.monitor.notice(false); // the other threads may be blocked
            return null;
        }
        int now = ++turns;
        if (--untilLook < 0) {
            untilLook = LOOK;
            pool.moveStranded(this);
        }
        if ((now & 1) == 0) {
            ActorTask task = pool.shared.take();
            return task != null ? task : queue.take();
        }
        ActorTask task = queue.take();
        return task != null ? task : pool.shared.take();
    }

    private void turn(ActorTask task) {
        looked = false;
        Turn how = pool.run(task, Long.MAX_VALUE, this);
        restore();
        if (how == Turn.MORE) {
            if (state == BLOCKED) {
                mark(task);
            }
            pool.wake(task); // to this thread's queue, or to a virtual thread
        } else if (how == Turn.ENDED && ++ended == ENDED) {
            tellOfEnded();
        }
    }

    /** Undoes what a handler changed of its thread, for the next actor. */
    private void restore() {
        if (thread.getPriority() != Thread.NORM_PRIORITY) {
            thread.setPriority(Thread.NORM_PRIORITY);
        }
        if (thread.getName() != name) {
            thread.setName(name);
        }
        if (thread.getUncaughtExceptionHandler() != group) {
            thread.setUncaughtExceptionHandler(group);
        }
    }

    /** Adds an actor to the local queue, or to the shared one. Called only on this thread. */
    void queue(ActorTask task) {
        if (state != RUNNING || !pool.monitor.keepsUp() || !queue.put(task)) {
            pool.arrive(task);
            return;
        }
        pool.monitor.notice(false);
        if (!pool.monitor.keepsUp()) { // the system has just refused the monitor thread
            handOver();
            pool.call();
        }
    }

    /** Moves the local queue to the shared one, for other threads. Called only on this thread. */
    void handOver() {
        for (ActorTask task; (task = queue.take()) != null;) {
            pool.shared.push(task);
        }
    }

    // ---- being idle

    /** Called when the actor has no more messages: spins for its next message, until there is another runnable actor. */
    @Override
    public boolean test(BooleanSupplier more) {
        if (state == BLOCKED) {
            mark(running()); // before the actor is idle: after that, others may run it
        }
        if (!queue.isEmpty() || !pool.shared.isEmpty()) {
            return false;
        }
        this.more = more;
        try {
            looked = !pool.spin.test(this);
        } finally {
            this.more = null;
        }
        return !looked && more.getAsBoolean();
    }

    /** Whether there is something to do. While the thread spins it is RUNNING, so that no sender has to wake it. */
    @Override
    public boolean getAsBoolean() {
        return more != null && more.getAsBoolean() || !pool.shared.isEmpty();
    }

    private void tellOfEnded() {
        if (ended > 0) {
            int count = ended;
            ended = 0;
            pool.threads.ended(count);
        }
    }

    /**
     * Called when no actor was found: spins, then parks until another thread wakes this one. Returns false if the thread is to
     * end.
     */
    private boolean rest() {
        tellOfEnded();
        if (!looked && pool.spin.test(this)) {
            return true;
        }
        looked = false;
        if (!becomeIdle()) {
            return true;
        }
        for (long begin = System.nanoTime(); state == IDLE;) {
            long left = LINGER_NANOS - (System.nanoTime() - begin);
            if (left > 0 && !pool.isClosed()) {
                LockSupport.parkNanos(pool, left);
            } else if (pool.threads.dismiss(this)) {
                return false;
            } else if (state == IDLE) {
                LockSupport.park(pool); // the thread that stays
            }
            Thread.interrupted(); // an interrupted thread would never park again
        }
        untilLook = 0;
        return true;
    }

    /**
     * Stops running, then checks the shared queue once more; a sender pushes an actor, then reads the number of running threads.
     * So either this thread sees the actor, or the sender sees that it must wake a thread.
     */
    boolean becomeIdle() {
        boolean counted = !gaveWay;
        gaveWay = false;
        if (!STATE.compareAndSet(this, RUNNING, IDLE)) {
            if (!counted) {
                pool.started(); // the monitor marked the thread as BLOCKED, and counted it out a second time
            }
            return false;
        }
        if (counted) {
            pool.stopped();
        }
        return pool.shared.isEmpty() || !pool.mayRun() || !claim();
    }

    /**
     * Makes an idle thread RUNNING, from any thread, which then has to wake it. Changes the state before the count: a running
     * thread may be counted late.
     */
    boolean claim() {
        if (state != IDLE || !STATE.compareAndSet(this, IDLE, RUNNING)) {
            return false;
        }
        pool.started();
        return true;
    }

    /**
     * The actor whose turn the thread runs; null between turns. A racy read, for the monitor, of what the kernel keeps for
     * itself.
     */
    @Nullable ActorTask running() {
        return thread instanceof ActorCarrier carrier ? carrier.current() : null;
    }

    boolean is(int expected) {
        return state == expected;
    }

    /** Sets the state. Called where the lock of {@link Threads} guards the step and no other thread can make a different one. */
    void state(int next) {
        state = next;
    }

    boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---- waiting

    /** Lets the actor go on on a virtual thread after the message in hand. Called in its turn. */
    private void mark(ActorTask task) {
        if (pool.virtual != null) {
            task.slot(WaitingActor.MARK);
            task.endTurn();
        }
    }

    void await(ActorTask task, Waiter waiter) {
        pool.threads.leave(this);
        try {
            mark(task);
            pool.left(this);
            waiter.park();
        } finally {
            pool.threads.comeBack(this);
            untilLook = 0;
        }
    }
}
