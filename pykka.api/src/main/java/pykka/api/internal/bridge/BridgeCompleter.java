package pykka.api.internal.bridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.internal.promise.BatchExecutor;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.ThrownFailures;
import pykka.api.internal.util.ThreadSlot;

/**
 * Completes a CompletableFuture as a future is, without a thread that waits. If that is a promise it is done by whoever completes
 * the promise, on that thread, so that it needs no other one; what has a function of users to be run first, or an executor, takes
 * {@link DependentSteps}. It lets go of both when it is over, for dependents of the CompletableFuture keep it.
 */
public class BridgeCompleter extends CompletionListener implements Runnable {
    /** How many of these a thread runs, one in a dependent of the other: a long chain would not fit on its stack. */
    private static final ThreadSlot<Integer> NESTED = new ThreadSlot<>();
    private static final int MOST_NESTED = 32;
    private static final VarHandle STEPS;

    static {
        try {
            STEPS = MethodHandles.lookup().findVarHandle(BridgeCompleter.class, "steps", DependentSteps.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable Future<?> source;
    private volatile @Nullable BridgedFuture<?> target;
    private volatile @Nullable DependentSteps steps;
    /** Somebody else will complete the CompletableFuture at some time. */
    volatile boolean limited;

    public BridgeCompleter(Future<?> source) {
        this.source = source;
    }

    public final void begin(BridgedFuture<?> completed, @Nullable Executor executor) {
        target = completed;
        Future<?> from = source;
        if (FutureOperations.known(from)) {
            finish(from); // get would neither wait nor run anything
        } else if (from.isDone()) {
            DependentSteps taken = new DependentSteps(this, from, executor);
            steps = taken;
            taken.run();
        } else if (from instanceof LocalPromise<?> promise && executor == null) {
            promise.push(this);
            if (promise.settled()) {
                LocalPromise.rouse(this);
                if (target == null) {
                    promise.unlink(this);
                }
            }
        } else {
            take(new DependentSteps(this, from, executor));
        }
    }

    private void take(DependentSteps taken) {
        steps = taken;
        taken.begin();
        if (target == null) {
            taken.forget(); // somebody has completed it meanwhile
        }
    }

    /** The CompletableFuture of somebody else on which this depends; null if there is none. */
    public @Nullable BridgedFuture<?> watched() {
        return null;
    }

    /** What is to be completed; null if it is over. */
    public final @Nullable BridgedFuture<?> target() {
        return target;
    }

    /** What this was made for; null if it is over. */
    final @Nullable Future<?> source() {
        return source;
    }

    /** What this waits for now; null if it is over, or nothing that is known. */
    public @Nullable LocalPromise<?> awaited() {
        Future<?> from = source;
        return from == null ? null : FutureOperations.awaited(from);
    }

    /** By which a promise will tell this. */
    public @Nullable CompletionListener link() {
        DependentSteps taken = steps;
        return taken == null ? this : taken.link();
    }

    @Override
    public final void wake() {
        Future<?> from = source;
        if (from == null || target == null) {
            return;
        }
        Integer outer = NESTED.get();
        int depth = outer == null ? 0 : outer;
        if (depth == MOST_NESTED) {
            wakeApart();
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
    public final void wakeApart() {
        try {
            BatchExecutor.POOL.execute(this);
        } catch (RuntimeException full) {
            fail(full);
        }
    }

    /** Called once or more: what a stack or memory that was full has left undone is done by the next call. */
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

    /** Completes the CompletableFuture as a future that is known. */
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
            to.finish(value);
        }
        drop();
    }

    public final void fail(Throwable failure) {
        BridgedFuture<?> to = target;
        if (to != null) {
            to.finishExceptionally(failure);
        }
        drop();
    }

    /** Somebody else has completed the CompletableFuture. */
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
