package pykka.testkit.schedule;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadlockException;
import pykka.api.ActorRef;
import pykka.api.spi.Waiter;

/**
 * What a thread that runs no actor wants of a {@link Scheduler}: one step, all steps that there are, or those that end its wait.
 */
final class Drive {
    final Thread driver = Thread.currentThread();
    /** The wait of the driver; null if it does not wait. */
    final @Nullable Waiter waiter;
    /** The only actor that is to run; null if all are. */
    final @Nullable ActorRef<?> only;
    private final long most;
    /** The time to which time may pass; no later than now if it may not. */
    final long until;
    /** Whether it passes so far even if nothing happens then. */
    final boolean untilExactly;
    /** Whether the limit of the wait is in the time of the scheduler. */
    private final boolean timed;
    /** How often the scheduler has made a step, or has set the time. */
    long work;
    /** How many steps have been made. */
    volatile long steps;
    /** When it was seen first that no actor can go on; 0 if that is not so. */
    long idleSince;
    /** Why the wait cannot end. Written before the end. */
    @Nullable String stuck;
    /** What went wrong in the scheduler itself. Written before the end. */
    @Nullable Throwable broken;
    /** Whether the driver was interrupted, or no longer waits for the end. */
    volatile boolean givenUp;
    volatile boolean over;

    private Drive(@Nullable Waiter waiter, @Nullable ActorRef<?> only, long most, long until, boolean untilExactly, boolean timed) {
        this.waiter = waiter;
        this.only = only;
        this.most = most;
        this.until = until;
        this.untilExactly = untilExactly;
        this.timed = timed;
    }

    static Drive step(@Nullable ActorRef<?> only) {
        return new Drive(null, only, 1, 0, false, false);
    }

    static Drive untilIdle() {
        return untilIdle(0, false);
    }

    /**
     * Makes a drive until no actor can go on, nor could before a time.
     *
     * @param exactly whether that time is to be reached
     */
    static Drive untilIdle(long time, boolean exactly) {
        return new Drive(null, null, Long.MAX_VALUE, time, exactly, false);
    }

    /**
     * Makes a drive until a wait is over.
     *
     * @param timed whether the limit of the wait, if there is one, is in the time of the scheduler
     */
    static Drive until(Waiter waiter, boolean timed) {
        return new Drive(waiter, null, Long.MAX_VALUE, Long.MAX_VALUE, false, timed);
    }

    /**
     * Returns how long the wait of the driver may still last, in the time of the scheduler; Long.MAX_VALUE if it has no limit
     * there.
     */
    long nanosLeft() {
        return timed ? waiter.nanosLeft() : Long.MAX_VALUE;
    }

    /**
     * Returns the time that may be set now.
     *
     * @param next when something can happen again; Long.MAX_VALUE if never
     * @return now if no time may pass
     */
    long passesTo(long next, long now) {
        return next <= until && next != Long.MAX_VALUE ? next : untilExactly ? until : now;
    }

    /** Returns whether it is only for steps, if there are any at a time. */
    boolean isWithoutWait(long now) {
        return waiter == null && until <= now;
    }

    /**
     * Blocks the driver until the drive is over. Returns how many steps there were.
     *
     * @param watch looks at what goes on
     */
    long join(Watch watch) {
        boolean interrupted = false;
        for (; !over; watch.look()) {
            LockSupport.parkNanos(Watch.LOOK_NANOS);
            if (Thread.interrupted()) { // or every further park would return at once
                interrupted = true;
                givenUp |= waiter != null;
            }
        }
        if (interrupted) {
            driver.interrupt();
        }
        if (stuck != null) {
            throw new ActorDeadlockException(stuck);
        }
        if (broken != null) {
            throw new IllegalStateException(broken);
        }
        return steps;
    }

    /** Returns whether no further step is to be made. */
    boolean isDone() {
        return givenUp || steps >= most || waiter != null && waiter.isDone();
    }
}
