package pykka.pooled;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that no thread of a pool runs although actors are queued, because handlers block all of them outside of the library and
 * there can be no more threads. Logs once per stall, after half a second. Used only by the monitor thread, except for
 * {@link #refused}.
 */
final class StallWarning {
    private static final long GRACE_NANOS = 500_000_000;

    private final Logger log = LoggerFactory.getLogger("pykka");
    private final Pool pool;
    private long since;
    private boolean stalled;
    private boolean told;

    StallWarning(Pool pool) {
        this.pool = pool;
    }

    /** Takes the result of the monitor's check. */
    void update(boolean stalledNow, long now) {
        if (!stalledNow) {
            stalled = false;
            told = false;
        } else if (!stalled) {
            stalled = true;
            since = now;
        } else if (!told && now - since >= GRACE_NANOS) {
            told = true;
            tell(now);
        }
    }

    /**
     * Logs that the system refuses the monitor thread, without which no later stall is detected until the system is asked again.
     */
    void refused(Throwable why) {
        try {
            log.warn("The system refuses the runtime 'pooled' the thread that watches handlers: while one is blocked outside of the"
                    + " library, others may be held up", why);
        } catch (Throwable e) {
            // a failing logging backend must not change the outcome
        }
    }

    private void tell(long now) {
        Worker longest = null;
        int blocked = 0;
        for (int i = 0; i < pool.threads.places(); i++) {
            Worker worker = pool.threads.at(i);
            if (worker != null && worker.is(Worker.BLOCKED)) {
                blocked++;
                if (longest == null || worker.seen.turnSince() - longest.seen.turnSince() < 0) {
                    longest = worker;
                }
            }
        }
        log.warn("Actors are queued and no thread of the runtime 'pooled' runs: handlers block {} of its {} threads outside of the"
                + " library{}, and {}. Run such actors on another runtime, or allow more threads by the property"
                + " pykka.pooled.limit", blocked, pool.threads.count(), longest(longest, now),
                pool.threads.count() < pool.threads.limit
                ? "the system refuses more threads" : "there may be no more than " + pool.threads.limit);
    }

    private static String longest(@Nullable Worker worker, long now) {
        Object actor = worker == null ? null : worker.running();
        return actor == null ? "" : ", " + actor.toString().replaceAll("\\p{Cntrl}", "?") + " for "
                + TimeUnit.NANOSECONDS.toMillis(now - worker.seen.turnSince()) + " ms";
    }
}
