package pykka.api.internal.bridge;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.promise.BatchExecutor;
import pykka.api.internal.promise.CompletionCallback;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.FutureReader;
import pykka.api.internal.promise.LocalPromise;

/**
 * A {@link BridgeCompleter}'s way through a future that has functions of users, which are not for the thread of an actor that replies, or
 * with an executor that is given.
 */
final class DependentSteps implements Runnable, Retries.Retry {
    private final BridgeCompleter relay;
    private final Future<?> source;
    /** Made when it is needed: it is of some size. */
    private @Nullable FutureReader reading;
    private final @Nullable Executor executor;
    private volatile @Nullable CompletionCallback callback;
    private final Runnable schedule = new Runnable() { // made, and linked, before anything is registered
        @Override
        public void run() {
            schedule();
        }
    };

    DependentSteps(BridgeCompleter relay, Future<?> source, @Nullable Executor executor) {
        this.relay = relay;
        this.source = source;
        this.executor = executor;
    }

    void begin() {
        LocalPromise<?> first = FutureOperations.awaited(source);
        if (first == null) {
            schedule();
        } else {
            on(first);
        }
    }

    @Nullable CompletionListener link() {
        return callback;
    }

    /** Goes on when a promise is completed. */
    private void on(LocalPromise<?> promise) {
        CompletionCallback next = CompletionCallback.of(promise, schedule, executor != null);
        callback = next; // first: once it is linked, another thread may go on, and set the next one
        next.link();
    }

    /** For want of memory or stack it has not come to its end. */
    @Override
    public boolean succeeds() {
        BatchExecutor.POOL.execute(this);
        return true;
    }

    void forget() {
        CompletionCallback last = callback;
        if (last != null) {
            last.forget();
        }
    }

    private void schedule() {
        try {
            Executor given = executor == null ? BatchExecutor.POOL : executor;
            given.execute(this);
        } catch (Throwable e) {
            relay.fail(e);
        }
    }

    @Override
    public void run() {
        try {
            if (relay.source() != source) {
                return;
            }
            FutureReader way = reading == null ? new FutureReader(source) : reading;
            reading = way;
            LocalPromise<?> undone = way.advance(null);
            if (undone != null) {
                on(undone);
                if (relay.source() != source) {
                    forget();
                }
                return;
            }
        } catch (Throwable e) {
            relay.fail(e);
            return;
        }
        relay.finish(source);
    }
}
