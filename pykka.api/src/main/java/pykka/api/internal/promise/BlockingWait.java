package pykka.api.internal.promise;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorInterruptedException;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.util.AdaptiveSpin;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Waiter;

/** One wait of one thread for one promise. */
public final class BlockingWait extends CompletionListener implements Waiter, ForkJoinPool.ManagedBlocker {
    private static final AdaptiveSpin SPIN = new AdaptiveSpin();

    public final LocalPromise<?> leaf;
    /** Ends the wait, too, if there is one. */
    private final @Nullable LocalPromise<?> other;
    public final @Nullable Deadline deadline;
    public final Thread thread = Thread.currentThread();
    public final long since = System.nanoTime();
    /** Whether a warning has named this wait; guarded by the lock of Deadlocks. */
    public boolean reported;

    public BlockingWait(LocalPromise<?> leaf, @Nullable Deadline deadline) {
        this(leaf, null, deadline);
    }

    private BlockingWait(LocalPromise<?> leaf, @Nullable LocalPromise<?> other, @Nullable Deadline deadline) {
        this.leaf = leaf;
        this.other = other;
        this.deadline = deadline;
    }

    /** Returns when the promise is completed. */
    public static void until(LocalPromise<?> leaf, @Nullable Deadline deadline) {
        until(leaf, null, null, deadline);
    }

    /**
     * Returns when one of two is completed.
     *
     * @param other one that has no owner; null if there is none
     * @param mine a callback on the leaf that tells this same thread: it does not keep an ask whose wait is refused in the inbox
     */
    public static void until(
            LocalPromise<?> leaf, @Nullable LocalPromise<?> other, @Nullable CompletionListener mine, @Nullable Deadline deadline) {
        if (isDone(leaf, other)) {
            return;
        }
        if (deadline != null && deadline.over()) {
            throw deadline.expired(waitedFor(leaf));
        }
        Completer me = CurrentCompleter.get();
        if (deadline == null && me != null && me == leaf.owner) {
            ActorDeadlockException refusal = selfWait(me);
            leaf.withdraw(refusal, mine);
            throw refusal;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        if (spin(leaf)) {
            return;
        }
        BlockingWait wait = new BlockingWait(leaf, other, deadline);
        try {
            wait.asLinked(me);
        } catch (Throwable refusal) { // a deadlock, no thread for others meanwhile, a stack on which the thread cannot park
            leaf.withdraw(refusal, mine);
            throw refusal;
        }
        if (isDone(leaf, other)) {
            return;
        }
        if (deadline != null && deadline.over()) {
            timedOut(me, wait);
            throw deadline.expired(waitedFor(leaf));
        }
        throw interrupted();
    }

    /** What a wait needs of the parts that stand above promises: of the deadlock detector, and of actors that are being made. */
    public abstract static class Hook {
        private static Hook installed;

        /** Once, before there is any actor. */
        protected static void install(Hook hook) {
            installed = hook;
        }

        static Hook get() {
            return installed;
        }

        /** The actors that this thread is making: while it waits, all of them wait. */
        public abstract List<? extends Completer> making();

        /** Throws ActorDeadlockException if a wait that its completer has just published closes a cycle. */
        public abstract void check(Completer waiting, BlockingWait wait);
    }

    /**
     * Looks for a moment before the thread parks: an answer that comes within microseconds costs neither the reader a park nor the
     * completer an unpark. Not on a carrier, which the completer may be waiting for.
     */
    private static boolean spin(LocalPromise<?> leaf) {
        if (ActorThreads.isVirtual(Thread.currentThread()) || !Properties.bool("pykka.spin", true)) {
            return false;
        }
        int most = SPIN.looks();
        for (int i = 1; i <= most; i++) {
            if (leaf.settled()) {
                SPIN.helped();
                return true;
            }
            Thread.onSpinWait();
        }
        if (most > 0) {
            SPIN.failed();
        }
        return false;
    }

    private static boolean isDone(LocalPromise<?> leaf, @Nullable LocalPromise<?> other) {
        return leaf.settled() || other != null && other.settled();
    }

    /** The link of a wait in the stack of the other promise. No lambda: that would be linked when a thread first waits. */
    private static final class Second extends CompletionListener {
        private final BlockingWait wait;

        Second(BlockingWait wait) {
            this.wait = wait;
        }

        @Override
        public void wake() {
            wait.wake();
        }
    }

    /** On behalf of the actors that this thread is making, too: nothing is answered for them meanwhile. */
    private void asLinked(@Nullable Completer me) {
        List<? extends Completer> making = Hook.get().making();
        Second second = other == null ? null : new Second(this);
        if (second != null) {
            other.push(second);
        }
        leaf.push(this);
        try {
            for (int i = 0; i < making.size(); i++) { // nearly always none: no iterator
                publishFor(making.get(i));
            }
            if (me != null) {
                await(me);
            } else {
                park();
            }
        } finally {
            leaf.unlink(this);
            if (second != null) {
                other.unlink(second);
            }
            for (int i = 0; i < making.size(); i++) {
                making.get(i).waiting(null);
            }
        }
    }

    private void await(Completer me) {
        BlockingWait before = me.waiting(); // there is one if a log back end waits while a deadlock is reported
        me.waiting(this);
        try {
            Hook.get().check(me, this);
            me.park(this);
        } finally {
            me.waiting(before);
        }
    }

    /** Whether this thread is making an actor, and could answer for it only when that is done. */
    public static boolean isMaking(Completer actor) {
        return Hook.get().making().contains(actor);
    }

    private void publishFor(Completer making) {
        if (deadline == null && making == leaf.owner) {
            throw selfWait(making);
        }
        making.waiting(this);
        Hook.get().check(making, this);
    }

    private static void timedOut(@Nullable Completer who, BlockingWait wait) {
        ListenerHub.tell(listener -> listener.timedOut(
                who != null ? SafeText.of(who) : SafeText.clean("thread " + wait.thread.getName()),
                waitsFor(wait.leaf.owner), System.nanoTime() - wait.since));
    }

    /** What a wait is for, for tools. */
    public static String waitsFor(@Nullable Completer completer) {
        return completer == null ? "a future without a completer" : SafeText.of(completer);
    }

    /** Who was to complete a promise, and what keeps that actor busy. */
    private static String waitedFor(LocalPromise<?> leaf) {
        Completer owner = leaf.owner;
        if (owner == null) {
            return "";
        }
        String message = MessageNames.of(leaf.message);
        return ": waited for " + SafeText.of(owner) + (message == null ? "" : " to answer " + message) + ", which handles "
                + owner.describe();
    }

    /** The wait in which a thread is parked, if it is in one. For any thread: a snapshot. */
    public static @Nullable BlockingWait of(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker instanceof BlockingWait wait ? wait : blocker instanceof LocalPromise<?> leaf ? leaf.waitOf(thread) : null;
    }

    /** Who has to end this wait, if that is known, and nothing else will: neither a limit, nor that it is over already. */
    public @Nullable Completer endedBy() {
        Completer owner = leaf.owner;
        return deadline != null || isDone(leaf, other) ? null : owner;
    }

    public static ActorDeadlockException selfWait(Completer me) {
        return new ActorDeadlockException(
                SafeText.of(me) + " would wait for itself: use askAsync, stopAsync or Actor.stop(), which do not wait");
    }

    /** New each time: so it is this thread's own until a future fails with it. The flag stays set: it was only looked at. */
    public static ActorInterruptedException interrupted() {
        return new ActorInterruptedException("The thread was interrupted while it waited");
    }

    @Override
    public boolean isDone() {
        return isDone(leaf, other) || thread.isInterrupted() || deadline != null && deadline.over();
    }

    /** A ForkJoinPool has another thread run meanwhile, for what is waited for may need one. */
    @Override
    public void park() {
        if (thread instanceof ForkJoinWorkerThread) {
            try {
                ForkJoinPool.managedBlock(this);
            } catch (InterruptedException | RejectedExecutionException e) {
                // block() throws neither; a pool that has as many threads as it may is waited in as any other thread waits
            }
        }
        block();
    }

    @Override
    public boolean isReleasable() {
        return isDone();
    }

    /**
     * Without limit it parks on the promise: if that has an owner thread, the JVM's own deadlock detection sees the wait. With a
     * limit it parks on something else, for the JVM would report that as a deadlock, too.
     */
    @Override
    public boolean block() {
        while (!isDone()) {
            if (deadline == null) {
                leaf.nameOwnerThread();
                LockSupport.park(leaf);
            } else {
                LockSupport.parkNanos(this, Math.max(1, deadline.left()));
            }
        }
        return true;
    }

    @Override
    public void wake() {
        LockSupport.unpark(thread);
    }
}
