package pykka.pooled;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorStarvationException;
import pykka.api.spi.ActorThreads;

/**
 * Creates and ends the threads of a pool, and compensates for threads that wait. All changes are made under a lock. No sender
 * takes the lock, except one that starts the first thread, and the only foreign code that runs under it is that which creates a
 * thread.
 */
final class Threads {
    /** The largest limit that may be configured. */
    static final int MOST = 4_000;

    /** The limit on the number of threads. */
    final int limit;
    private final Pool pool;
    private final Maker maker;
    private final AtomicReferenceArray<@Nullable Worker> workers;
    /** How many actors are alive; those that have ended are subtracted in batches, later. */
    private final AtomicLong live = new AtomicLong();
    /** How many actors have ended, counted in the same batches. */
    private final AtomicLong endings = new AtomicLong();
    private final Object lock = new Object();
    private volatile int count;
    /**
     * How many threads are neither WAITING nor BLOCKED: while there are actors at least one, unless handlers block all threads.
     */
    private int available;
    /** The number of places in use: all places from this index on are empty. */
    private volatile int places;

    /** Creates threads that are not started yet. */
    @FunctionalInterface
    interface Maker {
        Thread make(String name, Runnable body);
    }

    Threads(Pool pool, int limit, @Nullable Maker maker) {
        this.pool = pool;
        this.limit = limit;
        this.maker = maker != null ? maker : (name, body) -> ActorThreads.platform("pykka-pooled-" + name, true, body);
        workers = new AtomicReferenceArray<>(limit);
    }

    Thread make(String name, Runnable body) {
        return maker.make(name, body);
    }

    int count() {
        return count;
    }

    /** Whether half of the threads that there may be are left for actors that wait. */
    boolean hasRoom() {
        return count <= limit / 2;
    }

    int places() {
        return places;
    }

    @Nullable Worker at(int place) {
        return workers.get(place);
    }

    long live() {
        return live.get();
    }

    /** Counts a new actor, then checks for a thread. The last thread that ends counts itself out, then checks for actors. */
    void begun() {
        live.getAndIncrement();
        try {
            first();
        } catch (Throwable e) {
            live.getAndDecrement(); // the system refused the thread: nothing has changed
            throw e;
        }
    }

    long endings() {
        return endings.get();
    }

    /** Subtracts actors that have ended. */
    void ended(int actors) {
        live.getAndAdd(-actors);
        endings.getAndAdd(actors);
    }

    /** Subtracts an actor that has ended on another thread: the thread that stayed for it may end, too. */
    void endedElsewhere() {
        endings.getAndIncrement();
        if (live.decrementAndGet() <= 0) {
            rouse();
        }
    }

    /** Creates a thread if there is none. Throws if the system refuses it. */
    void first() {
        if (count == 0) {
            synchronized (lock) {
                if (count == 0) {
                    create();
                }
            }
        }
    }

    /**
     * Called by a thread that is about to wait. If no other thread is available to run the actor that it waits for, creates one.
     *
     * @throws ActorStarvationException if there can be no other thread; nothing has changed then
     */
    void leave(Worker worker) {
        synchronized (lock) {
            if (worker.is(Worker.BLOCKED)) {
                comeBack(worker);
            }
            if (available == 1) {
                spare();
            }
            available--;
            worker.state(Worker.WAITING);
        }
    }

    private void spare() {
        if (count >= limit) {
            throw new ActorStarvationException("All " + limit + " threads of the runtime 'pooled' would wait."
                    + " Let actors wait for each other less, or allow more by the property pykka.pooled.limit");
        }
        try {
            create();
        } catch (Throwable e) {
            ActorStarvationException starved = new ActorStarvationException("All " + count
                    + " threads of the runtime 'pooled' would wait, and the system has no more to give");
            starved.initCause(e);
            throw starved;
        }
    }

    /** Called by a thread that waited or was blocked: it runs again, possibly as a surplus thread, until its turn is over. */
    void comeBack(Worker worker) {
        synchronized (lock) {
            available++;
            worker.state(Worker.RUNNING);
        }
        pool.started();
    }

    /** Marks a running thread as BLOCKED. Returns false if it is not RUNNING. */
    boolean block(Worker worker) {
        synchronized (lock) {
            if (!worker.move(Worker.RUNNING, Worker.BLOCKED)) {
                return false;
            }
            available--;
        }
        pool.stopped();
        return true;
    }

    /** Creates and starts a thread, under the lock. Throws if the system refuses it; nothing has changed then. */
    private void create() {
        Worker worker = new Worker(pool);
        int place = 0;
        while (workers.get(place) != null) {
            place++;
        }
        workers.set(place, worker); // before the thread can be idle, so that callers find it
        places = Math.max(places, place + 1);
        try {
            worker.thread.start();
        } catch (Throwable e) {
            workers.set(place, null);
            throw e;
        }
        available++;
        count++;
        pool.started();
    }

    /** Creates one more thread. Returns false if the limit is reached; throws if the system refuses it. */
    boolean spawn() {
        synchronized (lock) {
            if (count >= limit) {
                return false;
            }
            create();
            return true;
        }
    }

    /**
     * Ends an idle thread. The last available thread stays as long as there are other threads or actors, so that no wake has to
     * create a thread. After it has counted itself out, it checks for actors once more: a start does the reverse, it counts its
     * actor first and then checks for threads.
     */
    boolean dismiss(Worker worker) {
        synchronized (lock) {
            boolean last = available == 1;
            if (last && (count > 1 || isNeeded()) || !worker.move(Worker.IDLE, Worker.GONE)) {
                return false;
            }
            count--;
            if (last && isNeeded()) {
                count++;
                worker.state(Worker.RUNNING); // a sender may have searched for an idle thread in vain
                pool.started();
                return false;
            }
            available--;
            for (int i = 0; i < places; i++) {
                workers.compareAndSet(i, worker, null);
            }
            while (places > 0 && workers.get(places - 1) == null) {
                places--;
            }
        }
        if (live.get() <= 0 || pool.isClosed()) {
            rouse(); // the thread that stayed may end now
        }
        return true;
    }

    private boolean isNeeded() {
        return pool.isClosed() ? !pool.shared.isEmpty() : live.get() > 0;
    }

    /** Makes idle threads check again whether they are to end. */
    void rouse() {
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null) {
                LockSupport.unpark(worker.thread);
            }
        }
    }
}
