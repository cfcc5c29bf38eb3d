package pykka.api.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.Future;
import pykka.api.GetHook;

/**
 * A future that is completed once, and the envelope of an ask at once: 40 bytes. Everything that anybody waits for is one of
 * these: a reply, the end of an actor, a place in a full inbox, another reader's run of a function.
 */
public abstract class Promise<T extends @Nullable Object> extends Node implements Future<T> {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable Object result;
    private transient volatile @Nullable Wake waiters;
    /** The Throwable of FAILED, the Derived of HOOKED: written before them, read after them. WITHDRAWABLE, or nothing, before. */
    private transient @Nullable Object extra;
    /** Who will complete this; null if nobody known. Written before it is shared, cleared when completed. */
    transient @Nullable Owner owner;

    /** What there is to initialize: see {@link Node}. */
    private static final class State {
        /** A result that is about to be FAILED or HOOKED; its extra is being written. */
        static final Object BUSY = new Object();
        static final Object FAILED = new Object();
        static final Object HOOKED = new Object();
        /** No result: the actor has begun with this ask, which can no longer be withdrawn. */
        static final Object BEGUN = new Object();
        /** The extra of an ask that may be withdrawn until its actor begins with it. */
        static final Object WITHDRAWABLE = new Object();
        static final VarHandle RESULT;
        static final VarHandle EXTRA;
        static final VarHandle WAITERS;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                RESULT = lookup.findVarHandle(Promise.class, "result", Object.class);
                EXTRA = lookup.findVarHandle(Promise.class, "extra", Object.class);
                WAITERS = lookup.findVarHandle(Promise.class, "waiters", Wake.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private State() {}
    }

    protected Promise() {
        super(null);
    }

    /** Names who will complete this, before it is shared. */
    final void own(Owner owner) {
        this.owner = owner;
        if (Conservation.ON && owner instanceof Cell) {
            Conservation.pending(1);
        }
    }

    /** First completion wins. */
    final boolean complete(@Nullable Object value) {
        setExclusiveOwnerThread(null); // before the result can be seen
        if (!decide(value == null ? Mark.NULL : value)) {
            return false;
        }
        settle();
        return true;
    }

    private boolean decide(Object next) {
        Object now;
        do {
            now = result;
            if (now != null && now != State.BEGUN) {
                return false;
            }
        } while (!State.RESULT.compareAndSet(this, now, next));
        return true;
    }

    /** First completion wins. Allocates nothing, to work after an OutOfMemoryError. */
    final boolean fail(Throwable failure) {
        return complete(State.FAILED, failure);
    }

    private boolean complete(Object kind, Object extra) {
        setExclusiveOwnerThread(null);
        if (!decide(State.BUSY)) {
            return false;
        }
        this.extra = extra;
        result = kind;
        settle();
        return true;
    }

    /** Before it is shared. Costs its actor a swap when it begins. */
    final void allowWithdrawal() {
        extra = State.WITHDRAWABLE;
    }

    /** Whether the actor is to handle this ask, which then can no longer be withdrawn. For the consumer, once. */
    final boolean begin() {
        if (State.EXTRA.getAcquire(this) == State.WITHDRAWABLE && !State.RESULT.compareAndSet(this, null, State.BEGUN)) {
            for (int i = 0; result == State.BUSY; i++) {
                Inbox.pause(i); // another one completes it or withdraws it: what of the two shows in a moment
            }
        }
        return message != Mark.WITHDRAWN;
    }

    /**
     * Takes back an ask whose actor has not begun with it, unless somebody else waits for the reply, too. It fails, and is never
     * handled. For a thread that was to wait for the reply, and does not.
     */
    final void withdraw(Throwable why) {
        if (State.EXTRA.getAcquire(this) != State.WITHDRAWABLE || waiters != null
                || !State.RESULT.compareAndSet(this, null, State.BUSY)) {
            return;
        }
        Owner asked = owner;
        message = Mark.WITHDRAWN;
        State.EXTRA.setRelease(this, why); // the consumer that no longer finds WITHDRAWABLE finds the message gone, too
        setExclusiveOwnerThread(null);
        result = State.FAILED;
        settle();
        if (asked instanceof Cell cell) {
            cell.withdrew();
        }
    }

    private void settle() {
        if (Conservation.ON && owner instanceof Cell) {
            Conservation.pending(-1);
        }
        owner = null;
        if (waiters != null) {
            Wake wake = (Wake) State.WAITERS.getAndSet(this, null);
            while (wake != null) {
                rouse(wake);
                wake = wake.next;
            }
        }
    }

    private static void rouse(Wake wake) {
        try {
            wake.wake();
        } catch (RuntimeException ignored) {
            // A scheduler that was shut down under its own threads: the others are woken all the same.
        } catch (Throwable e) {
            Retries.add(wake); // no memory: it is completed, so this is not the completer's error
        }
    }

    /**
     * Names the thread of the owner, if it has one for itself, for the JVM's own tools, which then see who waits for whom. Only when
     * a thread waits: each promise that names a thread is in each dump of it.
     */
    final void nameOwnerThread() {
        if (owner instanceof Cell cell && cell.slot() instanceof Thread thread) {
            setExclusiveOwnerThread(thread);
            VarHandle.fullFence();
            if (settled()) {
                setExclusiveOwnerThread(null); // the completer did this before, and is not to find it undone
            }
        }
    }

    /** Whether it is completed. */
    final boolean settled() {
        Object now = result;
        return now != null && now != State.BUSY && now != State.BEGUN;
    }

    /** The hook that completed this, if one did. */
    final @Nullable Derived<?> hook() {
        return result == State.HOOKED ? (Derived<?>) extra : null;
    }

    /** Why this failed, if it did. For a settled promise without a hook. */
    final @Nullable Throwable failure() {
        return result == State.FAILED ? (Throwable) extra : null;
    }

    /** The value. For a settled promise without a hook or failure. */
    final @Nullable Object value() {
        Object now = result;
        return now == Mark.NULL ? null : now;
    }

    final void push(Wake wake) {
        Wake top;
        do {
            top = waiters;
            wake.next = top;
        } while (!State.WAITERS.compareAndSet(this, top, wake));
    }

    /** Unlinks a waiter that gave up, so that a promise that is polled for ever does not grow. */
    final void unlink(Wake gone) {
        gone.live = false;
        restart:
        for (;;) {
            Wake before = null;
            for (Wake wake = waiters, next; wake != null; wake = next) {
                next = wake.next;
                if (wake.live) {
                    before = wake;
                } else if (before != null) {
                    before.next = next;
                    if (!before.live) {
                        continue restart; // it was unlinked meanwhile, and this one with it or not
                    }
                } else if (!State.WAITERS.compareAndSet(this, wake, next)) {
                    continue restart;
                }
            }
            return;
        }
    }

    /** The wait of a thread for this, if there is one. For any thread: a snapshot. */
    final @Nullable Wait waitOf(Thread thread) {
        for (Wake wake = waiters; wake != null; wake = wake.next) {
            if (wake instanceof Wait wait && wait.live && wait.thread == thread) {
                return wait;
            }
        }
        return null;
    }

    @Override
    public T get() {
        StackReserve.ensure();
        return Futures.read(this, null);
    }

    @Override
    public T get(Duration timeout) {
        StackReserve.ensure();
        return Futures.read(this, Deadline.after(timeout));
    }

    @Override
    public boolean isDone() {
        Derived<?> hook = hook();
        return hook == null ? settled() : hook.isDone();
    }

    @Override
    public void set(T value) {
        StackReserve.ensure();
        if (!complete(value)) {
            throw completedAlready();
        }
    }

    @Override
    public void setException(Throwable failure) {
        StackReserve.ensure();
        if (!fail(Objects.requireNonNull(failure, "failure"))) {
            throw completedAlready();
        }
    }

    @Override
    public void setGetHook(GetHook<? extends T> hook) {
        StackReserve.ensure();
        if (!complete(State.HOOKED, Derived.hook(Objects.requireNonNull(hook, "hook")))) {
            throw completedAlready();
        }
    }

    private static IllegalStateException completedAlready() {
        return new IllegalStateException("The future is completed already: it can be set only once");
    }

    /** Without value, which may be of a user's class. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + (settled() ? " (done)" : " (pending)");
    }
}
