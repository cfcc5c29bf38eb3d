package pykka.testkit.schedule;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Waiter;

/** A thread waits, and no actor can go on: who waits for whom, and which of these waits has to fail. */
final class Stuck {
    private final Scheduler scheduler;
    private final Drive drive;

    Stuck(Scheduler scheduler, Drive drive) {
        this.scheduler = scheduler;
        this.drive = drive;
    }

    /** Returns whether it may be otherwise now: something may have come from outside, or a wait of an actor is about to fail. */
    boolean resolve() {
        Waiter waiter = drive.waiter;
        if (waiter == null) {
            return false;
        }
        StringBuilder text = new StringBuilder("Nothing can go on: the thread ").append(drive.driver.getName());
        Set<Place> met = new HashSet<>();
        Place last = null;
        Place next;
        boolean ends = false;
        for (;;) {
            ends |= waiter.isDone() || waiter.nanosLeft() != Long.MAX_VALUE;
            ActorTask awaited = waiter.awaited();
            next = awaited == null ? null : ActorPlace.of(awaited, scheduler);
            text.append(" waits for ").append(awaited == null ? "a future that no actor completes" : awaited);
            if (next == null || next.waiter == null || !met.add(next)) {
                break;
            }
            text.append(", which");
            last = next;
            waiter = next.waiter;
        }
        if (ends || isPatient(next == null, waiter.awaited() != null)) {
            LockSupport.parkNanos(Scheduler.LOOK_NANOS); // for what another thread may do
            Thread.interrupted(); // meant for a turn that is over
            return true;
        }
        text.append(next == null ? waiter.awaited() == null ? ", and no other thread has done so" : ", an actor of another runtime"
                : next.waiter == null ? ", which has nothing to do" : ": a circle");
        scheduler.outsiders().reason().ifPresent(reason -> text.append(". Not repeatable: ").append(reason));
        return fail(last, text.toString());
    }

    private boolean isPatient(boolean outside, boolean foreign) {
        long now = System.nanoTime();
        if (drive.idleSince == 0) {
            drive.idleSince = now;
        }
        Limits limits = scheduler.limits();
        return outside && now - drive.idleSince < (foreign ? limits.blocked() : limits.patience()).toNanos();
    }

    private boolean fail(@Nullable Place last, String text) {
        if (last == null) {
            drive.stuck = text;
            return false;
        }
        last.stuck = text;
        return true;
    }
}
