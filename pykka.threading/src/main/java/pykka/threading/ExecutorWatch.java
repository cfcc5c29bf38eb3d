package pykka.threading;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.spi.ActorThreads;

/**
 * Looks whether an executor runs the actors that it was given: its thread may be blocked, or it may have dropped tasks without a
 * word, as some do when they are shut down. Says so once for each stall, and gives it the actors again. Its thread is there while
 * actors are queued, and for a second more.
 */
final class ExecutorWatch implements Runnable {
    private static final long GRACE_NANOS = 500_000_000;
    /** For an actor that is not begun while others are: the executor may just have much to do. */
    private static final long LONG_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int IDLE_LOOKS = 10;
    /** A look at very many actors takes its time: one part in so many, and no more. */
    private static final int SHARE = 20;

    private final Logger log = LoggerFactory.getLogger("pykka");
    private final ExecutorRuntime runtime;
    private final AtomicBoolean running = new AtomicBoolean();
    private long began;
    private boolean seen;
    private boolean told;

    ExecutorWatch(ExecutorRuntime runtime) {
        this.runtime = runtime;
    }

    /** Called when an actor was queued. It is queued already: so what this throws would be wrong, and is dropped. */
    void notice() {
        try {
            if (!running.get() && running.compareAndSet(false, true)) {
                start();
            }
        } catch (Throwable e) {
            // no memory, or no thread: the next one that is queued tries again
        }
    }

    private void start() {
        boolean started = false;
        try {
            ActorThreads.platform("pykka-" + runtime.name() + "-watch", true, this).start();
            started = true;
        } finally {
            if (!started) {
                running.set(false);
            }
        }
    }

    @Override
    public void run() {
        do {
            long pause = PAUSE_NANOS;
            for (int idle = 0; idle < IDLE_LOOKS && (idle == 0 || runtime.closed() == null); idle++) {
                LockSupport.parkNanos(pause);
                Thread.interrupted();
                try {
                    long begin = System.nanoTime();
                    if (look(begin)) {
                        idle = 0;
                    }
                    pause = Math.max(PAUSE_NANOS, SHARE * (System.nanoTime() - begin));
                } catch (Throwable e) {
                    idle = 0; // no memory
                }
            }
            running.set(false); // before the last look: an actor that is queued after that look finds it so
        } while (isAnyQueued() && running.compareAndSet(false, true));
    }

    private boolean isAnyQueued() {
        for (QueuedActor actor : runtime.actors) {
            if (actor.isQueued()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether actors are queued, or were since the last look. */
    private boolean look(long now) {
        long least = now - runtime.began >= GRACE_NANOS ? GRACE_NANOS : LONG_NANOS;
        List<QueuedActor> late = new ArrayList<>();
        QueuedActor latest = null;
        boolean any = began != runtime.began;
        began = runtime.began;
        for (QueuedActor actor : runtime.actors) {
            if (actor.isQueued()) {
                any = true;
                if (actor.queuedFor(now) >= least) {
                    late.add(actor);
                    latest = latest == null || actor.queuedFor(now) > latest.queuedFor(now) ? actor : latest;
                }
            }
        }
        if (latest == null) {
            seen = false;
            told = false;
        } else if (!seen) {
            seen = true; // this thread alone may have been late, as after a pause of the JVM: look again
        } else if (!told) {
            told = true;
            try {
                tell(late.size(), latest, now);
            } catch (Throwable e) {
                // a failing logging backend must not change the outcome
            }
            late.forEach(QueuedActor::queueAgain);
        }
        return any;
    }

    private void tell(int count, QueuedActor latest, long now) {
        log.warn("The executor of the runtime '{}' does not run what it was given: {} {} waited for a turn for up to {} ms, {} for the"
                + " longest time. Its threads are blocked or busy, or it has dropped tasks; it is given them again", runtime.name(), count,
                count == 1 ? "actor has" : "actors have", TimeUnit.NANOSECONDS.toMillis(latest.queuedFor(now)),
                String.valueOf(latest).replaceAll("\\p{Cntrl}", "?"));
    }
}
