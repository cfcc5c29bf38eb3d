package pykka.api.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.GetHook;

/** A future that is computed once, from others, by a reader. */
final class Derived<T extends @Nullable Object> implements Future<T> {
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Derived.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is computed of the values of the sources, in the time that the reader has left. */
    @FunctionalInterface
    interface Step {
        @Nullable Object apply(@Nullable Object[] values, @Nullable Deadline deadline) throws Exception;
    }

    /** What came of it. */
    private record Outcome(@Nullable Object value, @Nullable Throwable failure) {}

    /** A reader that runs the step; others wait for it. */
    private static final class Run extends Promise<@Nullable Void> {
        private static final long serialVersionUID = 1;
    }

    /** Null, then a Run, then an Outcome; a Run that timed out gives way to null again. */
    private volatile @Nullable Object state;
    // Both are dropped after the outcome is written: who finds null reads the state again.
    private Future<?> @Nullable [] sources;
    private @Nullable Step step;

    Derived(Step step, Future<?>... sources) {
        this.step = step;
        this.sources = sources;
    }

    static <T extends @Nullable Object> Derived<T> hook(GetHook<? extends T> hook) {
        return new Derived<>((values, deadline) -> {
            Duration left = deadline == null ? null : Duration.ofNanos(Math.max(0, deadline.left()));
            try {
                return hook.get(left);
            } catch (ActorTimeoutException e) {
                if (deadline != null) {
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
        return state instanceof Outcome;
    }

    /** Who runs the step now, if anybody. */
    @Nullable Promise<?> running() {
        return state instanceof Run run ? run : null;
    }

    /** What it is computed of; null if it has been computed. */
    Future<?> @Nullable [] sources() {
        return sources;
    }

    @Nullable Throwable failure() {
        return state instanceof Outcome outcome ? outcome.failure : null;
    }

    @Nullable Object value() {
        return state instanceof Outcome outcome ? outcome.value : null;
    }

    /**
     * Runs the step in this thread, unless another reader does or did. All sources are done, or the first in order that failed
     * has only done ones before it. No lock is held.
     */
    void compute(@Nullable Deadline deadline) {
        Run run = new Run();
        Owner me = Current.get();
        Owner reader = me != null ? me : new Reader();
        run.own(reader);
        if (!STATE.compareAndSet(this, null, run)) {
            run.complete(null);
            return;
        }
        Outcome outcome = null;
        Object before = me == null ? Current.enterLocal(reader) : null;
        try {
            outcome = outcome(deadline);
        } finally {
            if (me == null) {
                Current.restoreLocal(before);
            }
            state = outcome;
            if (outcome != null) {
                sources = null;
                step = null;
            }
            run.complete(null);
        }
    }

    private Outcome outcome(@Nullable Deadline deadline) {
        try {
            Future<?>[] from = sources;
            Object[] values = new Object[from.length];
            for (int i = 0; i < from.length; i++) {
                Throwable failure = Futures.failure(from[i]);
                if (failure != null) {
                    return new Outcome(null, failure);
                }
                values[i] = Futures.value(from[i]);
            }
            return new Outcome(step.apply(values, deadline), null);
        } catch (ReadersOwn e) {
            throw (RuntimeException) e.getCause();
        } catch (ActorInterruptedException e) {
            throw e; // the interrupt was meant for this reader, the next one may have more luck
        } catch (Throwable e) {
            return new Outcome(null, e);
        }
    }

    @Override
    public boolean isDone() {
        ArrayDeque<Derived<?>> todo = new ArrayDeque<>();
        Set<Derived<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        todo.push(this);
        while (!todo.isEmpty()) {
            Derived<?> derived = todo.pop();
            Future<?>[] from = derived.sources();
            if (derived.running() != null) {
                return false;
            }
            if (derived.computed() || from == null || from.length > 1 && !seen.add(derived)) {
                continue;
            }
            for (Future<?> source : from) {
                if (Futures.known(source)) {
                    if (Futures.failure(source) != null) {
                        break; // the others are not waited for
                    }
                    continue;
                }
                Derived<?> below = Futures.derived(source);
                if (below == null) {
                    return false;
                }
                todo.push(below);
            }
        }
        return true;
    }

    @Override
    public T get() {
        return Futures.read(this, null);
    }

    @Override
    public T get(Duration timeout) {
        return Futures.read(this, Deadline.after(timeout));
    }

    @Override
    public void set(T value) {
        throw isDerived();
    }

    @Override
    public void setException(Throwable failure) {
        throw isDerived();
    }

    @Override
    public void setGetHook(GetHook<? extends T> hook) {
        throw isDerived();
    }

    private static IllegalStateException isDerived() {
        return new IllegalStateException("The future is derived from others: only what Future.create() makes can be set");
    }

    /** Without value, which may be of a user's class. */
    @Override
    public String toString() {
        return computed() ? "Derived (done)" : "Derived (pending)";
    }

    /** A plain thread while it runs a step: whoever waits for the step waits for what this thread waits for. */
    private static final class Reader implements Owner {
        private final String name = Thread.currentThread().getName();
        private volatile @Nullable Wait waiting;

        @Override
        public @Nullable Wait waiting() {
            return waiting;
        }

        @Override
        public void await(Wait wait) {
            Wait before = waiting;
            waiting = wait;
            try {
                Deadlocks.check(this, wait);
                wait.park();
            } finally {
                waiting = before;
            }
        }

        @Override
        public void withdraw() {
            waiting = null;
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
