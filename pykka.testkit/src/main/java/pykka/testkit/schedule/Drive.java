package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.spi.Waiter;

/** What a thread that runs no actor wants of a {@link Scheduler}: one step, all steps that there are, or those that end its wait. */
final class Drive {
    final Thread driver = Thread.currentThread();
    /** The wait of the driver; null if it does not wait. */
    final @Nullable Waiter waiter;
    /** The only actor that is to run; null if all are. */
    final @Nullable ActorRef<?> only;
    private final long most;
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

    private Drive(@Nullable Waiter waiter, @Nullable ActorRef<?> only, long most) {
        this.waiter = waiter;
        this.only = only;
        this.most = most;
    }

    static Drive step(@Nullable ActorRef<?> only) {
        return new Drive(null, only, 1);
    }

    static Drive untilIdle() {
        return new Drive(null, null, Long.MAX_VALUE);
    }

    static Drive until(Waiter waiter) {
        return new Drive(waiter, null, Long.MAX_VALUE);
    }

    /** Returns whether no further step is to be made. */
    boolean isDone() {
        return givenUp || steps >= most || waiter != null && waiter.isDone();
    }
}
