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
import pykka.api.internal.util.StackReserve;

/**
 * Evaluates a future for a {@link BridgeCompleter} on an executor: the one that was given, or the library's own if the future has
 * user functions, which must not run on the thread of an actor that replies.
 */
final class DependentSteps implements Runnable, Retries.Retry {
    private static final StackReserve.Code<Executor, Runnable, RuntimeException> EXECUTE = Executor::execute;

    private final BridgeCompleter bridge;
    private final Future<?> source;
    /** Created on demand, because of its size. */
    private @Nullable FutureReader reading;
    private final @Nullable Executor executor;
    private volatile @Nullable CompletionCallback callback;
    private final Runnable schedule = new Runnable() { // created, and its class linked, before anything is registered
        @Override
        public void run() {
            schedule();
        }
    };

    DependentSteps(BridgeCompleter bridge, Future<?> source, @Nullable Executor executor) {
        this.bridge = bridge;
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

    /** Continues when a promise is completed. */
    private void on(LocalPromise<?> promise) {
        CompletionCallback next = CompletionCallback.of(promise, schedule, executor != null);
        callback = next; // before link(): once it is linked, another thread may continue and set the next one
        next.link();
    }

    /** Called after a run that failed for lack of memory or stack: runs again. */
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
            StackReserve.apart(EXECUTE, given, this);
        } catch (Throwable e) {
            bridge.fail(e);
        }
    }

    @Override
    public void run() {
        try {
            if (bridge.source() != source) {
                return;
            }
            FutureReader way = reading == null ? new FutureReader(source) : reading;
            reading = way;
            LocalPromise<?> undone = way.advance(null);
            if (undone != null) {
                on(undone);
                if (bridge.source() != source) {
                    forget();
                }
                return;
            }
        } catch (Throwable e) {
            bridge.fail(e);
            return;
        }
        bridge.finish(source);
    }
}
