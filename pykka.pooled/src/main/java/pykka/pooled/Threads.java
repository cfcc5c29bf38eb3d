package pykka.pooled;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorStarvationException;
import pykka.api.spi.ActorThreads;

/**
 * Which threads a pool has: how they begin and end, and that there is another one where one waits. All under a lock that no sender
 * takes, but one that starts the first thread; nothing foreign is called under it but what makes a thread.
 */
final class Threads {
    /** The most that there can be. */
    static final int MOST = 4_000;

    /** How many there may be. */
    final int limit;
    private final Pool pool;
    private final Maker maker;
    private final AtomicReferenceArray<@Nullable Worker> workers;
    /** How many actors live; ended ones are counted out late. */
    private final AtomicLong live = new AtomicLong();
    private final Object lock = new Object();
    private volatile int count;
    /** Those neither WAITING nor BLOCKED. While there are actors, one at least. */
    private int available;
    /** The places beyond are empty. */
    private volatile int places;

    /** Makes threads that are not started yet. */
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

    int places() {
        return places;
    }

    @Nullable Worker at(int place) {
        return workers.get(place);
    }

    long live() {
        return live.get();
    }

    /** An actor lives. It is counted first: the last thread that is about to end counts itself out, then looks for actors. */
    void begun() {
        live.getAndIncrement();
        try {
            first();
        } catch (Throwable e) {
            live.getAndDecrement(); // the system refuses the thread; nothing has happened
            throw e;
        }
    }

    /** Actors have ended. */
    void ended(int actors) {
        live.getAndAdd(-actors);
    }

    /** Makes a thread if there is none. Throws if the system refuses it. */
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
     * A thread is about to wait: there must be another one, or none would run what it waits for.
     *
     * @throws ActorStarvationException if there can be no other one; nothing has happened then
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

    /** A thread that waited or was blocked runs again, perhaps as one too many, until its turn is over. Its own thread. */
    void comeBack(Worker worker) {
        synchronized (lock) {
            available++;
            worker.state(Worker.RUNNING);
        }
        pool.started();
    }

    /** Takes a thread out of those that run. Returns false if it does not run. */
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

    /** Makes a thread that runs, under the lock. Throws if the system refuses it; nothing has changed then. */
    private void create() {
        Worker worker = new Worker(pool);
        int place = 0;
        while (workers.get(place) != null) {
            place++;
        }
        workers.set(place, worker); // before it can be idle, for those who call
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

    /** Makes one more thread run. Returns false if there may be no more; throws if the system refuses it. */
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
     * Ends an idle thread. The last one that neither waits nor is blocked stays as long as there are others, or actors, so that no
     * wake has to make a thread; when it has counted itself out it looks once more, as a start counts its actor, then looks for
     * threads.
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
                worker.state(Worker.RUNNING); // a sender may have looked for a thread in vain
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
            rouse(); // the one that stayed has no reason any more
        }
        return true;
    }

    private boolean isNeeded() {
        return pool.isClosed() ? !pool.shared.isEmpty() : live.get() > 0;
    }

    /** Has idle threads look again whether they are to end. */
    void rouse() {
        for (int i = 0; i < places; i++) {
            Worker worker = workers.get(i);
            if (worker != null) {
                LockSupport.unpark(worker.thread);
            }
        }
    }
}
