package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorCarrier;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Linger;
import pykka.api.spi.Waiter;

/**
 * A thread of a pool: takes one actor after the other, from its own queue and from the shared one by turns, and runs each for a
 * turn.
 */
final class Worker implements Runnable, Linger, BooleanSupplier {
    /** Runs actors, or looks for one. */
    static final int RUNNING = 0;
    /** Has nothing to do: parks, or is about to. Any thread may make it RUNNING. */
    static final int IDLE = 1;
    /** Its actor waits for another one. Its queue is empty. */
    static final int WAITING = 2;
    /** Its actor is blocked by something outside of the library, and others run in its place. */
    static final int BLOCKED = 3;
    /** Has ended. */
    static final int GONE = 4;

    /** The most messages of a turn. */
    private static final int TURN = 256;
    /** Turns between two looks at what lies in the queues of other threads. */
    private static final int LOOK = 256;
    /** So many ended actors are reported at once. */
    private static final int ENDED = 64;
    private static final long LINGER_NANOS = 1_000_000_000;

    private static final VarHandle STATE;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Worker.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final LocalRunQueue queue = new LocalRunQueue();
    /** What the monitor found at its last looks; its own. */
    final ProgressMonitor.Seen seen = new ProgressMonitor.Seen();
    final Thread thread;
    private final String name;
    private final @Nullable ThreadGroup group;
    private final Pool pool;
    private volatile int state;
    /** How many turns it has begun. The monitor reads it without order. */
    int turns;
    private int untilLook;
    private int ended;
    /** It is RUNNING, but no longer counted, and is about to be IDLE. */
    private boolean gaveWay;
    /** Whether the actor that it stays with has more messages. */
    private @Nullable BooleanSupplier more;
    /** It has just looked for more, in vain. */
    private boolean looked;

    Worker(Pool pool) {
        this.pool = pool;
        thread = pool.threads.make(Integer.toString(NUMBERS.getAndIncrement()), this);
        name = thread.getName();
        group = thread.getThreadGroup();
        thread.setUncaughtExceptionHandler(group); // what is asked without one: so each turn asks once
    }

    /** The one whose thread this is, if it belongs to the pool. */
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
                // Nothing that an actor throws comes here. For want of memory a step may fail: the next round does it again.
            }
        }
    }

    // ---- running actors

    /** The next actor, or null if there is none, or others are to run them. */
    private @Nullable ActorTask next() {
        if (state == BLOCKED) {
            pool.threads.comeBack(this);
        }
        if (gaveWay || pool.giveWay()) {
            gaveWay = true;
            looked = true; // the others are enough: it is not to stay
            handOver();
            pool.monitor.notice(false); // the others may be blocked
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
        Turn how;
        IllegalStateException closed = pool.closed();
        if (closed != null) {
            task.abandon(closed);
            how = Turn.ENDED;
        } else {
            looked = false;
            how = task.run(TURN, Long.MAX_VALUE, this);
            restore();
        }
        if (how == Turn.MORE) {
            queue(task);
        } else if (how == Turn.ENDED && ++ended == ENDED) {
            tellOfEnded();
        }
    }

    /** What a handler changed of its thread is not for the next actor. */
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

    /** Queues an actor behind those that this thread has. Its own thread. */
    void queue(ActorTask task) {
        if (state != RUNNING || !pool.monitor.keepsUp() || !queue.put(task)) {
            pool.arrive(task);
            return;
        }
        pool.monitor.notice(false);
        if (!pool.monitor.keepsUp()) { // its thread was refused just now
            handOver();
            pool.call();
        }
    }

    /** Leaves all that it has to the other threads. Its own thread. */
    void handOver() {
        for (ActorTask task; (task = queue.take()) != null;) {
            pool.shared.push(task);
        }
    }

    // ---- being idle

    /** Its actor has no more messages: stays with it until there is another runnable actor. */
    @Override
    public boolean until(BooleanSupplier more) {
        if (!queue.isEmpty() || !pool.shared.isEmpty()) {
            return false;
        }
        this.more = more;
        try {
            looked = !pool.spin.until(this);
        } finally {
            this.more = null;
        }
        return !looked && more.getAsBoolean();
    }

    /** Whether there is something to do. While it looks it is RUNNING, so that no sender has to wake it. */
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

    /** Has found nothing. Returns false if the thread is to end. */
    private boolean rest() {
        tellOfEnded();
        if (!looked && pool.spin.until(this)) {
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
                LockSupport.park(pool); // the one that stays
            }
            Thread.interrupted(); // or the next park would return at once, for ever
        }
        untilLook = 0;
        return true;
    }

    /**
     * Stops running, then looks once more: a sender that pushes an actor reads the number of running threads after that. So either
     * this thread sees the actor, or the sender sees that it has to call a thread.
     */
    boolean becomeIdle() {
        boolean counted = !gaveWay;
        gaveWay = false;
        if (!STATE.compareAndSet(this, RUNNING, IDLE)) {
            if (!counted) {
                pool.started(); // the monitor took it for blocked, and counted it out once more
            }
            return false;
        }
        if (counted) {
            pool.stopped();
        }
        return pool.shared.isEmpty() || !pool.mayRun() || !claim();
    }

    /** Makes it run if it is idle. Any thread, which then wakes it. The state is first: a thread that runs may count late. */
    boolean claim() {
        if (state != IDLE || !STATE.compareAndSet(this, IDLE, RUNNING)) {
            return false;
        }
        pool.started();
        return true;
    }

    /** The actor whose turn it is in; null between turns. The monitor calls it, without order: the kernel keeps it for its own use. */
    @Nullable ActorTask running() {
        return thread instanceof ActorCarrier carrier ? carrier.current() : null;
    }

    boolean is(int expected) {
        return state == expected;
    }

    /** Where the lock of the pool guards the step, and no other thread can take another one. */
    void state(int next) {
        state = next;
    }

    boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    // ---- waiting

    void await(Waiter waiter) {
        pool.threads.leave(this);
        try {
            pool.left(this);
            waiter.park();
        } finally {
            pool.threads.comeBack(this);
            untilLook = 0;
        }
    }
}
