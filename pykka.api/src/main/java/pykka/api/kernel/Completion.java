package pykka.api.kernel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorTimeoutException;

/**
 * The CompletableFuture of a future, or a dependent of one. Who waits for it waits for what the future waits for, as a reader of
 * the future does: so deadlocks are found, and a pool has another thread run meanwhile. All else is the JDK's.
 */
class Completion<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Relay relay;
    /** Completed by the relay; false for a dependent. */
    private final boolean first;
    /** Somebody else will end it at some time: then its waits are no part of a deadlock. */
    private boolean limited;
    /** Completed after this; made by the first one that waits. */
    private volatile @Nullable Promise<?> over;

    Completion(Relay relay, boolean first) {
        this.relay = relay;
        this.first = first;
    }

    /** Tells a promise of the end of this. */
    private static final class Teller implements BiConsumer<@Nullable Object, @Nullable Throwable> {
        private final Promise<@Nullable Object> told;

        Teller(Promise<@Nullable Object> told) {
            this.told = told;
        }

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable failure) {
            told.complete(null);
        }
    }

    Relay relay() {
        return relay;
    }

    /** What completes it; a second call fires what a first one has left for want of stack or memory. */
    @SuppressWarnings("unchecked") // the value of a Future<T>
    final void finish(@Nullable Object value) {
        super.complete((T) value);
    }

    /** As {@link #finish}. */
    final void finishExceptionally(Throwable failure) {
        super.completeExceptionally(failure);
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        Completion<U> dependent = new Completion<>(relay, false);
        dependent.limited = limited;
        return dependent;
    }

    @Override
    public T join() {
        boolean interrupted = false;
        try {
            while (!isDone()) {
                try {
                    await(null);
                } catch (ActorInterruptedException e) {
                    interrupted |= Thread.interrupted(); // as the JDK's: it goes on
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            await(null);
        } catch (ActorInterruptedException e) {
            // said by what follows
        }
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        long nanos = unit.toNanos(timeout);
        if (nanos > 0) {
            try {
                await(Deadline.after(Duration.ofNanos(nanos)));
            } catch (ActorTimeoutException | ActorInterruptedException e) {
                // said by what follows
            }
        }
        return super.get(0, TimeUnit.NANOSECONDS);
    }

    private void await(@Nullable Deadline deadline) {
        if (isDone()) {
            return;
        }
        StackReserve.ensure();
        Promise<?> end = over();
        while (!isDone()) {
            Promise<?> leaf = limited || relay.limited ? null : awaited();
            if (leaf == null) {
                Wait.until(end, deadline);
            } else {
                Wait.until(leaf, end, relay.link(), deadline);
            }
        }
    }

    private @Nullable Promise<?> awaited() {
        pykka.api.Future<?> source = relay.source();
        return source == null ? null : Futures.awaited(source);
    }

    /** Two threads that make one each are told by their own. */
    private Promise<?> over() {
        Promise<?> now = over;
        if (now == null) {
            Promise<@Nullable Object> made = new Reply<>();
            whenComplete(new Teller(made));
            over = now = made;
        }
        return now;
    }

    @Override
    public boolean complete(T value) {
        StackReserve.ensure();
        return overBy(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        StackReserve.ensure();
        return overBy(super.completeExceptionally(failure));
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        StackReserve.ensure();
        return overBy(super.cancel(mayInterruptIfRunning));
    }

    @Override
    public void obtrudeValue(T value) {
        super.obtrudeValue(value);
        overBy(true);
    }

    @Override
    public void obtrudeException(Throwable failure) {
        super.obtrudeException(failure);
        overBy(true);
    }

    /** Nothing is kept for one that somebody else has completed. */
    private boolean overBy(boolean somebody) {
        if (somebody && first) {
            relay.forget();
        }
        return somebody;
    }

    private void limit() {
        limited = true;
        if (first) {
            relay.limited = true; // for dependents that are there already
        }
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        limit();
        return super.orTimeout(timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        limit();
        return super.completeOnTimeout(value, timeout, unit);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        limit();
        super.completeAsync(supplier, executor);
        if (first) {
            whenComplete((value, failure) -> relay.forget());
        }
        return this;
    }
}
