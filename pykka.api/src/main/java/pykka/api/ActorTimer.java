package pykka.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A timer that was started. It ends with its actor, and does not keep it in memory. Any thread may call its methods; none blocks.
 */
@ProviderType
public interface ActorTimer {
    /**
     * Cancels the timer. No message of it is handled from now on, not even one that is in the inbox already; one that is being
     * handled is handled to its end.
     *
     * @return true if this call has ended the timer; false if it had ended before: by a cancel, the end of its actor, or, if it
     *     sends one message only, the handling of that
     */
    boolean cancel();

    /**
     * Tells whether a message of this timer may still be handled. Other threads may change that at any time.
     *
     * @return true if so
     */
    boolean isActive();

    /**
     * Returns how many messages a repeated timer has not sent: because its last one still waited in the inbox, because a bounded
     * inbox had no place, or because the machine was asleep.
     *
     * @return the number so far; 0 for a timer that sends one message
     */
    long missed();
}
