package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.Future;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.StackReserve;

/**
 * What an actor in another JVM owes: the answer to an ask, or its end. A transport extends this, keeps the object until the
 * answer comes or the way to the actor is lost, and completes it. A thread that waits for the future is an actor that waits, for
 * the runtime, the watchdog and the reports of waits, and {@link #toString()} is what these say it waits for. All methods may be
 * called from any thread; none blocks.
 *
 * @param <T> the type of the answer, which may be null
 */
@ConsumerType
public abstract class RemoteReply<T extends @Nullable Object> {
    private final LocalPromise<T> promise;

    /**
     * For transports.
     *
     * @param cancellable whether {@link Future#cancel} cancels the future: that of an ask, but not that of an actor's end
     */
    @SuppressWarnings("this-escape") // the owner calls nothing of it before the future is handed out
    protected RemoteReply(boolean cancellable) {
        FirstUse.prepare();
        promise = new LocalPromise<>();
        promise.completedBy(new Owner(this));
        if (cancellable) {
            promise.allowCancellation();
        }
    }

    /** The other actor, as the kernel sees the one that completes a promise. It never waits here. */
    private record Owner(RemoteReply<?> reply) implements Completer {
        @Override
        public @Nullable BlockingWait waiting() {
            return null;
        }

        @Override
        public void waiting(@Nullable BlockingWait wait) {
            throw new UnsupportedOperationException("an actor of another JVM does not wait here");
        }

        @Override
        public void park(BlockingWait wait) {
            throw new UnsupportedOperationException("an actor of another JVM does not wait here");
        }

        @Override
        public String describe() {
            return "its messages in another JVM";
        }

        @Override
        public void withdrew() {
            reply.cancelled();
        }

        @Override
        public String toString() {
            return reply.toString();
        }
    }

    /**
     * Returns the future for the answer, which only {@link #complete}, {@link #fail} and {@link Future#cancel} end. Dependents of
     * its {@link Future#toCompletableFuture()} run on the thread that completes it.
     *
     * @return always the same object
     */
    public final Future<T> future() {
        return promise;
    }

    /**
     * Completes the future with a value. The first completion wins.
     *
     * @param value the value, which may be null
     * @return false if the future was completed or cancelled before
     */
    public final boolean complete(T value) {
        StackReserve.ensure();
        return promise.complete(value);
    }

    /**
     * Completes the future with a failure. The first completion wins.
     *
     * @param failure what its readers get
     * @return false if the future was completed or cancelled before
     */
    public final boolean fail(Throwable failure) {
        StackReserve.ensure();
        return promise.fail(failure);
    }

    /**
     * Called once, by the thread that has cancelled the future, after its readers were told. A transport tells the other JVM that
     * the answer is not wanted. Does nothing unless overridden; must not throw.
     */
    protected void cancelled() {}

    /**
     * Names the actor and the node, for the texts of timeouts and of reports. Must be quick and must not block.
     *
     * @return as in {@code Greeter (urn:uuid:...) of node b (127.0.0.1:7801)}
     */
    @Override
    public abstract String toString();
}
