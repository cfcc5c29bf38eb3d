package pykka.api.internal.deadlock;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;

/**
 * A thread that is not known to run an actor, in the wait-for graph: it may hold a lock, or wait for an actor. What it waits
 * for is read from the object on which it is parked.
 */
record PlainThread(Thread thread) implements Completer {
    @Override
    public @Nullable BlockingWait waiting() {
        return BlockingWait.of(thread);
    }

    @Override
    public void waiting(@Nullable BlockingWait wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void park(BlockingWait wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Thread running() {
        return thread;
    }

    @Override
    public String describe() {
        return "no message";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainThread plain && plain.thread == thread;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(thread);
    }

    @Override
    public String toString() {
        return "thread " + thread.getName();
    }
}
