package pykka.api.internal.actor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.util.GiveWay;
import pykka.api.internal.util.PaddedCounter;
import pykka.api.spi.ActorThreads;

/**
 * Keeps the JVM alive while there are live actors that are not daemons, on runtimes whose threads do not keep it alive. Starts
 * and ends are counted apart, each on the thread that starts or ends an actor, and only the keep-alive thread compares them:
 * threads that start actors and threads that end them share no cache line.
 */
final class KeepAlive {
    private static final long LINGER_NANOS = 200_000_000;
    /** The pause between two checks while actors end. */
    private static final long PERIOD_NANOS = 50_000_000;

    /** Striped: the id of a thread selects the counter that it increments. */
    private static final PaddedCounter[] STARTS = counters();
    private static final PaddedCounter[] ENDS = counters();

    /** Whether the keep-alive thread exists, or is being created. */
    private static final AtomicBoolean HELD = new AtomicBoolean();
    /** Whether the keep-alive thread has been told that an actor ended. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final Retries.Retry TELL = () -> {
        tell();
        return true;
    };
    private static volatile @Nullable Thread thread;

    private KeepAlive() {}

    private static PaddedCounter[] counters() {
        return Stream.generate(PaddedCounter::new).limit(8).toArray(PaddedCounter[]::new);
    }

    private static void count(PaddedCounter[] counters) {
        counters[(int) Math.floorMod(Thread.currentThread().getId(), (long) counters.length)].getAndIncrement();
    }

    private static long sum(PaddedCounter[] counters) {
        long sum = 0;
        for (PaddedCounter counter : counters) {
            sum += counter.get();
        }
        return sum;
    }

    /**
     * Reads the ends first: because both sums only grow, they are equal only if there was a moment without live actors between
     * the reads.
     */
    private static boolean anyLive() {
        long ended = sum(ENDS);
        return ended != sum(STARTS);
    }

    /** Counts a start, and creates the thread if needed. Throws if it cannot be created; then nothing has changed. */
    static void enter() {
        count(STARTS);
        while (HELD.get() || !HELD.compareAndSet(false, true)) {
            if (thread != null) {
                return; // after it clears this field, the thread checks once more
            }
            GiveWay.now(); // another thread is creating it, and may fail
        }
        try {
            ActorThreads.platform("pykka-keep-alive", false, KeepAlive::run).start();
        } catch (Throwable e) {
            HELD.set(false);
            exit(); // another thread may have created it concurrently
            throw e;
        }
    }

    /** Counts an end. Never throws: the caller, which ends an actor, has further steps to do. */
    static void exit() {
        count(ENDS);
        try {
            tell();
        } catch (Throwable e) {
            Retries.add(TELL); // or else the next end tells the thread
        }
    }

    private static void tell() {
        if (!TOLD.get() && TOLD.compareAndSet(false, true)) {
            try {
                LockSupport.unpark(thread);
            } catch (Throwable e) {
                TOLD.set(false);
                throw e;
            }
        }
    }

    private static void run() {
        do {
            thread = Thread.currentThread();
            do {
                awaitNone();
                linger();
            } while (anyLive());
            thread = null;
            HELD.set(false);
        } while (isNeeded());
    }

    /**
     * Returns whether this thread has to go on: one starter may rely on it while another one is about to create a new thread,
     * which the system may refuse.
     */
    private static boolean isNeeded() {
        while (anyLive() && thread == null) {
            if (HELD.compareAndSet(false, true)) {
                return true;
            }
            GiveWay.now();
        }
        return false;
    }

    private static void awaitNone() {
        for (;;) {
            TOLD.set(false); // before the check: either an end sees this, or the check sees the end
            if (!anyLive()) {
                return;
            }
            while (!TOLD.get()) {
                LockSupport.park();
                Thread.interrupted(); // otherwise every further park would return at once
            }
            if (anyLive()) {
                pass(PERIOD_NANOS, false); // ends come in bursts
            }
        }
    }

    /** Stays for a while, so that a program that starts and stops one actor after another does not create a thread for each. */
    private static void linger() {
        pass(LINGER_NANOS, true);
    }

    private static void pass(long nanos, boolean whileNone) {
        long begin = System.nanoTime();
        for (long left = nanos; left > 0 && !(whileNone && anyLive()); left = nanos - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }
}
