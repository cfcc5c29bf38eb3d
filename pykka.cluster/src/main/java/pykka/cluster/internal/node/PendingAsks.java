package pykka.cluster.internal.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;
import pykka.cluster.internal.ref.RemoteRef;

/**
 * The questions of this node to another one. Each is ended by the thread that removes it: the engine's (an answer), the timer's
 * (the limit), the one that closes this (the node has left), or the asker's (nothing was sent); or by a cancel.
 *
 * <p>An asker puts its question in first and looks at {@code closed} then; the closer writes {@code closed} first and empties the
 * map then: so one of the two finds the question.
 */
final class PendingAsks {
    private final Map<Long, PendingAsk<?>> asks = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final LongConsumer tellOfCancel;
    private volatile boolean closed;

    PendingAsks(LongConsumer tellOfCancel) {
        this.tellOfCancel = tellOfCancel;
    }

    /** Enters a new question; null if this is closed. */
    <T extends @Nullable Object> @Nullable PendingAsk<T> add(RemoteRef<?> to, long limit, ClassLoader loader) {
        return added(new PendingAsk<>(this, ids.incrementAndGet(), to, limit, loader));
    }

    /** Enters a new demand to stop; null if this is closed. */
    @Nullable PendingAsk<Boolean> addStop(RemoteRef<?> to, long limit, ClassLoader loader) {
        return added(new PendingAsk.Stop(this, ids.incrementAndGet(), to, limit, loader));
    }

    private <T extends @Nullable Object> @Nullable PendingAsk<T> added(PendingAsk<T> ask) {
        asks.put(ask.id, ask);
        return closed && asks.remove(ask.id) != null ? null : ask;
    }

    /** Takes a question out, to answer it; null if it has ended already. */
    @SuppressWarnings("unchecked") // only what was asked for comes back
    @Nullable PendingAsk<@Nullable Object> remove(long id) {
        return (PendingAsk<@Nullable Object>) asks.remove(id);
    }

    void cancelled(long id) {
        if (asks.remove(id) != null) {
            tellOfCancel.accept(id);
        }
    }

    int size() {
        return asks.size();
    }

    /** Ends the questions whose limit is over. Code that depends on them runs on the executor. */
    void expire(Executor executor) {
        long now = System.nanoTime();
        List<PendingAsk<?>> over = new ArrayList<>();
        for (PendingAsk<?> ask : asks.values()) {
            if (ask.isOver(now) && asks.remove(ask.id) != null) {
                over.add(ask);
            }
        }
        if (!over.isEmpty()) {
            executor.execute(() -> over.forEach(ask -> ask.fail(new ActorTimeoutException(PendingAsk.seconds(ask.limit)
                    + " seconds, the limit of an ask to another node: waited for " + ask))));
        }
    }

    /** Ends all questions, those that are being entered included, on the executor. */
    void close(Function<RemoteRef<?>, Throwable> why, Executor executor) {
        closed = true;
        executor.execute(() -> {
            for (PendingAsk<?> ask : asks.values()) {
                if (asks.remove(ask.id) != null) {
                    ask.nodeLeft(why.apply(ask.to));
                }
            }
        });
    }
}
