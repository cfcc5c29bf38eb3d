package pykka.api.kernel;

import org.jspecify.annotations.Nullable;

/** A thread of somebody else that may hold a lock, or wait for an actor, as seen by tools. Its wait is read off the thread itself. */
record PlainThread(Thread thread) implements Owner {
    @Override
    public @Nullable Wait waiting() {
        return Wait.of(thread);
    }

    @Override
    public void waiting(@Nullable Wait wait) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void park(Wait wait) {
        throw new UnsupportedOperationException();
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
