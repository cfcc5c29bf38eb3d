package pykka.bench.contender;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Counts the ends of actors that tell of it by a hook: the cheapest way to wait for all. */
final class Ends {
    private final AtomicInteger ended = new AtomicInteger();
    private int asked;
    private int awaited;
    private Thread waiter;
    /** What the waiter waits for; no number of ends while there is none. */
    private volatile int target = -1;

    /** One will end. */
    void asked() {
        asked++;
    }

    /** One has ended; any thread. */
    void ended() {
        if (ended.incrementAndGet() == target) {
            LockSupport.unpark(waiter);
        }
    }

    /** Waits for all; answers how many they are. */
    int await() {
        waiter = Thread.currentThread();
        target = asked;
        while (ended.get() != asked) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new IllegalStateException(ended.get() + " of " + asked + " actors have ended");
            }
        }
        target = -1;
        int since = asked - awaited;
        awaited = asked;
        return since;
    }
}
