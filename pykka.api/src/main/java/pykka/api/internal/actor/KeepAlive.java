package pykka.api.internal.actor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.util.PaddedCounter;
import pykka.api.spi.ActorThreads;

/**
 * Keeps the JVM alive while there are live actors that are not daemons, on runtimes whose threads do not. Starts and ends are
 * counted apart, each by its own thread, and only this thread compares them: who starts actors and who ends them share no cache
 * line.
 */
final class KeepAlive {
    private static final long LINGER_NANOS = 200_000_000;
    /** Between two looks while actors end. */
    private static final long PERIOD_NANOS = 50_000_000;

    /** Each thread counts in one of them. */
    private static final PaddedCounter[] STARTS = counters();
    private static final PaddedCounter[] ENDS = counters();

    /** Whether there is a thread, or somebody is making it. */
    private static final AtomicBoolean HELD = new AtomicBoolean();
    /** Whether it was told that actors end. */
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

    /** The ends are read first: as both only grow, they are equal only if there was a moment without live actors between. */
    private static boolean anyLive() {
        long ended = sum(ENDS);
        return ended != sum(STARTS);
    }

    /** Throws if the thread cannot be made; nothing has changed then. */
    static void enter() {
        count(STARTS);
        while (HELD.get() || !HELD.compareAndSet(false, true)) {
            if (thread != null) {
                return; // it looks once more after it has said that it goes
            }
            Thread.yield(); // somebody is making it, and may fail
        }
        try {
            ActorThreads.platform("pykka-keep-alive", false, KeepAlive::run).start();
        } catch (Throwable e) {
            HELD.set(false);
            exit(); // others may have made the thread meanwhile
            throw e;
        }
    }

    /** Never throws: who ends an actor has more to do after that. */
    static void exit() {
        count(ENDS);
        try {
            tell();
        } catch (Throwable e) {
            Retries.add(TELL); // or else the next end tells
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

    /** Somebody may rely on this thread, and somebody else be about to make another one, which the system may refuse. */
    private static boolean isNeeded() {
        while (anyLive() && thread == null) {
            if (HELD.compareAndSet(false, true)) {
                return true;
            }
            Thread.yield();
        }
        return false;
    }

    private static void awaitNone() {
        for (;;) {
            TOLD.set(false); // then looks: of this and an end, one sees the other
            if (!anyLive()) {
                return;
            }
            while (!TOLD.get()) {
                LockSupport.park();
                Thread.interrupted(); // or the next park would return at once, for ever
            }
            if (anyLive()) {
                pass(PERIOD_NANOS, false); // ends come in swarms
            }
        }
    }

    /** Programs that start and stop one actor after the other should not make a thread for each. */
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
