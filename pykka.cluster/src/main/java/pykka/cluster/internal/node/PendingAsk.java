package pykka.cluster.internal.node;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.RemoteReply;
import pykka.cluster.internal.ref.RemoteRef;

/** A question to another node. The first to complete it, or the asker who cancels it, ends it. */
class PendingAsk<T extends @Nullable Object> extends RemoteReply<T> {
    final long id;
    final RemoteRef<?> to;
    /** Of the classes of the answer. */
    final ClassLoader loader;
    /** Nanoseconds from the beginning. */
    final long limit;
    private final PendingAsks asks;
    private final long since = System.nanoTime();

    PendingAsk(PendingAsks asks, long id, RemoteRef<?> to, long limit, ClassLoader loader) {
        super(true);
        this.asks = asks;
        this.id = id;
        this.to = to;
        this.limit = limit;
        this.loader = loader;
    }

    boolean isOver(long now) {
        return now - since >= limit;
    }

    @Override
    protected void cancelled() {
        asks.cancelled(id);
    }

    /** The node has left before it has answered. */
    void nodeLeft(Throwable why) {
        fail(why);
    }

    /** Says what is waited for: actor, node, since when. */
    @Override
    public String toString() {
        return to + ", asked " + seconds(System.nanoTime() - since) + " s ago";
    }

    static String seconds(long nanos) {
        long tenths = TimeUnit.NANOSECONDS.toMillis(nanos) / 100;
        return tenths / 10 + "." + tenths % 10;
    }

    /** An actor is to stop: one whose node has left has. */
    static final class Stop extends PendingAsk<Boolean> {
        Stop(PendingAsks asks, long id, RemoteRef<?> to, long limit, ClassLoader loader) {
            super(asks, id, to, limit, loader);
        }

        @Override
        void nodeLeft(Throwable why) {
            complete(true);
        }
    }
}
