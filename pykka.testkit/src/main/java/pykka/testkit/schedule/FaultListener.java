package pykka.testkit.schedule;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.DeadLetter;

/** Notes the first fault of a body that no exception may tell: a message that is not handled, or a deadlock. */
final class FaultListener implements ActorListener {
    /** Where an actor of the cycle waits, which the report tells. */
    private static final Pattern LINE_OF_CODE = Pattern.compile(" in \\S+\\(\\S+\\)");

    private final Scheduler scheduler;
    private final Allowed allowed;
    private volatile @Nullable String fault;

    /**
     * Makes it.
     *
     * @param scheduler only what happens on its threads counts
     * @param allowed what is no fault
     */
    FaultListener(Scheduler scheduler, Allowed allowed) {
        this.scheduler = scheduler;
        this.allowed = allowed;
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        if (!allowed.deadLetters()) {
            note("A message is not handled: " + Story.simple(letter.message()) + " to " + letter.actor().className()
                    + " (" + letter.cause() + ")");
        }
    }

    @Override
    public void deadlock(String report) {
        if (!allowed.deadlocks() && Scheduler.current() == scheduler) {
            String cycle = report.lines().findFirst().orElse("Deadlock");
            for (Place place : scheduler.story().live()) {
                cycle = cycle.replace(place.toString(), place.name()); // the same in each run
            }
            note(LINE_OF_CODE.matcher(cycle).replaceAll(""));
        }
    }

    private void note(String what) {
        if (Scheduler.current() == scheduler && fault == null) {
            fault = what;
        }
    }

    /** Throws AssertionError if there was a fault. */
    void check() {
        if (fault != null) {
            throw new AssertionError(fault);
        }
    }
}
