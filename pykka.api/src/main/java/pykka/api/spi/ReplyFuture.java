package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.kernel.Kernel;
import pykka.api.kernel.Promise;

/**
 * The future of an ask. A runtime may extend it to name a thread as its owner
 * ({@link #setExclusiveOwnerThread}), so that the JVM's own deadlock detection sees who will reply; the kernel alone completes
 * it, and clears the owner before the reply can be seen.
 *
 * @param <T> the type of the reply
 */
@ConsumerType
public abstract class ReplyFuture<T extends @Nullable Object> extends Promise<T> {
    private static final long serialVersionUID = 1;

    /** For subclasses: a future that nobody has completed yet. */
    protected ReplyFuture() {
        Kernel.prepare();
    }
}
