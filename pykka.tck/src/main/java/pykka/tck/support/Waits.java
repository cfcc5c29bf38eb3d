package pykka.tck.support;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Two waits of one thread, each with a time limit, which other threads tell apart: each of them has another blocker. */
public final class Waits {
    private final Thread thread;
    private volatile @Nullable Object first;

    public Waits(Thread thread) {
        this.thread = thread;
    }

    /** Waits until the thread waits. */
    public void awaitOne() {
        ContractTest.eventually("the thread waits", () -> (first = LockSupport.getBlocker(thread)) != null);
    }

    /** Waits until the thread waits for something else than when another thread called {@link #awaitOne}. */
    public void awaitAnother() {
        ContractTest.eventually("the thread waits once more", () -> {
            Object now = LockSupport.getBlocker(thread);
            return first != null && now != null && now != first;
        });
    }
}
