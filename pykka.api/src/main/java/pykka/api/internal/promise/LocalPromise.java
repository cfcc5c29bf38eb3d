package pykka.api.internal.promise;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import pykka.api.GetHook;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.mailbox.Retries;

/**
 * A future that is completed once, and the envelope of an ask at once: 40 bytes. Everything that anybody waits for is one of
 * these: a reply, the end of an actor, a place in a full inbox, another reader's run of a function.
 */
public class LocalPromise<T extends @Nullable Object> extends Envelope implements Readable<T> {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable Object result;
    private transient volatile @Nullable CompletionListener waiters;
    /** The Throwable of FAILED, the Derived of HOOKED: written before them, read after them. WITHDRAWABLE, or nothing, before. */
    private transient @Nullable Object extra;
    /** Who will complete this; null if nobody known. Written before it is shared, cleared when completed. */
    public transient @Nullable Completer owner;

    /** What there is to initialize: see {@link Envelope}. */
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

    /** Names who will complete this, before it is shared. */
    public final void own(Completer owner) {
        this.owner = owner;
        if (MessageCounts.ON) {
            owner.pending(1);
        }
    }

    /** First completion wins. */
    public final boolean complete(@Nullable Object value) {
        setExclusiveOwnerThread(null); // before the result can be seen
        if (!decide(value == null ? Mark.NULL : value)) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** As {@link #complete}, for a thread that has more to do for others: code of users runs on another one. */
    public final void completeApart(@Nullable Object value) {
        callBackApart(completeQuietly(value));
    }

    /** As {@link #complete}, but callbacks that may run code of users are returned, for {@link #callBack}. */
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

    /** First completion wins. Allocates nothing, to work after an OutOfMemoryError. */
    public final boolean fail(Throwable failure) {
        if (!decide(State.FAILED, failure)) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** As {@link #fail}, for a thread that has more to do for others: code of users runs on another one. */
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

    /** Before it is shared. Costs its actor a swap when it begins. */
    public final void allowWithdrawal() {
        extra = State.WITHDRAWABLE;
    }

    /** Whether the actor is to handle this ask, which then can no longer be withdrawn. For the consumer, once. */
    public final boolean begin() {
        if (State.EXTRA.getAcquire(this) == State.WITHDRAWABLE && !State.RESULT.compareAndSet(this, null, State.BEGUN)) {
            for (int i = 0; result == State.BUSY; i++) {
                Mailbox.pause(i); // another one completes it or withdraws it: what of the two shows in a moment
            }
        }
        return message != Mark.WITHDRAWN;
    }

    /**
     * Takes back an ask whose actor has not begun with it, unless somebody else waits for the reply, too. It fails, and is never
     * handled. For a thread that was to wait for the reply, and does not.
     *
     * @param mine by which this thread would have been told, beside its wait; null if there is no such thing
     */
    public final void withdraw(Throwable why, @Nullable CompletionListener mine) {
        if (State.EXTRA.getAcquire(this) != State.WITHDRAWABLE || othersThan(mine)
                || !State.RESULT.compareAndSet(this, null, State.BUSY)) {
            return;
        }
        Completer asked = owner;
        message = Mark.WITHDRAWN;
        State.EXTRA.setRelease(this, why); // the consumer that no longer finds WITHDRAWABLE finds the message gone, too
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

    /** Wakes all but what may run code of users, and returns that. */
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
     * The dependents of CompletableFutures, and executors: a thread that waits is not held up by them. Nor are they by each other:
     * those of the first conversion run here, and if there are others, those run elsewhere.
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
            wake.next = null; // it may be kept by what it completes
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
            // A scheduler that was shut down under its own threads: the others are woken all the same.
        } catch (Throwable e) {
            Retries.add(wake); // no memory, or no stack: it is completed, so this is not the completer's error
        }
    }

    /**
     * Names the thread of the owner, if it has one for itself, for the JVM's own tools, which then see who waits for whom. Only when
     * a thread waits: each promise that names a thread is in each dump of it.
     */
    final void nameOwnerThread() {
        Completer completer = owner;
        Thread thread = completer == null ? null : completer.ownThread();
        if (thread != null) {
            setExclusiveOwnerThread(thread);
            VarHandle.fullFence();
            if (settled()) {
                setExclusiveOwnerThread(null); // the completer did this before, and is not to find it undone
            }
        }
    }

    /** Whether it is completed. */
    public final boolean settled() {
        Object now = result;
        return now != null && now != State.BUSY && now != State.BEGUN;
    }

    /** The hook that completed this, if one did. */
    final @Nullable LazyFuture<?> hook() {
        return result == State.HOOKED ? (LazyFuture<?>) extra : null;
    }

    /** Why this failed, if it did. For a settled promise without a hook. */
    public final @Nullable Throwable failure() {
        return result == State.FAILED ? (Throwable) extra : null;
    }

    /** The value. For a settled promise without a hook or failure. */
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
     * Forgets a waiter that gave up: at once if it is among the newest, so that a promise that is polled for ever does not grow, else
     * when half of them have given up, so that n of them that give up one by one are not n * n steps.
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
     * Unlinks those of the newest that gave up. One beside which somebody else does the same may stay to the next sweep; one that is
     * live is never lost, for a link only ever comes to lead past those that gave up.
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
                next = waiters; // somebody has come, or the promise is completed
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

    /** The wait of a thread for this, if there is one. For any thread: a snapshot. */
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

    /** First completion wins. */
    final boolean completeByHook(GetHook<? extends T> hook) {
        if (!decide(State.HOOKED, LazyFuture.hook(hook))) {
            return false;
        }
        callBack(settle());
        return true;
    }

    /** Without value, which may be of a user's class. */
    @Override
    public String toString() {
        return "Future" + (settled() ? " (done)" : " (pending)");
    }
}
