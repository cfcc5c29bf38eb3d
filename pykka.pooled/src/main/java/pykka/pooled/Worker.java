package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Linger;

/** A thread of a pool: takes one actor after the other and runs each for a turn. */
final class Worker implements Runnable, Linger, BooleanSupplier {
    /** Runs actors, or looks for one. There are as many at most as the pool is meant to have, but for a moment. */
    static final int ACTIVE = 0;
    /** Has nothing to do, and will park in a moment. */
    static final int LOOKING = 1;
    /** Parks. */
    static final int PARKED = 2;
    /** Its actor waits for another one. */
    static final int WAITING = 3;
    /** Its actor waits for something else, and others have been let in. */
    static final int LOST = 4;
    /** Has ended. */
    static final int GONE = 5;

    /** Messages of a turn at most. */
    private static final int TURN = 256;
    /** Messages between two looks at the clock. */
    private static final int PART = 16;
    private static final long SLICE_NANOS = 1_000_000;
    /** Every so many turns, those that wait outside are let in, whatever there is to do. */
    private static final int ROUND = 64;
    /** Every so many times that it would stay with an actor, it looks whether there are others that nobody runs. */
    private static final int HELP = 16;
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

    final Ring ring = new Ring();
    private final Pool pool;
    private final Thread thread;
    private volatile int state;
    /** The watch found that it does not keep up: others may rob it. */
    private volatile boolean slow;
    private int turns;
    private int ended;
    /** There is perhaps one active thread too many. */
    private boolean surplus;
    /** Whether the actor that it stays with has more messages. */
    private @Nullable BooleanSupplier more;
    /** It has just looked for more, in vain. */
    private boolean looked;
    private int stays;

    Worker(Pool pool) {
        this.pool = pool;
        thread = pool.make(Integer.toString(NUMBERS.getAndIncrement()), this);
    }

    /** The one whose thread this is, if it belongs to the pool. */
    static @Nullable Worker current(Pool pool) {
        return ActorThreads.body(Thread.currentThread()) instanceof Worker worker && worker.pool == pool ? worker : null;
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        pool.enter(this);
        do {
            for (ActorTask task; (task = next()) != null;) {
                turn(task);
            }
        } while (idle());
        pool.exit(this);
    }

    // ---- running actors

    private @Nullable ActorTask next() {
        regain();
        if (surplus) {
            surplus = false;
            if (pool.active() > pool.most) {
                ActorTask task;
                while ((task = ring.take()) != null) {
                    pool.arrivals.push(task);
                }
                looked = true; // what it has pushed is for others: it rests
                pool.watch.notice(); // those that are active may all be held up
                return null;
            }
        }
        if (++turns % ROUND == 0 && pool.arrivals.moveTo(ring, ROUND)) {
            pool.watch.notice(); // nobody saw them while they were moved
        }
        ActorTask task = ring.take();
        return task == null && fill() ? ring.take() : task;
    }

    /** If the watch has let others in: comes back with a permit or without. */
    void regain() {
        if (state != ACTIVE) {
            surplus |= pool.force(0);
            state = ACTIVE;
        }
    }

    private boolean fill() {
        if (!pool.arrivals.moveTo(ring, ROUND) && !pool.rob(this)) {
            return false;
        }
        if (ring.size() > 1 || !pool.arrivals.isEmpty()) {
            pool.watch.notice();
        }
        return true;
    }

    private void turn(ActorTask task) {
        Turn how;
        if (pool.isClosed()) {
            task.abandon(new IllegalStateException("The runtime 'pooled' was closed"));
            how = Turn.ENDED;
        } else {
            looked = false;
            how = task.run(PART, Long.MAX_VALUE, this);
            if (how == Turn.MORE) {
                how = goOn(task);
            }
        }
        if (how == Turn.ENDED) {
            if (++ended == ROUND) {
                tellOfEnded();
            }
        } else if (how == Turn.MORE) {
            queue(task);
        }
    }

    /** Looks at the clock now and then, but not for those who have a message or two. */
    private Turn goOn(ActorTask task) {
        turns |= ROUND - 1; // this takes its time
        long begin = System.nanoTime();
        Turn how = Turn.MORE;
        for (int handled = PART; how == Turn.MORE && handled < TURN; handled += PART) {
            how = task.run(PART, Long.MAX_VALUE, this);
            if (System.nanoTime() - begin >= SLICE_NANOS) {
                break;
            }
        }
        return how;
    }

    /** Queues an actor behind those that this thread has. */
    void queue(ActorTask task) {
        if (!ring.put(task)) {
            pool.arrivals.push(task);
        }
        try {
            pool.watch.notice();
        } catch (Throwable e) {
            // no stack. It is queued, so nothing may be thrown; who queues the next one calls
        }
    }

    // ---- being idle

    /** Its actor has no more messages: stays with it if nobody else is queued, and until somebody is. */
    @Override
    public boolean until(BooleanSupplier more) {
        if (ring.size() > 0 || ++stays % HELP == 0 && pool.isQueued()) {
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

    /** Whether there is something to do. While it stays active, nobody has to wake it. */
    @Override
    public boolean getAsBoolean() {
        return more != null && more.getAsBoolean() || !pool.arrivals.isEmpty();
    }

    private void tellOfEnded() {
        if (ended > 0) {
            pool.ended(ended);
            ended = 0;
        }
    }

    /** Returns true when it is active again, false when it has ended. */
    private boolean idle() {
        ring.clear();
        tellOfEnded();
        if (!looked && pool.spin.until(this)) {
            return true;
        }
        looked = false;
        return !rest() || park();
    }

    /** Is active no more, unless something was queued meanwhile that nobody may have been told of. Returns whether it rests. */
    boolean rest() {
        stop(LOOKING);
        if (!pool.isQueued() || !pool.permit()) {
            return true;
        }
        if (!STATE.compareAndSet(this, LOOKING, ACTIVE)) {
            pool.release(); // who made it active had a permit, too
        }
        return false;
    }

    private boolean park() {
        if (!STATE.compareAndSet(this, LOOKING, PARKED)) {
            return true;
        }
        for (long begin = System.nanoTime(); state == PARKED;) {
            long left = LINGER_NANOS - (System.nanoTime() - begin);
            if (left > 0 && !pool.isClosed()) {
                LockSupport.parkNanos(pool, left);
            } else if (!pool.dismiss()) {
                LockSupport.park(pool); // the one that stays
            } else if (end(PARKED)) {
                return false;
            }
            Thread.interrupted(); // or the next park would return at once, for ever
        }
        return true;
    }

    /** The pool lets it go. Returns false if it was made active meanwhile. */
    boolean end(int from) {
        if (STATE.compareAndSet(this, from, GONE)) {
            return true;
        }
        pool.recall();
        return false;
    }

    boolean is(int expected) {
        return state == expected;
    }

    /** Makes it active if it is in a state. Any thread that has a permit. */
    boolean claim(int from) {
        if (state != from || !STATE.compareAndSet(this, from, ACTIVE)) {
            return false;
        }
        if (from == PARKED) {
            try {
                LockSupport.unpark(thread);
            } catch (Throwable e) { // no stack
                return !STATE.compareAndSet(this, ACTIVE, PARKED);
            }
        }
        return true;
    }

    /** Has it look again whether it should end. */
    void rouse() {
        LockSupport.unpark(thread);
    }

    // ---- waiting

    /** Its actor is about to wait. Its own thread. */
    void leave() {
        pool.reserve();
        try {
            stop(WAITING);
            if (pool.isQueued()) {
                pool.signal(pool.most);
            }
        } catch (Throwable e) { // no stack
            if (state == WAITING) {
                comeBack();
            } else {
                pool.unreserve();
            }
            throw e;
        }
    }

    /** Its actor goes on. */
    void comeBack() {
        surplus |= pool.force(-Load.WAITING);
        state = ACTIVE;
    }

    /** Is active no more. */
    private void stop(int next) {
        if (STATE.compareAndSet(this, ACTIVE, next)) {
            pool.release();
        } else {
            state = next; // it was lost, and gave back its permit then
        }
    }

    // ---- for others

    /** Whether it has actors that it does not get to. */
    boolean needsHelp() {
        int now = state;
        return (now == WAITING || now == LOST || slow) && ring.size() > 0;
    }

    boolean robbedBy(Worker thief) {
        slow = false;
        return thief.ring.rob(ring) > 0;
    }

    // ---- for the watch

    /** How many it had taken at the last look. */
    long seen;

    void isSlow() {
        slow = true;
    }

    /** Takes its permit if its handler sleeps, waits for a lock or for something else outside of the library. */
    boolean lose() {
        return state == ACTIVE && lose(thread.getState());
    }

    boolean lose(Thread.State now) {
        return switch (now) {
            case BLOCKED, WAITING, TIMED_WAITING -> STATE.compareAndSet(this, ACTIVE, LOST);
            default -> false;
        };
    }
}
