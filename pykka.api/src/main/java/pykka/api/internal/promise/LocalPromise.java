package pykka.api.internal.promise;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.GetHook;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.util.StackReserve;

/**
 * The promise: a future that is completed once, and at the same time the envelope of an ask; 40 bytes. Every wait is for one of
 * these: a reply, the end of an actor, a place in a full mailbox, another reader's run of a function.
 */
public class LocalPromise<T extends @Nullable Object> extends ListenerStack implements Readable<T>, BooleanSupplier {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable Object result;
    /**
     * The Throwable of FAILED or the LazyFuture of HOOKED, written before the result and read after it. Until then WITHDRAWABLE,
     * CANCELLABLE or null.
     */
    private transient volatile @Nullable Object extra;
    /** The completer; null if unknown. Written before the promise is shared, cleared when it is completed. */
    public transient @Nullable Completer completer;

    /** Holds the statics, because a promise must not have a static initializer: see {@link Envelope}. */
    @SuppressWarnings("rawtypes") // a class literal has no type arguments
    private static final class State {
        /** The result is about to become FAILED or HOOKED: its extra is being written. */
        static final Object BUSY = new Object();
        static final Object FAILED = new Object();
        static final Object HOOKED = new Object();
        /** There is no result yet, and the actor has begun to handle this ask, which can no longer be withdrawn. */
        static final Object BEGUN = new Object();
        /** The extra of an ask that may be withdrawn until its actor begins to handle it. */
        static final Object WITHDRAWABLE = new Object();
        /** As WITHDRAWABLE, for those who cancel it alone: a refused wait does not withdraw it, because others may read it. */
        static final Object CANCELLABLE = new Object();
        static final AtomicReferenceFieldUpdater<LocalPromise, @Nullable Object> RESULT =
                AtomicReferenceFieldUpdater.newUpdater(LocalPromise.class, Object.class, "result");
        static final AtomicReferenceFieldUpdater<LocalPromise, @Nullable Object> EXTRA =
                AtomicReferenceFieldUpdater.newUpdater(LocalPromise.class, Object.class, "extra");

        private State() {}
    }

    /** Sets the completer, before the promise is shared. */
    public final void completedBy(Completer completer) {
        this.completer = completer;
        if (MessageCounts.ON) {
            completer.pending(1);
        }
    }

    /** Completes the promise with a value. The first completion wins: returns false if there was one before. */
    public final boolean complete(@Nullable Object value) {
        if (!decide(value == null ? Mark.NULL : value)) {
            return false;
        }
        Notification.callForeign(settle());
        return true;
    }

    /** As {@link #complete}, but user code runs on another thread, so that it does not delay this one. */
    public final void completeApart(@Nullable Object value) {
        Notification.callForeignApart(completeQuietly(value));
    }

    /**
     * As {@link #complete}, but listeners that may run user code are not called: they are returned, for
     * {@link Notification#callForeign}.
     */
    public final @Nullable CompletionListener completeQuietly(@Nullable Object value) {
        return decide(value == null ? Mark.NULL : value) ? settle() : null;
    }

    private boolean decide(Object next) {
        setExclusiveOwnerThread(null); // before the result becomes visible
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
        Notification.callForeign(settle());
        return true;
    }

    /** As {@link #fail}, but user code runs on another thread, so that it does not delay this one. */
    public final boolean failApart(Throwable failure) {
        if (!decide(State.FAILED, failure)) {
            return false;
        }
        Notification.callForeignApart(settle());
        return true;
    }

    private boolean decide(Object kind, Object extra) {
        if (!decide(State.BUSY)) {
            return false;
        }
        State.EXTRA.lazySet(this, extra);
        result = kind;
        return true;
    }

    /** Called before the promise is shared. It costs the actor a CAS when it begins to handle the ask. */
    public final void allowWithdrawal() {
        State.EXTRA.lazySet(this, State.WITHDRAWABLE);
    }

    /** As {@link #allowWithdrawal}, for {@link #cancel} alone. */
    public final void allowCancellation() {
        State.EXTRA.lazySet(this, State.CANCELLABLE);
    }

    private boolean isCancellable() {
        Object now = extra;
        return now == State.CANCELLABLE || now == State.WITHDRAWABLE;
    }

    /**
     * Returns whether the actor is to handle this ask; from then on the ask can no longer be withdrawn. Called once, by the
     * consumer.
     */
    public final boolean begin() {
        if (isCancellable() && !State.RESULT.compareAndSet(this, null, State.BEGUN)) {
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
        if (extra == State.WITHDRAWABLE && !hasOthersThan(mine)) {
            withdraw(why);
        }
    }

    /** Withdraws an ask unless its actor has begun to handle it. Returns whether it did. */
    private boolean withdraw(Throwable why) {
        if (!State.RESULT.compareAndSet(this, null, State.BUSY)) {
            return false;
        }
        Completer asked = completer;
        message = Mark.WITHDRAWN;
        State.EXTRA.lazySet(this, why); // a consumer that reads it sees the message withdrawn
        setExclusiveOwnerThread(null);
        result = State.FAILED;
        CompletionListener foreign = settle();
        if (asked != null) {
            asked.withdrew();
        }
        Notification.callForeign(foreign);
        return true;
    }

    @Override
    public final boolean cancel() {
        StackReserve.ensure();
        return isCancellable() && withdraw(new CancellationException("The ask was cancelled"));
    }

    /** As {@link Notification#callOwn}, for the listeners of this promise, which has just been completed. */
    private @Nullable CompletionListener settle() {
        Completer by = completer;
        if (MessageCounts.ON && by != null) {
            by.pending(-1);
        }
        completer = null;
        return Notification.callOwn(takeAll());
    }

    /**
     * Names the completer's own thread, if it has one, as the owner of this synchronizer, so that the JVM's tools see which
     * thread waits for which. Done only when a thread waits, because each thread dump lists all synchronizers that name an owner.
     */
    final void nameOwnerThread() {
        Completer by = completer;
        Thread thread = by == null ? null : by.ownThread();
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

    /** The wait of a thread for this promise; null if there is none. May be called from any thread; the result is a snapshot. */
    final @Nullable BlockingWait waitOf(Thread thread) {
        for (CompletionListener listener = newest(); listener != null; listener = listener.next) {
            if (listener instanceof BlockingWait wait && wait.live && wait.thread == thread) {
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
        Notification.callForeign(settle());
        return true;
    }

    /** Omits the value, whose toString may be user code. */
    @Override
    public String toString() {
        return "Future" + (settled() ? " (done)" : " (pending)");
    }
}
