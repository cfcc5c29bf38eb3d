package pykka.api.internal.bridge;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.promise.BatchExecutor;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.Notification;
import pykka.api.internal.promise.ThrownFailures;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.util.ThreadSlot;

/**
 * Completes a CompletableFuture with the result of a future; no thread waits for that. If the source is a promise, this happens
 * on the thread of the promise's completer, and no other thread is needed. A source with user functions to run first, or an
 * executor, takes {@link DependentSteps}. References to the source and the target are dropped at the end, because dependents of
 * the CompletableFuture keep this object reachable.
 */
public class BridgeCompleter extends CompletionListener implements Runnable {
    /**
     * How many completers the thread runs nested, each called by a dependent of the one before: bounds the stack of long chains.
     */
    private static final ThreadSlot<Integer> NESTED = new ThreadSlot<>();
    private static final int MOST_NESTED = 32;
    // They run the dependents, which are user code.
    private static final StackReserve.Code<BridgedFuture<?>, @Nullable Object, RuntimeException> FINISH = BridgedFuture::finish;
    private static final StackReserve.Code<BridgedFuture<?>, Throwable, RuntimeException> FAIL = BridgedFuture::finishExceptionally;
    private static final AtomicReferenceFieldUpdater<BridgeCompleter, @Nullable DependentSteps> STEPS =
            AtomicReferenceFieldUpdater.newUpdater(BridgeCompleter.class, DependentSteps.class, "steps");

    private volatile @Nullable Future<?> source;
    private volatile @Nullable BridgedFuture<?> target;
    private volatile @Nullable DependentSteps steps;
    /** Whether something other than the source will complete the CompletableFuture, such as a timeout. */
    volatile boolean limited;
    /** Whether the source is cancelled with the CompletableFuture, its only holder. Written before this is shared. */
    private boolean owning;

    public BridgeCompleter(Future<?> source) {
        this.source = source;
    }

    /** Has the source cancelled with the CompletableFuture. Called before this is shared. */
    public final void own() {
        owning = true;
    }

    /** Called before the CompletableFuture is cancelled. */
    final void cancelSource() {
        Future<?> from = source;
        if (owning && from != null) {
            from.cancel();
        }
    }

    public final void begin(BridgedFuture<?> completed, @Nullable Executor executor) {
        target = completed;
        Future<?> from = source;
        if (FutureOperations.known(from)) {
            finishNow(from); // a reader would neither wait nor run anything
        } else if (from.isDone()) {
            DependentSteps taken = new DependentSteps(this, from, executor);
            steps = taken;
            taken.run();
        } else if (from instanceof LocalPromise<?> promise && executor == null) {
            promise.push(this);
            if (promise.settled()) {
                Notification.call(this);
                if (target == null) {
                    promise.unlink(this);
                }
            }
        } else {
            take(new DependentSteps(this, from, executor));
        }
    }

    /** What there is no stack or memory for is repeated: the promise may be the reply to an ask that the caller has just sent. */
    private void finishNow(Future<?> known) {
        try {
            finish(known);
        } catch (Error e) {
            if (!(known instanceof LocalPromise<?>) || !Retries.add(this)) {
                throw e;
            }
        }
    }

    private void take(DependentSteps taken) {
        steps = taken;
        taken.begin();
        if (target == null) {
            taken.forget(); // another thread completed the target concurrently
        }
    }

    /** A CompletableFuture of another future of this library, which the target follows; null if there is none. */
    public @Nullable BridgedFuture<?> watched() {
        return null;
    }

    /** The CompletableFuture to be completed; null once this is over. */
    public final @Nullable BridgedFuture<?> target() {
        return target;
    }

    /** The future whose result is passed on; null once this is over. */
    final @Nullable Future<?> source() {
        return source;
    }

    /** The promise that has to be completed next; null if this is over or the promise is unknown. */
    public @Nullable LocalPromise<?> awaited() {
        Future<?> from = source;
        return from == null ? null : FutureOperations.awaited(from);
    }

    /** The listener that is linked into the awaited promise; null if there is none. */
    public @Nullable CompletionListener link() {
        DependentSteps taken = steps;
        return taken == null ? this : taken.link();
    }

    @Override
    public final void onCompletion() {
        Future<?> from = source;
        if (from == null || target == null) {
            return;
        }
        Integer outer = NESTED.get();
        int depth = outer == null ? 0 : outer;
        if (depth == MOST_NESTED) {
            onCompletionApart();
            return;
        }
        NESTED.exchange(depth + 1);
        try {
            run();
        } finally {
            NESTED.exchange(outer);
        }
    }

    @Override
    public final void onCompletionApart() {
        try {
            BatchExecutor.POOL.execute(this);
        } catch (RuntimeException full) {
            fail(full);
        }
    }

    /** Called once or more: a later call does what an earlier one left undone for lack of stack or memory. */
    @Override
    public final void run() {
        Future<?> from = source;
        if (from == null || !(from instanceof LocalPromise<?> promise) || !promise.settled()) {
            return;
        }
        if (FutureOperations.known(from)) {
            finish(from);
        } else {
            DependentSteps taken = new DependentSteps(this, from, null); // a get hook
            if (STEPS.compareAndSet(this, null, taken)) {
                take(taken);
            }
        }
    }

    @Override
    public final boolean isForeign() {
        return true;
    }

    @Override
    public final boolean isOver() {
        return target == null;
    }

    @Override
    public final boolean isQuick() {
        BridgedFuture<?> to = target;
        return to == null || !to.hasDependents();
    }

    /** Completes the CompletableFuture with the result of a known future. */
    final void finish(Future<?> known) {
        Throwable failure = FutureOperations.failure(known);
        if (failure != null) {
            ThrownFailures.add(failure);
            fail(failure);
        } else {
            deliver(FutureOperations.value(known));
        }
    }

    public void deliver(@Nullable Object value) {
        BridgedFuture<?> to = target;
        if (to != null) {
            StackReserve.apart(FINISH, to, value);
        }
        drop();
    }

    public final void fail(Throwable failure) {
        BridgedFuture<?> to = target;
        if (to != null) {
            StackReserve.apart(FAIL, to, failure);
        }
        drop();
    }

    /** Called when the CompletableFuture was completed by other means: unlinks this from the promise. */
    public void forget() {
        Future<?> from = source;
        DependentSteps taken = steps;
        drop();
        if (taken != null) {
            taken.forget();
        } else if (from instanceof LocalPromise<?> promise) {
            promise.unlink(this);
        }
    }

    @Override
    public final void drop() {
        source = null;
        target = null;
        steps = null;
    }
}
