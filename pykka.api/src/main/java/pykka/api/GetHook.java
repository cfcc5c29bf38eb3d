package pykka.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Produces the value of a future when it is first read: {@link Future#setGetHook}.
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
     * @throws Exception kept as the failure of the future, except an {@link ActorTimeoutException} thrown although a time was
     *     given: that one goes to this reader alone, and the next reader calls the hook again
     */
    T get(@Nullable Duration timeLeft) throws Exception;
}
