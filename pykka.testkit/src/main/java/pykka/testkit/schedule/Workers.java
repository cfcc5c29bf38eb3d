package pykka.testkit.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorThreads;

/**
 * The threads on which actors of all schedulers run: daemons, used again and again, gone after a second without use. The one that
 * was used last is used next. Not a pool of the JDK, whose threads look for work for a while before they park, which is slower
 * where there is one core.
 */
final class Workers {
    private static final long IDLE_NANOS = 1_000_000_000;
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    /** Guarded by itself. */
    private static final Deque<Worker> IDLE = new ArrayDeque<>();

    private Workers() {}

    /**
     * Gives the baton of a scheduler to another thread. Throws, with no effect, if the system refuses a thread.
     *
     * @param first the one that it runs first; null if it chooses that, too
     */
    static void run(Scheduler scheduler, @Nullable Place first) {
        Worker idle;
        synchronized (IDLE) {
            idle = IDLE.poll();
        }
        Worker worker = idle == null ? new Worker() : idle;
        worker.first = first;
        worker.scheduler = scheduler;
        if (idle == null) {
            worker.thread.start();
        } else {
            LockSupport.unpark(worker.thread);
        }
    }

    private static final class Worker implements Runnable {
        final Thread thread = ActorThreads.platform("pykka-stepping-" + NUMBERS.getAndIncrement(), true, this);
        /** Written before {@link #scheduler}. */
        @Nullable Place first;
        /** What has given it the baton; null if it is free. */
        volatile @Nullable Scheduler scheduler;

        @Override
        public void run() {
            do {
                Scheduler given = scheduler;
                Place place = first;
                first = null;
                scheduler = null;
                given.loop(place);
            } while (isUsedAgain());
        }

        private boolean isUsedAgain() {
            Thread.interrupted(); // meant for a turn that is over
            synchronized (IDLE) {
                IDLE.push(this);
            }
            long end = System.nanoTime() + IDLE_NANOS;
            while (scheduler == null) {
                LockSupport.parkNanos(IDLE_NANOS);
                Thread.interrupted(); // or every further park would return at once
                if (scheduler == null && System.nanoTime() - end > 0 && isTakenOut()) {
                    return false;
                }
            }
            return true;
        }

        private boolean isTakenOut() {
            synchronized (IDLE) {
                return IDLE.remove(this);
            }
        }
    }
}
