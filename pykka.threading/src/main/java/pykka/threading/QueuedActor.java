package pykka.threading;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;

/**
 * An actor as a task of an executor. The kernel asks for one run at a time: by the start or a wake, and this class asks for the
 * next one after MORE. Such a run is <em>due</em>. The thread that changes {@link #due} from 1 to 0 has the run, and makes it:
 * one of the executor runs a turn; a thread that could not queue the actor takes the run back, and reports the failure; another
 * one abandons the actor. So it does not matter how often the executor has this task in its queue: an executor may throw after it
 * has queued a task, as a pool does to which the system refuses a thread, and is given it again then. A task that finds no run
 * due does nothing.
 */
final class QueuedActor implements Runnable {
    private static final AtomicIntegerFieldUpdater<QueuedActor> DUE =
            AtomicIntegerFieldUpdater.newUpdater(QueuedActor.class, "due");

    private final ExecutorRuntime runtime;
    private final ActorTask task;
    private volatile int due;
    /** When the run became due; written before it is. */
    private long since;
    /** The thread that wakes the actor, for that thread alone: the others may read anything. */
    private @Nullable Thread waker;

    QueuedActor(ExecutorRuntime runtime, ActorTask task) {
        this.runtime = runtime;
        this.task = task;
    }

    // ---- queueing

    /**
     * Gives the actor to the executor, for a start or a wake. Throws if it is not taken, and has no effect then. An error of the
     * JVM is thrown as it is, and the kernel repeats the wake; any other failure is that of an executor that takes no more tasks.
     */
    void queue() {
        IllegalStateException closed = runtime.closed();
        if (closed != null) {
            runtime.actors.remove(this);
            throw closed;
        }
        since = System.nanoTime();
        waker = Thread.currentThread();
        try {
            due = 1;
            runtime.executor.execute(this);
        } catch (Throwable e) {
            if (claim()) {
                if (e instanceof VirtualMachineError error) {
                    throw error;
                }
                runtime.actors.remove(this);
                throw refused(e);
            }
            // the run has been made, or is being made
        } finally {
            waker = null;
        }
        watched();
    }

    /** Has the watch look after a run that is due. What this throws would have the wake repeated, and is dropped. */
    private void watched() {
        try {
            runtime.queued();
        } catch (Throwable e) {
            // too little stack
        }
    }

    private boolean claim() {
        return DUE.compareAndSet(this, 1, 0);
    }

    private static RuntimeException refused(Throwable e) {
        return e instanceof RuntimeException known ? known : new RejectedExecutionException("The executor failed", e);
    }

    /** A task for the next turn, given to the executor by the thread that ran the last one. */
    private static final class Next implements Runnable {
        private final QueuedActor actor;
        private final Thread from = Thread.currentThread();
        /** These two are for that thread alone. */
        private boolean given;
        private boolean inCaller;

        Next(QueuedActor actor) {
            this.actor = actor;
        }

        /** Runs the turn; in the caller, leaves it to the loop of the caller, or the stack would grow by each turn. */
        @Override
        public void run() {
            if (Thread.currentThread() == from && !given) {
                inCaller = true;
            } else {
                actor.run();
            }
        }
    }

    // ---- running

    /** Between two of its lines, the stack may end at any call: then the run is due again, or the catching thread has it. */
    @Override
    public void run() {
        if (!claim()) {
            return;
        }
        for (;;) {
            Turn how = null;
            try {
                how = turn();
            } catch (Throwable e) {
                // too little stack to begin, as deep in nested event loops: nothing has happened
            }
            if (how == Turn.IDLE || how == Turn.ENDED) {
                return;
            }
            due = 1;
            boolean mine;
            try {
                mine = !passOn();
            } catch (Throwable e) {
                mine = claim();
            }
            if (!mine) {
                return;
            }
            if (how == null) {
                due = 1; // neither run nor queued: the watch queues it again
                watched();
                return;
            }
        }
    }

    private Turn turn() {
        runtime.begins(waker == Thread.currentThread());
        IllegalStateException closed = runtime.closed();
        Turn how = Turn.ENDED;
        if (closed == null) {
            how = task.run(runtime.maxMessages, runtime.maxNanos);
        } else {
            task.abandon(closed);
        }
        if (how == Turn.ENDED) {
            runtime.actors.remove(this);
        }
        return how;
    }

    /** Gives the executor the next turn. Returns false if this thread has the run again. */
    private boolean passOn() {
        Next next = null;
        Throwable failure = null;
        try {
            since = System.nanoTime();
            next = new Next(this);
            runtime.executor.execute(next);
        } catch (Throwable e) {
            failure = e;
        }
        if (next != null) {
            next.given = true;
        }
        if (failure == null && !next.inCaller) {
            watched();
            return true;
        }
        if (failure == null || failure instanceof VirtualMachineError) {
            return !claim(); // without memory, this thread goes on as long as there is none
        }
        abandonIfQueued(refused(failure));
        return true;
    }

    // ---- for the watch and the end

    boolean isQueued() {
        return due != 0;
    }

    /** For how long the run has been due, if it is. A hint: it may have become due again since. */
    long queuedFor(long now) {
        return now - since;
    }

    /** Gives the executor the task once more, because it seems to have lost it. If it takes no more, ends the actor. */
    void queueAgain() {
        try {
            runtime.executor.execute(this);
        } catch (VirtualMachineError e) {
            // no worse than before
        } catch (Throwable e) {
            abandonIfQueued(refused(e));
        }
    }

    void abandonIfQueued(Throwable why) {
        if (claim()) {
            try {
                task.abandon(why);
                runtime.actors.remove(this);
            } catch (Throwable e) {
                due = 1; // too little stack to begin
                watched();
            }
        }
    }

    @Override
    public String toString() {
        return String.valueOf(task);
    }
}
