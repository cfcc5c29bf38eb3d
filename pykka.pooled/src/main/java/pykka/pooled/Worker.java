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
 *
 * <p>What handlers leave on a thread, in a ThreadLocal above all, keeps their classes. So a thread is worn when an actor has
 * ended since it began, and a second has passed: between two turns, a new thread goes on with the same worker. For the others
 * nothing changes: the worker stays RUNNING, and the new thread sees what the old one wrote. No wake is lost: a waker changes the
 * state, then reads which thread to unpark; the new thread is noted, then reads the state before it parks.
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
    /** Turns between two checks whether the thread is worn. */
    private static final int WEAR_LOOK = 16;
    private static final long LINGER_NANOS = 1_000_000_000;
    /** How long a thread goes on at least. */
    private static final long WEAR_NANOS = 1_000_000_000;

    private static final AtomicIntegerFieldUpdater<Worker> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Worker.class, "state");
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final LocalRunQueue queue = new LocalRunQueue();
    /** What the monitor saw at its last checks; used by the monitor alone. */
    final ProgressMonitor.Seen seen = new ProgressMonitor.Seen();
    /** The thread that has this body, or is about to. */
    volatile Thread thread;
    private final String number = Integer.toString(NUMBERS.getAndIncrement());
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
    /** When the thread began, or was last refused a successor. */
    private long begun;
    /** How many actors of the pool had ended when the thread began. */
    private long endedBefore;
    private boolean worn;

    Worker(Pool pool) {
        this.pool = pool;
        thread = pool.threads.make(number, this);
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
        begun = System.nanoTime();
        endedBefore = pool.threads.endings();
        boolean alive = true;
        while (alive) {
            if (worn && replace()) {
                return; // from here on this object is the new thread's
            }
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

    /** Returns whether handlers of ended actors may have left something on the thread. */
    private boolean isWorn() {
        worn = endedBefore != pool.threads.endings() && System.nanoTime() - begun >= WEAR_NANOS;
        return worn;
    }

    /** Has a new thread go on in place of this one, if the system gives it. */
    private boolean replace() {
        Thread old = thread;
        worn = false;
        try {
            Thread made = pool.threads.make(number, this);
            made.setUncaughtExceptionHandler(group);
            thread = made;
            made.start();
            return true;
        } catch (Throwable e) {
            thread = old;
            begun = System.nanoTime(); // ask again later
            return false;
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
        if (untilLook == 0 || now % WEAR_LOOK == 0) {
            tellOfEnded();
            isWorn();
        }
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
        Thread own = thread;
        if (own.getPriority() != Thread.NORM_PRIORITY) {
            own.setPriority(Thread.NORM_PRIORITY);
        }
        if (own.getName() != name) {
            own.setName(name);
        }
        if (own.getUncaughtExceptionHandler() != group) {
            own.setUncaughtExceptionHandler(group);
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
            } else if (state == IDLE && isWorn()) {
                claim(); // to be replaced by a fresh thread, which stays
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
