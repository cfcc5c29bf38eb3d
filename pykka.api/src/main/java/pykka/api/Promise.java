package pykka.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import pykka.api.internal.promise.OpenPromise;

/**
 * A future that is completed by hand, once, by the first thread that completes it. The part of the original's {@code Future} that
 * writes: code that has only a {@link Future} cannot complete it.
 *
 * <p>All methods may be called from any thread; none blocks.
 *
 * @param <T> the type of the value, which may be null
 */
@ProviderType
public interface Promise<T extends @Nullable Object> extends Future<T> {
    /**
     * Makes a promise that is not completed. The original's {@code Future()}.
     *
     * @param <T> the type of the value
     * @return a new promise
     */
    static <T extends @Nullable Object> Promise<T> create() {
        return OpenPromise.create();
    }

    /**
     * Completes this promise with a value, which is not copied.
     *
     * @param value the value, which may be null
     * @throws IllegalStateException if it is completed already
     */
    public void set(T value);

    /**
     * Completes this promise with a failure. The original's {@code set_exception}.
     *
     * @param failure what {@code get} throws
     * @throws IllegalStateException if it is completed already
     */
    public void setException(Throwable failure);

    /**
     * Completes this promise with a function that its first reader will run. Readers that wait already are served by it.
     *
     * @param hook produces the value, once
     * @throws IllegalStateException if it is completed already
     */
    public void setGetHook(GetHook<? extends T> hook);
}
