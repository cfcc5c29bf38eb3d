package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.Future;

/**
 * A future that stands for one of the library's. Implemented by classes that want to be known by a name of their own: the library, which
 * refuses futures that it does not know, takes the one behind it instead.
 *
 * @param <T> the type of the value, which may be null
 */
@ConsumerType
public interface ForwardingFuture<T extends @Nullable Object> extends Future<T> {
    /**
     * Returns the future behind this one.
     *
     * @return always the same, a future of the library
     */
    Future<T> future();
}
