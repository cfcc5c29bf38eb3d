package pykka.api.internal.promise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.GetHook;
import pykka.api.internal.util.Deadline;

/** A future that is computed once, from others, by a reader. */
final class LazyFuture<T extends @Nullable Object> implements Readable<T> {
    private static final VarHandle RUN;

    static {
        try {
            RUN = MethodHandles.lookup().findVarHandle(LazyFuture.class, "run", LocalPromise.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is computed of the values of the sources, in the time that the reader has left. */
    @FunctionalInterface
    interface Step {
        @Nullable Object apply(@Nullable Object[] values, @Nullable Deadline deadline) throws Exception;
    }

    /** Null, then the promise of the reader that runs the step, which keeps what came of it, or gives way to null again. */
    private volatile @Nullable LocalPromise<?> run;
    // Both are dropped after the run is completed: who finds null looks at the run again.
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

    /** Carries what concerns one reader alone past the place where failures are kept. */
    private static final class ReadersOwn extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReadersOwn(RuntimeException cause) {
            super(null, cause, false, false);
        }
    }

    boolean computed() {
        LocalPromise<?> last = run;
        return last != null && last.settled() && run == last; // a run that came to nothing was taken back before it was completed
    }

    /** The promise of who runs the step now, if anybody. */
    @Nullable LocalPromise<?> running() {
        LocalPromise<?> last = run;
        return last == null || last.settled() ? null : last;
    }

    /** What it is computed of; null if it has been computed. */
    Future<?> @Nullable [] sources() {
        return sources;
    }

    /** The failure of a computed one. */
    public @Nullable Throwable failure() {
        return run.failure();
    }

    /** The value of a computed one. */
    @Nullable Object value() {
        return run.value();
    }

    /**
     * Runs the step in this thread, unless another reader does or did. All sources are known, or the first in order that failed
     * has only known ones before it. No lock is held.
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
        mine.own(reader);
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
                run = null; // for the next reader
                mine.complete(null);
            }
        }
    }

    /**
     * Completes the run and returns true. What concerns this reader alone is thrown: its time-out, and its interrupt. That is any
     * exception for the end of an interrupted wait, of this library or of the JDK, which comes out of the step and has not come out
     * of a future as its failure before. A step that makes another exception of its interrupt makes it a result.
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
                throw FutureOperations.<RuntimeException>asItIs(e); // the interrupt, the stack or the memory was this reader's own
            }
            return mine.fail(e);
        }
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
            for (Future<?> source : from) {
                if (FutureOperations.known(source)) {
                    if (FutureOperations.failure(source) != null) {
                        break; // the others are not waited for
                    }
                    continue;
                }
                LazyFuture<?> below = FutureOperations.derived(source);
                if (below == null) {
                    return false;
                }
                todo.push(below);
            }
        }
        return true;
    }

    /** Without value, which may be of a user's class. */
    @Override
    public String toString() {
        return computed() ? "Derived (done)" : "Derived (pending)";
    }

    /** A plain thread while it runs a step: whoever waits for the step waits for what this thread waits for. */
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
            wait.park();
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
