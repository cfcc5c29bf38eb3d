package pykka.pooled;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorStarvationException;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Spin;

/**
 * The threads of a runtime, and what they share. Whoever queues an actor looks for an active thread then, and a thread that stops
 * being active looks for queued actors then; so one of the two sees the other.
 */
final class Pool {
    /** Where the word is in its array: two cache lines from either end, for processors fetch pairs. */
    private static final int LOAD = 16;
    private static final VarHandle PLACES;

    static {
        try {
            PLACES = MethodHandles.lookup().findVarHandle(Pool.class, "places", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Arrivals arrivals = new Arrivals();
    final Watch watch = new Watch(this);
    final Spin spin = new Spin();
    /** How many threads run actors at a time. */
    final int most;
    /** How many threads there may be. */
    private final int limit;
    private final ThreadMaker maker;
    private final AtomicReferenceArray<@Nullable Worker> workers;
    /** The places beyond have never been used. */
    private volatile int places;
    /** One word, see {@link Load}, on a cache line of its own: all else here is read more often than this is written. */
    private final AtomicLongArray load = new AtomicLongArray(2 * LOAD);
    private volatile boolean closed;

    /** Makes threads that are not started yet. */
    @FunctionalInterface
    interface ThreadMaker {
        Thread make(String name, Runnable body);
    }

    Pool(int most, int limit) {
        this(most, limit, (name, body) -> ActorThreads.platform("pykka-pooled-" + name, true, body));
    }

    Pool(int most, int limit, ThreadMaker maker) {
        this.most = most;
        this.limit = limit;
        this.maker = maker;
        workers = new AtomicReferenceArray<>(limit);
    }

    // ---- what a runtime does

    void start(ActorTask task) {
        if (closed) {
            throw new IllegalStateException("The runtime 'pooled' is closed");
        }
        for (long now = load.get(LOAD);; now = load.get(LOAD)) {
            if (Load.threads(now) == 0) {
                if (load.compareAndSet(LOAD, now, now + Load.FIRST + Load.LIVE + Load.THREAD + Load.ACTIVE)) {
                    first();
                    break;
                }
            } else if (Load.isFirst(now)) {
                Thread.yield(); // somebody makes the first thread, and may fail
            } else if (load.compareAndSet(LOAD, now, now + Load.LIVE)) {
                break;
            }
        }
        wake(task);
    }

    /** The system may refuse the thread; nothing has happened then, and nobody has relied on it. */
    void first() {
        try {
            new Worker(this).start();
        } catch (Throwable e) {
            load.getAndAdd(LOAD, -Load.FIRST - Load.LIVE - Load.THREAD - Load.ACTIVE);
            if (!arrivals.isEmpty() && !signal(1)) { // the pool was closed under live actors, and one of them was woken
                watch.notice();
            }
            throw e;
        }
        load.getAndAdd(LOAD, -Load.FIRST);
    }

    void wake(ActorTask task) {
        Worker worker = Worker.current(this);
        if (worker != null) {
            worker.queue(task);
        } else {
            arrive(task);
        }
    }

    /** Queues an actor for whoever comes first. */
    void arrive(ActorTask task) {
        arrivals.push(task);
        try {
            if (Load.active(load.get(LOAD)) > 0 || !signal(1)) {
                watch.notice();
            }
        } catch (Throwable e) {
            // no stack. It is queued, so nothing may be thrown; who queues the next one calls
        }
    }

    void close() {
        closed = true;
        rouse();
        watch.rouse();
    }

    boolean isClosed() {
        return closed;
    }

    Thread make(String name, Runnable body) {
        return maker.make(name, body);
    }

    // ---- active threads

    /** Makes one more thread active, unless enough are. Returns false if nobody can be had. */
    boolean signal(int enough) {
        for (long now = load.get(LOAD); Load.active(now) < enough; now = load.get(LOAD)) {
            if (load.compareAndSet(LOAD, now, now + Load.ACTIVE)) {
                boolean had = false;
                try {
                    had = claim() || trySpawn();
                } finally {
                    if (!had) {
                        release();
                    }
                }
                if (had) {
                    return true;
                }
                if (!anyIdle()) {
                    return false; // those that come back from waiting will look
                }
            }
        }
        return true;
    }

    /** Takes a permit to be active. */
    boolean permit() {
        for (long now = load.get(LOAD); Load.active(now) < most; now = load.get(LOAD)) {
            if (load.compareAndSet(LOAD, now, now + Load.ACTIVE)) {
                return true;
            }
        }
        return false;
    }

    /** Gives it back. */
    void release() {
        load.getAndAdd(LOAD, -Load.ACTIVE);
    }

    /** Becomes active without a permit. Returns whether that is one too many. */
    boolean force(long others) {
        return Load.active(load.getAndAdd(LOAD, Load.ACTIVE + others)) >= most;
    }

    int active() {
        return Load.active(load.get(LOAD));
    }

    int threads() {
        return Load.threads(load.get(LOAD));
    }

    private boolean claim() {
        int count = places;
        for (int i = 0; i < count; i++) {
            Worker worker = workers.get(i);
            if (worker != null && worker.claim(Worker.LOOKING)) {
                return true;
            }
        }
        for (int i = 0; i < count; i++) {
            Worker worker = workers.get(i);
            if (worker != null && worker.claim(Worker.PARKED)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyIdle() {
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null && (worker.is(Worker.LOOKING) || worker.is(Worker.PARKED))) {
                return true;
            }
        }
        return false;
    }

    private boolean trySpawn() {
        try {
            return Load.threads(load.get(LOAD)) < limit && spawn();
        } catch (Throwable e) {
            return false; // the system has no more threads to give
        }
    }

    /** Makes a thread that is active from the beginning. Throws if the system refuses it; false if there may be no more. */
    private boolean spawn() {
        for (long now = load.get(LOAD);; now = load.get(LOAD)) {
            if (Load.threads(now) >= limit) {
                return false;
            }
            if (load.compareAndSet(LOAD, now, now + Load.THREAD)) {
                break;
            }
        }
        try {
            new Worker(this).start();
            return true;
        } catch (Throwable e) {
            load.getAndAdd(LOAD, -Load.THREAD);
            throw e;
        }
    }

    // ---- waiting threads

    /**
     * An active thread is about to wait: there must be another one, or there is nobody to run what it waits for.
     *
     * @throws ActorStarvationException if there can be no other one; nothing has happened then
     */
    void reserve() {
        long now;
        do {
            now = load.get(LOAD);
            if (Load.waiting(now) + 1 >= limit) {
                throw new ActorStarvationException("All " + limit + " threads of the runtime 'pooled' would wait."
                        + " Let actors wait for each other less, or allow more by the property pykka.pooled.limit");
            }
        } while (!load.compareAndSet(LOAD, now, now + Load.WAITING));
        if (Load.threads(now) > Load.waiting(now) + 1) {
            return;
        }
        load.getAndAdd(LOAD, Load.ACTIVE);
        try {
            if (!spawn()) {
                release(); // others have made some meanwhile
            }
        } catch (Throwable e) {
            load.getAndAdd(LOAD, -Load.ACTIVE - Load.WAITING);
            ActorStarvationException starved = new ActorStarvationException("All " + Load.threads(now)
                    + " threads of the runtime 'pooled' would wait, and the system has no more to give");
            starved.initCause(e);
            throw starved;
        }
    }

    /** It does not wait after all. */
    void unreserve() {
        load.getAndAdd(LOAD, -Load.WAITING);
    }

    // ---- what is queued

    /** Whether somebody should look, who is not active any more: what an active thread has is its own. */
    boolean isQueued() {
        if (!arrivals.isEmpty()) {
            return true;
        }
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null && worker.needsHelp()) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is anything at all. For the watch. */
    boolean anyQueued() {
        if (!arrivals.isEmpty()) {
            return true;
        }
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null && worker.ring.size() > 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes from those who do not run their own. */
    boolean rob(Worker thief) {
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null && worker != thief && worker.needsHelp() && worker.robbedBy(thief)) {
                return true;
            }
        }
        return false;
    }

    int places() {
        return places;
    }

    @Nullable Worker worker(int place) {
        return workers.get(place);
    }

    // ---- the life of a thread

    /** A thread begins. There is a place for each, though it may take a moment until one that ends has left its own. */
    void enter(Worker worker) {
        for (int i = 0;; i = (i + 1) % limit) {
            if (i == limit - 1) {
                Thread.yield();
            }
            if (workers.compareAndSet(i, null, worker)) {
                for (int count = places; count <= i; count = places) {
                    PLACES.compareAndSet(this, count, i + 1);
                }
                return;
            }
        }
    }

    /** Actors have ended. */
    void ended(int actors) {
        load.getAndAdd(LOAD, -Load.LIVE * actors);
    }

    /** Whether an idle thread may end: one that does not wait stays as long as there are actors, so that no wake has to make one. */
    boolean dismiss() {
        for (;;) {
            long now = load.get(LOAD);
            if (!closed && Load.live(now) > 0 && Load.threads(now) <= Load.waiting(now) + 1) {
                return false;
            }
            if (load.compareAndSet(LOAD, now, now - Load.THREAD)) {
                return true;
            }
        }
    }

    /** It was needed before it had ended. */
    void recall() {
        load.getAndAdd(LOAD, Load.THREAD);
    }

    /** A thread has ended. With the last actor the others may, too. */
    void exit(Worker worker) {
        for (int i = 0; i < places; i++) {
            workers.compareAndSet(i, worker, null);
        }
        if (Load.live(load.get(LOAD)) == 0) {
            rouse();
        }
    }

    private void rouse() {
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null) {
                worker.rouse();
            }
        }
    }

    @Override
    public String toString() {
        return "pooled: " + Load.describe(load.get(LOAD));
    }
}
