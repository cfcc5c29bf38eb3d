package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One wait of one thread. Implemented by the kernel alone.
 */
@ProviderType
public interface Waiter {
    /**
     * Tells whether the wait is over: by a value, the time, or an interrupt.
     *
     * @return true if so
     */
    boolean isDone();

    /**
     * Returns the actor whose answer, end, or place in its inbox ends the wait.
     *
     * @return the actor; null if it is unknown who does that, or if the wait is over
     */
    @Nullable ActorTask awaited();

    /**
     * Returns how long the wait may still last.
     *
     * @return nanoseconds, 0 or less after the limit; {@link Long#MAX_VALUE} if there is none
     */
    long nanosLeft();

    /**
     * Parks the calling thread, which must be the one that waits, until {@link #isDone()}.
     */
    void park();
}
