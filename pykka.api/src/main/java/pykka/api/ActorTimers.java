package pykka.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The timers of an actor, of {@link Actor#timers()}. A timer sends a message to the actor: it comes through the inbox, in its
 * turn, as one that is told. All timers end with their actor, whatever ends it. Only the actor itself may call these methods, in
 * its constructor, hooks and handlers; none blocks. Others say {@link ActorRef#tellAfter}.
 *
 * <p>A timer never waits for a place in a bounded inbox. If there is none, a single message is sent again after 1 ms, then after
 * twice as long each time, up to 128 ms, until it gets one; a repeated timer counts one as missed. Of a repeated timer, at most
 * one message waits in the inbox.
 */
@ProviderType
public interface ActorTimers {
    /**
     * Sends a message after some time.
     *
     * @param delay the time; zero or negative: at once; more than 146 years: never
     * @param message any object, or null; it is not copied
     * @return the timer, to be cancelled or to be ignored
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer after(Duration delay, @Nullable Object message);

    /**
     * Sends a message again and again, the first one after one period, and each at that time and a whole number of periods. If
     * the last one still waits in the inbox, none is sent, and it counts as missed.
     *
     * @param period the time between two messages
     * @param message any object, or null; it is sent each time and not copied
     * @return the timer
     * @throws IllegalArgumentException if the period is zero or negative
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer atFixedRate(Duration period, @Nullable Object message);

    /**
     * Sends a message again and again, the first one after the delay, and each so long after the actor has handled the one
     * before.
     *
     * @param delay the time from the end of a handler to the next message
     * @param message any object, or null; it is sent each time and not copied
     * @return the timer
     * @throws IllegalArgumentException if the delay is zero or negative
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer withFixedDelay(Duration delay, @Nullable Object message);

    /**
     * As {@link #after(Duration, Object)}, in place of the timer of this key, which is cancelled.
     *
     * @param key the name of the timer in this actor, compared by {@code equals}
     * @param delay the time; zero or negative: at once; more than 146 years: never
     * @param message any object, or null; it is not copied
     * @return the timer
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer after(Object key, Duration delay, @Nullable Object message);

    /**
     * As {@link #atFixedRate(Duration, Object)}, in place of the timer of this key, which is cancelled.
     *
     * @param key the name of the timer in this actor, compared by {@code equals}
     * @param period the time between two messages
     * @param message any object, or null; it is sent each time and not copied
     * @return the timer
     * @throws IllegalArgumentException if the period is zero or negative
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer atFixedRate(Object key, Duration period, @Nullable Object message);

    /**
     * As {@link #withFixedDelay(Duration, Object)}, in place of the timer of this key, which is cancelled.
     *
     * @param key the name of the timer in this actor, compared by {@code equals}
     * @param delay the time from the end of a handler to the next message
     * @param message any object, or null; it is sent each time and not copied
     * @return the timer
     * @throws IllegalArgumentException if the delay is zero or negative
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer withFixedDelay(Object key, Duration delay, @Nullable Object message);

    /**
     * Cancels the timer of a key, as {@link ActorTimer#cancel}.
     *
     * @param key the name of the timer in this actor
     * @return true if this call has ended it; false if there is none, or it has ended before
     * @throws IllegalStateException if another thread calls this
     */
    boolean cancel(Object key);

    /**
     * Tells whether a message of the timer of a key may still be handled.
     *
     * @param key the name of the timer in this actor
     * @return true if so
     * @throws IllegalStateException if another thread calls this
     */
    boolean isActive(Object key);

    /**
     * Sends a message whenever the actor has handled none for some time, the first one so long after this call. All messages
     * count but its own, those of other timers, too. An actor has one such timer: a new one replaces it, and its
     * {@link ActorTimer#cancel} ends it.
     *
     * @param timeout the time without a message
     * @param message any object, or null; it is sent each time and not copied
     * @return the timer
     * @throws IllegalArgumentException if the timeout is zero or negative
     * @throws ActorDeadException if the actor takes no messages any more
     * @throws IllegalStateException if another thread calls this
     */
    ActorTimer receiveTimeout(Duration timeout, @Nullable Object message);
}
