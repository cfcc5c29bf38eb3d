package pykka.api.internal.promise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.GetHook;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.mailbox.Retries;

/**
 * The promise: a future that is completed once, and at the same time the envelope of an ask; 40 bytes. Every wait is for one of
 * these: a reply, the end of an actor, a place in a full mailbox, another reader's run of a function.
 */
public class LocalPromise<T extends @Nullable Object> extends Envelope implements Readable<T>, BooleanSupplier {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable Object result;
    private transient volatile @Nullable CompletionListener waiters;
    /**
     * The Throwable of FAILED or the LazyFuture of HOOKED, written before the result and read after it. Until then WITHDRAWABLE
     * or null.
     */
    private transient @Nullable Object extra;
    /** The completer; null if unknown. Written before the promise is shared, cleared when it is completed. */
    public transient @Nullable Completer owner;

    /** Holds the statics, because a promise must not have a static initializer: see {@link Envelope}. */
    private static final class State {
        /** The result is about to become FAILED or HOOKED: its extra is being written. */
        static final Object BUSY = new Object();
        static final Object FAILED = new Object();
        static final Object HOOKED = new Object();
        /** There is no result yet, and the actor has begun to handle this ask, which can no longer be withdrawn. */
        static final Object BEGUN = new Object();
        /** The extra of an ask that may be withdrawn until its actor begins to handle it. */
        static final Object WITHDRAWABLE = new Object();
        static final VarHandle RESULT;
        static final VarHandle EXTRA;
        static final VarHandle WAITERS;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                RESULT = lookup.findVarHandle(LocalPromise.class, "result", Object.class);
                EXTRA = lookup.findVarHandle(LocalPromise.class, "extra", Object.class);
                WAITERS = lookup.findVarHandle(LocalPromise.class, "waiters", CompletionListener.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private State() {}
    }

    public LocalPromise() {
        super(null);
    }

    /** Sets the completer, before the promise is shared. */
    public final void own(Completer owner) {
        this.owner = owner;
        if (MessageCounts.ON) {
            owner.pending(1);
        }
    }

    /** Completes the promise with a value. The first completion wins: returns false if there was one before. */
    public final boolean complete(@Nullable Object value) {
        setExclusiveOwnerThread(null); // before the result becomes visible
        if (!decide(value == null ? Mark.NULL : value)) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** As {@link #complete}, but user code runs on another thread, so that it does not delay this one. */
    public final void completeApart(@Nullable Object value) {
        callBackApart(completeQuietly(value));
    }

    /** As {@link #complete}, but callbacks that may run user code are not called: they are returned, for {@link #callBack}. */
    public final @Nullable CompletionListener completeQuietly(@Nullable Object value) {
        setExclusiveOwnerThread(null);
        return decide(value == null ? Mark.NULL : value) ? settle() : null;
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

    /** Fails the promise; the first completion wins. Allocates nothing, so that it works after an OutOfMemoryError. */
    public final boolean fail(Throwable failure) {
        if (!decide(State.FAILED, failure)) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** As {@link #fail}, but user code runs on another thread, so that it does not delay this one. */
    public final boolean failApart(Throwable failure) {
        if (!decide(State.FAILED, failure)) {
            return false;
        }
        callBackApart(settle());
        return true;
    }

    private boolean decide(Object kind, Object extra) {
        setExclusiveOwnerThread(null);
        if (!decide(State.BUSY)) {
            return false;
        }
        this.extra = extra;
        result = kind;
        return true;
    }

    /** Called before the promise is shared. It costs the actor a CAS when it begins to handle the ask. */
    public final void allowWithdrawal() {
        extra = State.WITHDRAWABLE;
    }

    /**
     * Returns whether the actor is to handle this ask; from then on the ask can no longer be withdrawn. Called once, by the
     * consumer.
     */
    public final boolean begin() {
        if (State.EXTRA.getAcquire(this) == State.WITHDRAWABLE && !State.RESULT.compareAndSet(this, null, State.BEGUN)) {
            for (int i = 0; result == State.BUSY; i++) {
                Mailbox.pause(i); // another thread is completing or withdrawing the ask: wait until it shows which of the two
            }
        }
        return message != Mark.WITHDRAWN;
    }

    /**
     * Withdraws an ask that its actor has not begun to handle, unless another listener waits for the reply. The promise fails,
     * and the message is never handled. Called by a thread that was to wait for the reply and does not.
     *
     * @param mine a listener that serves this thread alone, and so does not prevent the withdrawal; null if there is none
     */
    public final void withdraw(Throwable why, @Nullable CompletionListener mine) {
        if (State.EXTRA.getAcquire(this) != State.WITHDRAWABLE || othersThan(mine)
                || !State.RESULT.compareAndSet(this, null, State.BUSY)) {
            return;
        }
        Completer asked = owner;
        message = Mark.WITHDRAWN;
        State.EXTRA.setRelease(this, why); // a consumer that no longer reads WITHDRAWABLE sees the message withdrawn
        setExclusiveOwnerThread(null);
        result = State.FAILED;
        CompletionListener callbacks = settle();
        if (asked != null) {
            asked.withdrew();
        }
        callBack(callbacks);
    }

    private boolean othersThan(@Nullable CompletionListener mine) {
        for (CompletionListener wake = waiters; wake != null; wake = wake.next) {
            if (wake.live && wake != mine) {
                return true;
            }
        }
        return false;
    }

    /**
     * Wakes all listeners that run no user code. If there are others, returns the whole stack, for {@link #callBack}; otherwise
     * null.
     */
    private @Nullable CompletionListener settle() {
        Completer completer = owner;
        if (MessageCounts.ON && completer != null) {
            completer.pending(-1);
        }
        owner = null;
        if (waiters == null) {
            return null;
        }
        CompletionListener all = (CompletionListener) State.WAITERS.getAndSet(this, null);
        boolean foreign = false;
        for (CompletionListener wake = all; wake != null; wake = wake.next) {
            if (wake.isForeign()) {
                foreign = true;
            } else if (wake.live) {
                rouse(wake);
            }
        }
        return foreign ? all : null;
    }

    /**
     * Calls the listeners that may run user code: those of CompletableFutures and executors. They are called last, so that they
     * do not delay a waiting thread. Nor do they delay each other: the oldest one runs on this thread, the others on other
     * threads.
     */
    public static void callBack(@Nullable CompletionListener all) {
        for (CompletionListener wake = all; wake != null; wake = wake.next) {
            if (wake.live && wake.isForeign() && wake.isQuick()) {
                rouse(wake);
            }
        }
        CompletionListener oldest = null;
        for (CompletionListener wake = all, next; wake != null; wake = next) {
            next = wake.next;
            wake.next = null; // what it completes may keep the listener reachable
            if (wake.live && wake.isForeign() && !wake.isOver()) {
                if (oldest != null) {
                    apart(oldest);
                }
                oldest = wake;
            }
        }
        if (oldest != null) {
            rouse(oldest);
        }
    }

    private static void callBackApart(@Nullable CompletionListener all) {
        for (CompletionListener wake = all, next; wake != null; wake = next) {
            next = wake.next;
            wake.next = null;
            if (wake.live && wake.isForeign()) {
                apart(wake);
            }
        }
    }

    private static void apart(CompletionListener wake) {
        try {
            if (wake.isQuick()) {
                wake.wake(); // needs no other thread
            } else {
                wake.wakeApart();
            }
        } catch (Throwable e) {
            Retries.add(wake);
        }
    }

    public static void rouse(CompletionListener wake) {
        try {
            wake.wake();
        } catch (RuntimeException ignored) {
            // for example from a scheduler that was shut down under its own threads: the other listeners are woken nevertheless
        } catch (Throwable e) {
            Retries.add(wake); // no memory or stack: the promise is completed, so the error does not concern the completer
        }
    }

    /**
     * Names the completer's own thread, if it has one, as the owner of this synchronizer, so that the JVM's tools see which
     * thread waits for which. Done only when a thread waits, because each thread dump lists all synchronizers that name an owner.
     */
    final void nameOwnerThread() {
        Completer completer = owner;
        Thread thread = completer == null ? null : completer.ownThread();
        if (thread != null) {
            setExclusiveOwnerThread(thread);
            VarHandle.fullFence();
            if (settled()) {
                setExclusiveOwnerThread(null); // the completer cleared it before the line above set it again
            }
        }
    }

    /** Whether the promise is completed. */
    public final boolean settled() {
        Object now = result;
        return now != null && now != State.BUSY && now != State.BEGUN;
    }

    /** As {@link #settled}, for a thread that spins. */
    @Override
    public final boolean getAsBoolean() {
        return settled();
    }

    /** The get hook that completed this; null if there is none. */
    final @Nullable LazyFuture<?> hook() {
        return result == State.HOOKED ? (LazyFuture<?>) extra : null;
    }

    /** The failure; null if there is none. Called only on a settled promise without a hook. */
    public final @Nullable Throwable failure() {
        return result == State.FAILED ? (Throwable) extra : null;
    }

    /** The value. Called only on a settled promise without a hook or failure. */
    public final @Nullable Object value() {
        Object now = result;
        return now == Mark.NULL ? null : now;
    }

    public final void push(CompletionListener wake) {
        CompletionListener top;
        do {
            top = waiters;
            wake.next = top;
            wake.depth = top == null ? 1 : top.depth + 1;
            wake.dead = top == null ? 0 : top.dead;
        } while (!State.WAITERS.compareAndSet(this, top, wake));
    }

    /**
     * Forgets a listener that gave up: at once if it is among the newest, so that a promise that is polled for ever does not
     * grow; otherwise when half of all listeners have given up, so that n of them giving up one by one do not cost n * n steps.
     */
    public final void unlink(CompletionListener gone) {
        gone.live = false;
        gone.drop();
        CompletionListener top = waiters;
        if (top != null) {
            int dead = ++top.dead;
            sweep(top.depth, dead, 2 * dead >= top.depth ? Integer.MAX_VALUE : CompletionListener.NEWEST);
        }
    }

    /**
     * Unlinks those of the newest listeners that gave up. If another thread unlinks a neighbour concurrently, a dead listener may
     * stay until the next sweep. A live one is never lost, because links are changed only to bypass dead ones.
     */
    private void sweep(int depth, int dead, int most) {
        int removed = 0;
        int left = 0;
        CompletionListener before = null;
        CompletionListener wake = waiters;
        for (int i = 0; wake != null && i < most; i++) {
            CompletionListener next = wake.next;
            if (wake.live) {
                before = wake;
                left++;
            } else if (before == null && !State.WAITERS.compareAndSet(this, wake, next)) {
                next = waiters; // a listener was pushed, or the promise is completed
            } else {
                removed++;
                if (before != null) {
                    before.next = next;
                }
            }
            wake = next;
        }
        CompletionListener top = waiters;
        if (top != null) {
            top.depth = wake == null ? left : Math.max(1, depth - removed);
            top.dead = wake == null ? 0 : Math.max(0, dead - removed);
        }
    }

    /** The wait of a thread for this promise; null if there is none. May be called from any thread; the result is a snapshot. */
    final @Nullable BlockingWait waitOf(Thread thread) {
        for (CompletionListener wake = waiters; wake != null; wake = wake.next) {
            if (wake instanceof BlockingWait wait && wait.live && wait.thread == thread) {
                return wait;
            }
        }
        return null;
    }

    @Override
    public boolean isDone() {
        LazyFuture<?> hook = hook();
        return hook == null ? settled() : hook.isDone();
    }

    /** Completes the promise with a get hook; the first completion wins. */
    final boolean completeByHook(GetHook<? extends T> hook) {
        if (!decide(State.HOOKED, LazyFuture.hook(hook))) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** Omits the value, whose toString may be user code. */
    @Override
    public String toString() {
        return "Future" + (settled() ? " (done)" : " (pending)");
    }
}
