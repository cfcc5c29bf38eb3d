package pykka.pooled;

import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/**
 * The runtime {@code pooled}, the default: actors share few threads. As many run at a time as there are cores, or as the property
 * {@code pykka.pooled.threads} says.
 *
 * <p>An actor may wait: the pool compensates with another thread. There are at most {@code pykka.pooled.limit} threads, 256 by
 * default; a wait in which all of them would wait throws {@link pykka.api.ActorStarvationException} instead. Threads that have
 * nothing to do end after a second, except one that stays as long as there are actors.
 *
 * <p>From JDK 24 on, actors whose handlers have waited run on virtual threads until they wait no more, beside those of the pool,
 * unless the number of threads is given. The property {@code pykka.pooled.virtual} says otherwise.
 */
public final class PooledRuntime implements ActorRuntime {
    private static final AtomicReferenceFieldUpdater<PooledRuntime, @Nullable Pool> POOL =
            AtomicReferenceFieldUpdater.newUpdater(PooledRuntime.class, Pool.class, "pool");

    /** Created by the first start, so that an invalid property fails that start and not the search for runtimes. */
    private volatile @Nullable Pool pool;

    /** For ServiceLoader and {@link pykka.api.ActorOptions#runtime(ActorRuntime)}: the properties set the number of threads. */
    public PooledRuntime() {}

    /**
     * For {@link pykka.api.ActorOptions#runtime(ActorRuntime)}. Such a runtime shares no threads with others, and its creator
     * must close it.
     *
     * @param threads how many actors run at a time, from 1 to 1000
     * @throws IllegalArgumentException if it is less or more
     */
    public PooledRuntime(int threads) {
        if (threads < 1 || threads > Settings.MOST_THREADS) {
            throw new IllegalArgumentException("threads is " + threads + ": it must be from 1 to " + Settings.MOST_THREADS);
        }
        pool = new Pool(threads, Settings.limit(threads), null, Settings.virtual(true));
    }

    PooledRuntime(Pool pool) {
        this.pool = pool;
    }

    @Override
    public String name() {
        return "pooled";
    }

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public void start(ActorTask task) {
        Pool now = pool;
        if (now == null) {
            int threads = Settings.threads();
            now = made(new Pool(threads, Settings.limit(threads), null, Settings.virtual(Settings.givesThreads())));
        }
        now.start(task);
    }

    private Pool made(Pool made) {
        return POOL.compareAndSet(this, null, made) ? made : pool;
    }

    @Override
    public void wake(ActorTask task) {
        pool.wake(task);
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        Worker worker = Worker.current(pool);
        if (worker != null) {
            worker.await(task, waiter);
            return;
        }
        if (task.slot() instanceof WaitingActor own) {
            own.await(waiter);
        } else {
            waiter.park(); // at the end of an abandoned actor
        }
    }

    /**
     * Ends all threads, each after its current turn. Actors that are still alive end with {@code onFailure} as soon as a message
     * wakes them; no actor can be started any more.
     */
    @Override
    public void close() {
        Pool now = pool;
        (now == null ? made(new Pool(1, 1)) : now).close();
    }
}
