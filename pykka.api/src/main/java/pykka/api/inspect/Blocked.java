package pykka.api.inspect;

import java.util.Objects;

/** A platform thread that is blocked for a lock without a time limit: what {@link Inspection#deadlocks} is told. Immutable. */
public final class Blocked {
    private final long threadId;
    private final String lock;
    private final long holderId;

    private Blocked(long threadId, String lock, long holderId) {
        this.threadId = threadId;
        this.lock = Objects.requireNonNull(lock, "lock");
        this.holderId = holderId;
    }

    /**
     * Makes one.
     *
     * @param threadId the id of the thread that is blocked
     * @param lock the lock, in words
     * @param holderId the id of the thread that holds the lock
     * @return the two threads and the lock
     */
    public static Blocked of(long threadId, String lock, long holderId) {
        return new Blocked(threadId, lock, holderId);
    }

    /**
     * Returns the id of the thread that is blocked.
     *
     * @return what {@link Thread#getId()} of that thread returns
     */
    public long threadId() {
        return threadId;
    }

    /**
     * Returns the lock.
     *
     * @return the lock, in words
     */
    public String lock() {
        return lock;
    }

    /**
     * Returns the id of the thread that holds the lock.
     *
     * @return what {@link Thread#getId()} of that thread returns
     */
    public long holderId() {
        return holderId;
    }
}
