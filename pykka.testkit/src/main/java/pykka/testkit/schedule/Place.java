package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/**
 * An actor in a {@link Scheduler}: idle, in its list of those that can go on, in its list of those that wait, or running. What it
 * waits for is for the thread that has the baton; the thread that waits writes it before it gives the baton away.
 */
final class Place {
    final Scheduler scheduler;
    final ActorTask task;
    /** Counts the actors of the scheduler in the order of their starts; -1 if it has ended. */
    final int number;
    /** What the actor waits for, in a turn; null if it does not wait. */
    @Nullable Waiter waiter;
    /** The thread that waits; null if the actor is to be run. */
    @Nullable Thread thread;
    /** Why the wait has to fail; null if it need not. */
    @Nullable String stuck;
    /** Whether the thread was interrupted while it waited. Written by that thread, before it clears its flag. */
    volatile boolean interrupted;
    /** Of no meaning unless the order is one of priorities; zero: it has none yet. */
    int priority;
    /** Whether it has begun its first turn. */
    boolean begun;
    /** Whether {@link Footprints} are to hear of something other than its inbox and its wait. */
    volatile boolean touched;
    /** Whether the thread that waits has the baton again. */
    volatile boolean granted;

    Place(Scheduler scheduler, ActorTask task, int number) {
        this.scheduler = scheduler;
        this.task = task;
        this.number = number;
    }

    /**
     * Returns whether the wait is over. The flag of the thread is read before {@link #interrupted}, which is written before it is
     * cleared.
     */
    boolean canGoOn() {
        return stuck != null || scheduler.closed() != null || waiter.isDone() || interrupted;
    }

    /** Returns a name that is the same in each run. */
    String name() {
        return task.ref().actorClass().getSimpleName() + "-" + number;
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
