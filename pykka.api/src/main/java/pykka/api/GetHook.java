package pykka.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Produces the value of a future when it is first read: {@link Promise#setGetHook}.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface GetHook<T extends @Nullable Object> {
    /**
     * Produces the value, in the thread of the first reader and without any lock held.
     *
     * @param timeLeft the time that this reader has left, or null if it waits without limit
     * @return the value, which may be null
     * @throws Exception kept as the failure of the future, unless it concerns this reader alone: an {@link ActorTimeoutException}
     *     although a time was given, and what ends a wait when the thread is interrupted, that is an
     *     {@link ActorInterruptedException}, an {@link InterruptedException}, or what a channel throws then. These go to this
     *     reader, and the next reader calls the hook again. If it is the failure of a future that the hook has read, say the
     *     interrupt of an actor that it asked, it is kept as any other
     */
    T get(@Nullable Duration timeLeft) throws Exception;
}
