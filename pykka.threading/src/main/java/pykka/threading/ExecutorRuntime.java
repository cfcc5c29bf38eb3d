package pykka.threading;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorStarvationException;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/**
 * Runs actors on an executor of the application: the event thread of a user interface, or a pool. Each turn of an actor is one
 * task of the executor. It is short, 16 messages and a millisecond unless {@link #withTurn} says otherwise, so that what else the
 * executor has to do comes between. For {@link pykka.api.ActorOptions#runtime(ActorRuntime)}.
 *
 * <p>The executor should return at once and run the task later, on a thread of its own. One that runs it at once, in the caller,
 * handles the message inside {@code tell}. If the executor throws when it is given a task, the actor ends by {@code onFailure},
 * on the thread that woke it, and its asks fail. If it begins no queued actor for half a second, a record at level WARN says so,
 * and it is given them again.
 */
public final class ExecutorRuntime implements ActorRuntime {
    private static final int TURN_MESSAGES = 16;
    private static final long TURN_NANOS = 1_000_000;

    final Executor executor;
    final int maxMessages;
    final long maxNanos;
    /** Those that have been started and have not ended. */
    final Set<QueuedActor> actors = ConcurrentHashMap.newKeySet();
    /** When the last turn began. Racy: a hint for the watch. */
    long began = System.nanoTime();
    private final String name;
    /** How many threads the executor has; 1 if it is an event thread. */
    private final int threads;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorWatch watch = new ExecutorWatch(this);
    /** The thread of an executor that has one, once a turn has begun on it. */
    private volatile @Nullable Thread thread;
    /** Whether the executor was seen to run tasks in the caller: then it has no thread that is needed. */
    private volatile boolean direct;
    /** The reason for abandoning actors; null while the runtime is open. */
    private volatile @Nullable IllegalStateException closed;

    private ExecutorRuntime(String name, Executor executor, int threads, int maxMessages, long maxNanos) {
        this.name = Objects.requireNonNull(name, "name");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.threads = threads;
        this.maxMessages = maxMessages;
        this.maxNanos = maxNanos;
    }

    /**
     * Returns a runtime for an executor with a single thread, such as {@code SwingUtilities::invokeLater},
     * {@code display::asyncExec} or {@code Platform::runLater}. An actor on it must not wait: in its hooks and handlers each wait
     * throws ActorStarvationException before anything is sent, with or without a limit, whatever it waits for. Where other code
     * on the thread waits without a limit for such an actor, or for one that waits for such an actor, it gets
     * ActorDeadlockException.
     *
     * @param name the name of the runtime, in texts
     * @param executor gives tasks to the thread, in order
     * @return a new runtime
     */
    public static ExecutorRuntime singleThread(String name, Executor executor) {
        return new ExecutorRuntime(name, executor, 1, TURN_MESSAGES, TURN_NANOS);
    }

    /**
     * Returns a runtime for an executor with any number of threads, such as a cached pool or virtual threads. Its actors may
     * wait: each holds its thread.
     *
     * @param name the name of the runtime, in texts
     * @param executor a pool that makes a thread where none is free
     * @return a new runtime
     */
    public static ExecutorRuntime pool(String name, Executor executor) {
        return new ExecutorRuntime(name, executor, Integer.MAX_VALUE, TURN_MESSAGES, TURN_NANOS);
    }

    /**
     * Returns a runtime for a pool with a fixed number of threads. Its actors may wait, as long as one thread is left that does
     * not: the wait that would take it throws ActorStarvationException.
     *
     * @param name the name of the runtime, in texts
     * @param executor the pool
     * @param threads how many threads it has, 2 or more
     * @return a new runtime
     * @throws IllegalArgumentException if threads is less
     */
    public static ExecutorRuntime pool(String name, Executor executor, int threads) {
        if (threads < 2) {
            throw new IllegalArgumentException("threads is " + threads + ": it must be 2 or more, and for one there is singleThread");
        }
        return new ExecutorRuntime(name, executor, threads, TURN_MESSAGES, TURN_NANOS);
    }

    /**
     * Returns a new runtime like this one with other turns. A turn is over at the first of both limits, and after one message at
     * least.
     *
     * @param messages how many messages an actor handles in a turn at most, 1 or more
     * @param time how long after the beginning of a turn no further message is begun, not negative
     * @return the new runtime, which has no actors yet
     * @throws IllegalArgumentException if a limit is less
     */
    public ExecutorRuntime withTurn(int messages, Duration time) {
        if (messages < 1 || time.isNegative()) {
            throw new IllegalArgumentException("A turn is of 1 message or more, and of no negative time: " + messages + ", " + time);
        }
        long nanos = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? time.toNanos() : Long.MAX_VALUE;
        return new ExecutorRuntime(name, executor, threads, messages, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    /** Returns 0: an application that offers this runtime to others leaves the choice to them. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public void start(ActorTask task) {
        QueuedActor actor = new QueuedActor(this, task);
        task.slot(actor);
        actors.add(actor);
        boolean done = false;
        try {
            actor.queue();
            done = true;
        } finally {
            if (!done) {
                actors.remove(actor);
            }
        }
    }

    @Override
    public void wake(ActorTask task) {
        ((QueuedActor) task.slot()).queue();
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        int now;
        do {
            now = waiting.get();
            if (now >= threads - 1) {
                throw new ActorStarvationException("All " + threads + " threads of the runtime '" + name + "' would wait. Let actors"
                        + " wait for each other less, or give it an executor with more threads");
            }
        } while (!waiting.compareAndSet(now, now + 1));
        try {
            waiter.park();
        } finally {
            waiting.getAndDecrement();
        }
    }

    @Override
    public @Nullable String waitRefusal() {
        return threads > 1 ? null : "the runtime '" + name + "' has one thread, and all that this runs would stand still. Use askAsync,"
                + " whose answer comes by onComplete, or by toCompletableFuture back on that thread; tell and stopAsync do not wait";
    }

    @Override
    public @Nullable Thread soleThread() {
        return direct ? null : thread;
    }

    /**
     * Ends the actors that are queued, on this thread, and the others when they are woken, by {@code onFailure}. No actor can be
     * started any more. The executor stays as it is. May be called from any thread, and again; it blocks as long as the actors'
     * {@code onFailure} does.
     */
    @Override
    public void close() {
        closed = new IllegalStateException("The runtime '" + name + "' was closed");
        actors.forEach(actor -> actor.abandonIfQueued(closed));
    }

    /** Null while the runtime is open. */
    @Nullable IllegalStateException closed() {
        return closed;
    }

    /** Called when an actor was queued. Throws nothing. */
    void queued() {
        watch.notice();
    }

    /** Called when a turn begins, on its thread. */
    void begins(boolean inCaller) {
        began = System.nanoTime();
        if (threads == 1) {
            Thread now = Thread.currentThread();
            if (inCaller) {
                direct = true;
            } else if (thread != now) {
                thread = now;
            }
        }
    }

    @Override
    public String toString() {
        return name + ": " + actors.size() + " actors";
    }
}
