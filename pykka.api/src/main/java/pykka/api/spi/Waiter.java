package pykka.api.spi;

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
     * Parks the calling thread, which must be the one that waits, until {@link #isDone()}.
     */
    void park();
}
