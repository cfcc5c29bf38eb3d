package pykka.api.internal.promise;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.GetHook;
import pykka.api.internal.util.Deadline;

/** A future that is computed from other futures, once, by the first reader that gets to it. */
final class LazyFuture<T extends @Nullable Object> implements Readable<T> {
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    private static final AtomicReferenceFieldUpdater<LazyFuture, @Nullable LocalPromise> RUN =
            AtomicReferenceFieldUpdater.newUpdater(LazyFuture.class, LocalPromise.class, "run");

    /** The function of the sources' values; the deadline is the reader's. */
    @FunctionalInterface
    interface Step {
        @Nullable Object apply(@Nullable Object[] values, @Nullable Deadline deadline) throws Exception;
    }

    /**
     * Null until a reader claims the step; then that reader's promise, which holds the result. If the run has no result for other
     * readers, the field becomes null again.
     */
    private volatile @Nullable LocalPromise<?> run;
    // Both are cleared after the run is completed: a reader that finds null reads the run again.
    private Future<?> @Nullable [] sources;
    private @Nullable Step step;

    LazyFuture(Step step, Future<?>... sources) {
        this.step = step;
        this.sources = sources;
    }

    static <T extends @Nullable Object> LazyFuture<T> hook(GetHook<? extends T> hook) {
        return new LazyFuture<>((values, deadline) -> {
            Duration left = deadline == null ? null : Duration.ofNanos(Math.max(0, deadline.left()));
            try {
                return hook.get(left);
            } catch (ActorTimeoutException e) {
                if (deadline != null && !ThrownFailures.contain(e)) {
                    throw new ReadersOwn(e);
                }
                throw e;
            }
        });
    }

    /** Carries an exception that concerns one reader alone past the code that stores failures. */
    private static final class ReadersOwn extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReadersOwn(RuntimeException cause) {
            super(null, cause, false, false);
        }
    }

    boolean computed() {
        LocalPromise<?> last = run;
        return last != null && last.settled() && run == last; // a run without result was reset before its promise was completed
    }

    /** The promise of the reader that runs the step now; null if there is none. */
    @Nullable LocalPromise<?> running() {
        LocalPromise<?> last = run;
        return last == null || last.settled() ? null : last;
    }

    /** The sources; null once the future has been computed. */
    Future<?> @Nullable [] sources() {
        return sources;
    }

    /** The failure of a computed future; null if there is none. */
    public @Nullable Throwable failure() {
        return run.failure();
    }

    /** The value of a computed future. */
    @Nullable Object value() {
        return run.value();
    }

    /**
     * Runs the step in this thread, unless another reader does or did. All sources must be known, or at least those up to the
     * first one that failed. No lock is held.
     */
    void compute(@Nullable Deadline deadline) {
        Completer me = CurrentCompleter.get();
        if (me != null) {
            compute(me, deadline);
            return;
        }
        Completer reader = new Reader();
        Object before = CurrentCompleter.enterLocal(reader);
        try {
            compute(reader, deadline);
        } finally {
            CurrentCompleter.restoreLocal(before);
        }
    }

    private void compute(Completer reader, @Nullable Deadline deadline) {
        LocalPromise<Object> mine = new LocalPromise<>();
        mine.completedBy(reader);
        if (!RUN.compareAndSet(this, null, mine)) {
            mine.complete(null);
            return;
        }
        boolean kept = false;
        try {
            kept = compute(mine, deadline);
        } finally {
            if (kept) {
                sources = null;
                step = null;
            } else {
                run = null; // the next reader may claim the step
                mine.complete(null);
            }
        }
    }

    /**
     * Completes the run and returns true. Rethrows what concerns this reader alone: lack of stack or memory, its timeout, and its
     * interrupt. An interrupt is any exception by which the step reports an interrupted wait of this library or of the JDK,
     * unless a future has thrown the same object as its failure before. If the step converts its interrupt to another exception,
     * that exception becomes the result.
     */
    private boolean compute(LocalPromise<Object> mine, @Nullable Deadline deadline) {
        try {
            Future<?>[] from = sources;
            Object[] values = new Object[from.length];
            for (int i = 0; i < from.length; i++) {
                Throwable failure = FutureOperations.failure(from[i]);
                if (failure != null) {
                    return mine.fail(failure);
                }
                values[i] = FutureOperations.value(from[i]);
            }
            return mine.complete(step.apply(values, deadline));
        } catch (ReadersOwn e) {
            throw (RuntimeException) e.getCause();
        } catch (Throwable e) {
            if (e instanceof VirtualMachineError || ThrownFailures.isInterrupt(e) && !ThrownFailures.contain(e)) {
                throw FutureOperations.<RuntimeException>asItIs(e); // concerns this reader alone
            }
            return mine.fail(e);
        }
    }

    /** Nothing of its own can be cancelled, and others may read what it is derived from. */
    @Override
    public boolean cancel() {
        return false;
    }

    @Override
    public boolean isDone() {
        ArrayDeque<LazyFuture<?>> todo = new ArrayDeque<>();
        Set<LazyFuture<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        todo.push(this);
        while (!todo.isEmpty()) {
            LazyFuture<?> derived = todo.pop();
            Future<?>[] from = derived.sources();
            if (derived.running() != null) {
                return false;
            }
            if (derived.computed() || from == null || from.length > 1 && !seen.add(derived)) {
                continue;
            }
            for (int i = 0; (i = FutureOperations.nextUnknown(from, i)) < from.length; i++) {
                LazyFuture<?> below = FutureOperations.derived(from[i]);
                if (below == null) {
                    return false;
                }
                todo.push(below);
            }
        }
        return true;
    }

    /** Omits the value, whose toString may be user code. */
    @Override
    public String toString() {
        return computed() ? "Derived (done)" : "Derived (pending)";
    }

    /** A plain thread while it runs a step: a thread that waits for the step waits for what this thread waits for. */
    private static final class Reader implements Completer {
        private final String name = Thread.currentThread().getName();
        private volatile @Nullable BlockingWait waiting;

        @Override
        public @Nullable BlockingWait waiting() {
            return waiting;
        }

        @Override
        public void waiting(@Nullable BlockingWait wait) {
            waiting = wait;
        }

        @Override
        public void park(BlockingWait wait) {
            wait.parkThread();
        }

        @Override
        public String describe() {
            return "a function of a future";
        }

        @Override
        public String toString() {
            return "thread " + name;
        }
    }
}
