package pykka.api.internal.promise;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorException;
import pykka.api.ActorInterruptedException;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.util.AdaptiveSpin;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Simulation;
import pykka.api.spi.Waiter;

/** One blocking wait of one thread for one promise: spins, checks for a deadlock, and parks. */
public final class BlockingWait extends CompletionListener implements Waiter, ForkJoinPool.ManagedBlocker {
    private static final AdaptiveSpin SPIN = new AdaptiveSpin();

    public final LocalPromise<?> leaf;
    /** A second promise whose completion ends the wait too; null if there is none. */
    private final @Nullable LocalPromise<?> other;
    public final @Nullable Deadline deadline;
    public final Thread thread = Thread.currentThread();
    public final long since = System.nanoTime();
    /** Whether a warning has named this wait; guarded by the lock of DeadlockDetector. */
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
     * Returns when one of two promises is completed.
     *
     * @param other the second promise, which has no completer; null if there is none
     * @param mine a callback on the leaf that serves this thread alone: despite it, an ask whose wait is refused is withdrawn
     *     from the mailbox
     */
    public static void until(
            LocalPromise<?> leaf, @Nullable LocalPromise<?> other, @Nullable CompletionListener mine,
            @Nullable Deadline deadline) {
        if (isDone(leaf, other)) {
            return;
        }
        if (deadline != null && deadline.over()) {
            throw deadline.expired(waitedFor(leaf));
        }
        Completer me = CurrentCompleter.get();
        ActorException refused = Hook.get().refusal(me, leaf.completer, deadline);
        if (refused != null) {
            leaf.withdraw(refused, mine);
            throw refused;
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
        } catch (Throwable refusal) { // a deadlock, no compensating thread for other actors, too little stack to park
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

    /** What a wait needs from the packages above promises: the deadlock detector, and the actors under construction. */
    public abstract static class Hook {
        private static Hook installed;

        /** Called once, before there is any actor. */
        protected static void install(Hook hook) {
            installed = hook;
        }

        static Hook get() {
            return installed;
        }

        /** The actors that this thread is constructing: while the thread waits, all of them wait. */
        public abstract List<? extends Completer> making();

        /** Returns the exception for a wait of a completer, or of a thread that runs none; null if it may begin. */
        public abstract @Nullable ActorException refusal(
                @Nullable Completer me, @Nullable Completer awaited, @Nullable Deadline deadline);

        /** Throws ActorDeadlockException if the wait that the waiting actor has just published closes a cycle. */
        public abstract void check(Completer waiting, BlockingWait wait);

        /** Throws ActorDeadlockException if what this thread waits for needs an actor that only this thread can run. */
        public abstract void checkThread(BlockingWait wait);
    }

    /**
     * Spins briefly before the thread parks: a reply that comes within microseconds costs neither the reader a park nor the
     * completer an unpark. A virtual thread does not spin, because the completer may need its carrier thread.
     */
    private static boolean spin(LocalPromise<?> leaf) {
        return !ActorThreads.isVirtual(Thread.currentThread()) && Properties.bool("pykka.spin", true) && SPIN.until(leaf);
    }

    private static boolean isDone(LocalPromise<?> leaf, @Nullable LocalPromise<?> other) {
        return leaf.settled() || other != null && other.settled();
    }

    /** Links a wait into the stack of the other promise. Not a lambda, whose call site would be linked at the first wait. */
    private static final class Second extends CompletionListener {
        private final BlockingWait wait;

        Second(BlockingWait wait) {
            this.wait = wait;
        }

        @Override
        public void onCompletion() {
            wait.onCompletion();
        }
    }

    /**
     * Waits while linked into the promises, and publishes the wait for this thread's actor and for the actors that the thread is
     * constructing: until the wait is over, none of them replies.
     */
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
                parkThread();
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
        BlockingWait before = me.waiting(); // not null if a logging backend waits while a deadlock is reported
        me.waiting(this);
        try {
            Hook.get().check(me, this);
            me.park(this);
        } finally {
            me.waiting(before);
        }
    }

    /**
     * Parks a thread that runs no actor. It may be the only thread that can run some actors: so the wait is published, for
     * {@link #of}, before the search for a deadlock, as those of actors are.
     */
    void parkThread() {
        Object before = LockSupport.getBlocker(thread);
        LockSupport.setCurrentBlocker(blocker());
        try {
            VarHandle.fullFence(); // the actors' waits are read after this
            Hook.get().checkThread(this);
            park();
        } finally {
            LockSupport.setCurrentBlocker(before);
        }
    }

    /**
     * Without a deadline the thread parks on the promise: if that names an owner thread, the JVM's own deadlock detection sees
     * the wait. With a deadline it parks on this object, because the JVM would report such a wait as a deadlock too.
     */
    private Object blocker() {
        return deadline == null ? leaf : this;
    }

    /** Withdraws the publication of this wait. Called on the thread that waits. */
    public void unpublish(Completer waiting) {
        if (waiting.waiting() == this) {
            waiting.waiting(null);
        } else {
            LockSupport.setCurrentBlocker(null);
        }
    }

    /** Whether this thread is constructing the actor, so that the actor cannot reply before the constructor returns. */
    public static boolean isMaking(Completer actor) {
        return Hook.get().making().contains(actor);
    }

    private void publishFor(Completer making) {
        ActorException refused = Hook.get().refusal(making, leaf.completer, deadline);
        if (refused != null) {
            throw refused;
        }
        making.waiting(this);
        Hook.get().check(making, this);
    }

    private static void timedOut(@Nullable Completer who, BlockingWait wait) {
        long nanos = System.nanoTime() - wait.since;
        Completer asked = wait.leaf.completer;
        ListenerHub.tell(listener -> listener.timedOut(
                who != null ? SafeText.of(who) : SafeText.clean("thread " + wait.thread.getName()),
                asked == null ? null : asked.name(), nanos));
    }

    /** Describes, for tools, the completer that a wait is for. */
    public static String waitsFor(@Nullable Completer completer) {
        return completer == null ? "a future without a completer" : SafeText.of(completer);
    }

    /** Describes, for the message of a timeout, the completer of a promise and what it is handling. */
    private static String waitedFor(LocalPromise<?> leaf) {
        Completer completer = leaf.completer;
        if (completer == null) {
            return "";
        }
        String message = MessageNames.of(leaf.message);
        return ": waited for " + SafeText.of(completer) + (message == null ? "" : " to answer " + message) + ", which handles "
                + completer.describe();
    }

    /** How long the wait has lasted. */
    public Duration time() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** The wait in which a thread is parked; null if there is none. May be called from any thread; the result is a snapshot. */
    public static @Nullable BlockingWait of(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker instanceof BlockingWait wait ? wait : blocker instanceof LocalPromise<?> leaf ? leaf.waitOf(thread) : null;
    }

    /** The only completer that can end this wait; null if it is unknown, if the wait has a deadline, or if the wait is over. */
    public @Nullable Completer endedBy() {
        Completer completer = leaf.completer; // before the check: completing clears it
        return deadline != null || isDone(leaf, other) ? null : completer;
    }

    /**
     * A new exception each time, so that it belongs to this thread alone until a future fails with it. The interrupt status stays
     * set.
     */
    public static ActorInterruptedException interrupted() {
        return new ActorInterruptedException("The thread was interrupted while it waited");
    }

    @Override
    public boolean isDone() {
        return isDone(leaf, other) || thread.isInterrupted() || deadline != null && deadline.over();
    }

    @Override
    public @Nullable ActorTask awaited() {
        return leaf.completer instanceof ActorTask actor ? actor : null;
    }

    @Override
    public long nanosLeft() {
        return deadline == null ? Long.MAX_VALUE : deadline.left();
    }

    /** Lets a ForkJoinPool compensate with another thread, because the completer may need one. */
    @Override
    public void park() {
        Simulation simulation = CurrentCompleter.simulation(leaf);
        if (simulation != null) {
            simulation.await(this);
            return;
        }
        if (thread instanceof ForkJoinWorkerThread) {
            try {
                ForkJoinPool.managedBlock(this);
            } catch (InterruptedException | RejectedExecutionException e) {
                // block() throws neither; if the pool has no more threads to give, this thread waits without compensation
            }
        }
        block();
    }

    @Override
    public boolean isReleasable() {
        return isDone();
    }

    /** The blocker stays set from one park to the next, so that no other thread misses the wait in between. */
    @Override
    public boolean block() {
        Object before = LockSupport.getBlocker(thread);
        LockSupport.setCurrentBlocker(blocker());
        try {
            while (!isDone()) {
                if (deadline == null) {
                    leaf.nameOwnerThread();
                    LockSupport.park();
                } else {
                    LockSupport.parkNanos(Math.max(1, deadline.left()));
                }
            }
        } finally {
            LockSupport.setCurrentBlocker(before);
        }
        return true;
    }

    @Override
    public void onCompletion() {
        LockSupport.unpark(thread);
    }
}
