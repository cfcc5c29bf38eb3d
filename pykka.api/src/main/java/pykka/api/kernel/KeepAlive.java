package pykka.api.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorThreads;

/** Keeps the JVM alive while there are live actors that are not daemons, on runtimes whose threads do not. */
final class KeepAlive {
    private static final long LINGER_NANOS = 200_000_000;
    private static final AtomicInteger LIVE = new AtomicInteger();
    /** Whether there is a thread, or somebody is making it. */
    private static final AtomicBoolean HELD = new AtomicBoolean();
    private static volatile @Nullable Thread thread;

    private KeepAlive() {}

    /** Throws if the thread cannot be made; nothing has changed then. */
    static void enter() {
        LIVE.getAndIncrement();
        while (!HELD.compareAndSet(false, true)) {
            if (thread != null) {
                return; // it looks at LIVE once more after it has said that it goes
            }
            Thread.yield(); // somebody is making it, and may fail
        }
        try {
            ActorThreads.platform("pykka-keep-alive", false, KeepAlive::run).start();
        } catch (Throwable e) {
            HELD.set(false);
            LIVE.getAndDecrement();
            throw e;
        }
    }

    static void exit() {
        if (LIVE.decrementAndGet() == 0) {
            LockSupport.unpark(thread);
        }
    }

    private static void run() {
        do {
            thread = Thread.currentThread();
            do {
                while (LIVE.get() > 0) {
                    LockSupport.park();
                    Thread.interrupted(); // or the next park would return at once, for ever
                }
                linger();
            } while (LIVE.get() > 0);
            thread = null;
            HELD.set(false);
        } while (LIVE.get() > 0 && HELD.compareAndSet(false, true));
    }

    /** Programs that start and stop one actor after the other should not make a thread for each. */
    private static void linger() {
        long begin = System.nanoTime();
        for (long left = LINGER_NANOS; left > 0 && LIVE.get() == 0; left = LINGER_NANOS - (System.nanoTime() - begin)) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }
}
