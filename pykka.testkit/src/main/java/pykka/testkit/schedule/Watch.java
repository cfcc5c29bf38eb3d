package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;

/** Sees, for a thread that drives, an actor that blocks its thread by something that is no wait of the library. */
final class Watch {
    static final long LOOK_NANOS = 500_000_000;

    private final Scheduler scheduler;
    private final Drive drive;
    private long progress = -1;
    private long since;

    Watch(Scheduler scheduler, Drive drive) {
        this.scheduler = scheduler;
        this.drive = drive;
    }

    /** Throws IllegalStateException after the limit; the drive is given up then. */
    void look() {
        long now = System.nanoTime();
        Thread thread = scheduler.holder();
        if (progress != scheduler.progress() || thread == null || thread.getState() == Thread.State.RUNNABLE) {
            progress = scheduler.progress();
            since = now;
        } else if (now - since > scheduler.limits().blocked().toNanos()) {
            drive.givenUp = true;
            throw blocked(scheduler.running(), thread);
        }
    }

    private IllegalStateException blocked(@Nullable Place place, Thread thread) {
        Throwable where = new Throwable("The thread " + thread.getName());
        where.setStackTrace(thread.getStackTrace());
        return new IllegalStateException(place + " has blocked its thread for "
                + scheduler.limits().blocked().toSeconds() + " s, by something that is no wait of this library, and no other actor can run",
                where);
    }
}
