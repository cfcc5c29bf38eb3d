package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.FirstUse;

/**
 * The future of an ask. A runtime may extend it to be known by a class of its own; the kernel alone completes it. While somebody
 * waits for it without a limit, the kernel names the thread of the asked actor as its owner, if that actor's
 * {@link ActorTask#slot} is a thread: for the JVM's own deadlock detection and dumps.
 *
 * @param <T> the type of the reply
 */
@ConsumerType
public abstract class ReplyFuture<T extends @Nullable Object> extends LocalPromise<T> {
    private static final long serialVersionUID = 1;

    /** For subclasses: a future that nobody has completed yet. */
    protected ReplyFuture() {
        FirstUse.prepare();
    }
}
