package pykka.pooled;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actors of a pool that are on virtual threads, and the watch over them, a thread of the pool's that runs no actors. The JDK
 * may have no carrier for a virtual thread: it runs what the threads on a carrier wake for each other before all that comes from
 * outside, and a wait in a static initializer or below a native frame holds a carrier. So where an actor is seen due, without a
 * carrier, at four checks in a row, carriers are scarce:
 * <ul>
 * <li>a run that has not begun is taken back, to the pool
 * <li>the actors leave their virtual threads at the end of their turns, and no others come, until a second after the last such
 *     sight: they no longer wake each other on carriers
 * <li>for one that is in a handler, which nothing but a carrier can continue, the JDK is told to use one more carrier, at each
 *     check, until it goes on
 * </ul>
 * The pool takes none as long as more than half of its threads are there, because an actor that waits there for lack of carriers
 * would be refused once all are; such an actor gets one more carrier, too, as long as there can be more.
 *
 * <p>The checks are 5 ms apart while anything happens, up to 50 ms otherwise, and 2 ms at least for each thousand actors.
 *
 * <p>An actor is pushed onto the stack of new ones, by any thread, before its thread is started. The watch alone takes them from
 * there. It ends when it has seen no actor for a second: it first says so, then looks at the stack once more; who pushes does the
 * reverse.
 */
final class WaitingActors implements Runnable {
    /** A time that is long enough for an actor to be dismissed, for the watch to end, and for carriers to be abundant again. */
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long SHORTEST_NANOS = 5_000_000;
    private static final long LONGEST_NANOS = 50_000_000;
    /** How long actors may be without carriers before that is logged. */
    private static final long GRACE_NANOS = 500_000_000;
    /** How much longer the watch sleeps for each actor that it looks at: many times as long as the look takes. */
    private static final long EACH_NANOS = 2_000;
    /** The number of checks in a row at which an actor is due. */
    private static final int LATE = 4;

    /** There is no watch. */
    private static final int NONE = 0;
    /** The watch is being started, and the system may refuse it. */
    private static final int MADE = 1;
    private static final int THERE = 2;

    private static final AtomicIntegerFieldUpdater<WaitingActors> WATCH =
            AtomicIntegerFieldUpdater.newUpdater(WaitingActors.class, "watch");
    private static final AtomicReferenceFieldUpdater<WaitingActors, @Nullable WaitingActor> NEWEST =
            AtomicReferenceFieldUpdater.newUpdater(WaitingActors.class, WaitingActor.class, "newest");

    private final Logger log = LoggerFactory.getLogger("pykka");
    private final Pool pool;
    private final CarrierThreads carriers = new CarrierThreads();
    private volatile int watch;
    private volatile @Nullable WaitingActor newest;
    private volatile boolean scarce;
    /** When the system last refused the watch. */
    private volatile long refused = System.nanoTime() - SECOND_NANOS;

    // for the watch alone
    private @Nullable WaitingActor first;
    private long scarceSince;
    private boolean active;
    private int count;
    /** How many actors are due that only a carrier can help, and how many in all. */
    private int held;
    private int late;
    /** Whether there can be no more carriers, and since when. */
    private boolean exhausted;
    private long exhaustedSince;
    private boolean told;

    /** What the watch saw of an actor. */
    static final class Seen {
        @Nullable WaitingActor next;
        private int steps;
        /** The number of checks in a row at which the actor was due, without a step. */
        private int due;
        private long idleSince;
    }

    WaitingActors(Pool pool) {
        this.pool = pool;
    }

    /** Whether an actor may go to a virtual thread: there is a carrier for it, to all appearances, and a watch. */
    boolean admits() {
        return !isScarce() && (watch == THERE || begin());
    }

    /** Whether the JDK has too few carriers, so that actors had better run in the pool, which has threads for those that wait. */
    boolean isScarce() {
        return scarce && pool.threads.hasRoom();
    }

    /** Adds an actor whose thread is about to be started. Throws if there is no watch, and the system refuses one. */
    void add(WaitingActor actor) {
        WaitingActor below;
        do {
            below = newest;
            actor.seen.next = below;
        } while (!NEWEST.compareAndSet(this, below, actor));
        if (watch != THERE && !begin() && watch != THERE) {
            throw new IllegalStateException("no watch");
        }
    }

    /** Starts the watch. Returns false if there can be none. */
    private boolean begin() {
        if (System.nanoTime() - refused < SECOND_NANOS) {
            return false;
        }
        if (!WATCH.compareAndSet(this, NONE, MADE)) {
            return false; // another thread starts it: this time, the actor stays in the pool
        }
        try {
            pool.threads.make("virtual-watch", this).start();
            WATCH.compareAndSet(this, MADE, THERE);
            return true;
        } catch (Throwable e) {
            refused = System.nanoTime();
            watch = NONE; // perhaps THERE: one that ended, or its starter, may have come between
            return false;
        }
    }

    @Override
    public void run() {
        WATCH.compareAndSet(this, MADE, THERE);
        long seen = System.nanoTime();
        long now;
        long period = SHORTEST_NANOS;
        do {
            LockSupport.parkNanos(this, period);
            Thread.interrupted(); // an interrupted thread would never park again
            now = System.nanoTime();
            active = false;
            try {
                look(now);
            } catch (Throwable e) {
                active = true; // no memory: the next check looks again
            }
            period = Math.max(EACH_NANOS * count, active ? SHORTEST_NANOS : Math.min(2 * period, LONGEST_NANOS));
            if (first != null || scarce) {
                seen = now;
            }
        } while (seen == now || now - seen < patience() || !end());
    }

    /** How long actors may be idle, and the watch without actors. */
    private long patience() {
        return pool.isClosed() ? 0 : SECOND_NANOS;
    }

    /** Says that there is no watch; returns false if there is still one, because an actor has come. */
    boolean end() {
        watch = NONE;
        while (newest != null && watch != THERE) {
            if (WATCH.compareAndSet(this, NONE, THERE)) {
                return false;
            }
            Thread.yield(); // another watch is being started, and may be refused
        }
        return true;
    }

    /** Makes a check. Called by the watch alone. */
    void look(long now) {
        takeNew();
        count = 0;
        held = 0;
        late = 0;
        WaitingActor before = null;
        WaitingActor next;
        for (WaitingActor actor = first; actor != null; actor = next) {
            next = actor.seen.next;
            if (look(actor, now)) {
                before = actor;
                count++;
                continue;
            }
            actor.seen.next = null; // who keeps it, such as its thread, does not keep others
            if (before == null) {
                first = next;
            } else {
                before.seen.next = next;
            }
        }
        if (late > 0) {
            scarceSince = now;
            scarce = true;
        } else if (scarce && now - scarceSince >= SECOND_NANOS) {
            carriers.restore(); // first, so that the next check repeats it after an error
            scarce = false;
        }
        exhausted = held > 0 && !carriers.more();
        if (!exhausted) {
            exhaustedSince = now;
            told = false;
        } else if (!told && now - exhaustedSince >= GRACE_NANOS) {
            told = true;
            log.warn("Handlers of {} actors of the runtime 'pooled' have waited on virtual threads, and the JDK has no carriers for them"
                    + " to go on: others hold them, and there can be no more. The property pykka.pooled.virtual, if it is false,"
                    + " keeps such actors off virtual threads", held);
        }
    }

    private void takeNew() {
        for (WaitingActor actor = NEWEST.getAndSet(this, null); actor != null;) {
            WaitingActor below = actor.seen.next;
            actor.seen.next = first;
            first = actor;
            actor = below;
        }
    }

    /** Returns false if the actor is not on a virtual thread any more. */
    private boolean look(WaitingActor actor, long now) {
        Seen seen = actor.seen;
        int state = actor.state();
        int steps = actor.steps;
        boolean stands = steps == seen.steps;
        seen.steps = steps;
        if (!stands) {
            active = true;
            seen.idleSince = now;
        }
        seen.due = stands && isDue(actor, state) ? seen.due + 1 : 0;
        if (seen.due > 0) {
            active = true;
        }
        if (seen.due >= LATE) {
            late++;
            if (state == WaitingActor.DUE && (exhausted || pool.threads.hasRoom())) {
                actor.takeBack();
            } else {
                held++;
            }
        } else if (state == WaitingActor.IDLE && now - seen.idleSince >= patience()) {
            actor.dismiss();
        }
        return actor.state() != WaitingActor.GONE;
    }

    private static boolean isDue(WaitingActor actor, int state) {
        return switch (state) {
            case WaitingActor.DUE -> true;
            case WaitingActor.RUNNING, WaitingActor.AGAIN -> CarrierThreads.isWithout(actor.thread());
            default -> false;
        };
    }
}
