package pykka.testkit.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.inspect.Inspection;

/** One run of a body, in one order. For one thread, that of the body. */
final class Trial {
    /** A longer order is reported as it is. */
    private static final int MOST_STEPS = 10_000;

    private final String name;
    private final Order order;
    private final int[] marked;
    private final int saved;
    private final Recorder recorder;
    private @Nullable SteppingRuntime runtime;
    private @Nullable Throwable failure;
    private boolean ended;
    /** Whether a handler blocks its thread, so that nothing of the runtime can go on. */
    private boolean isBlocked;

    Trial(String name, Order order) {
        this(name, order, new int[] {}, 0);
    }

    /**
     * Makes one that is to be reported.
     *
     * @param marked the two steps whose order matters, by their number among those that were chosen; or none
     * @param saved how many switches between actors were saved
     */
    Trial(String name, Order order, int[] marked, int saved) {
        this.name = name;
        this.order = order;
        this.marked = marked;
        this.saved = saved;
        recorder = new Recorder(order);
    }

    /** Makes one whose order is drawn by a number: every other one by priorities. */
    static Trial drawn(long seed) {
        return new Trial("Schedule " + seed, seed % 2 == 0 ? Order.random(seed) : priorities(seed));
    }

    /** Makes one that repeats what was chosen. Throws IllegalArgumentException if the text is wrong. */
    static Trial replay(String choices) {
        return new Trial("The schedule", new Replay(Choices.parse(choices)));
    }

    /** One to three changes of priorities, among 8 to 128 steps: the number says all. */
    static Order priorities(long seed) {
        int kind = (int) Math.floorMod(seed / 2, 15L);
        return new Priorities(seed, 1 + kind % 3, 8 << kind / 3);
    }

    String name() {
        return name;
    }

    Recorder recorder() {
        return recorder;
    }

    /** Returns its runtime, made at the first call. */
    SteppingRuntime runtime() {
        if (runtime == null) {
            runtime = new SteppingRuntime(recorder, Limits.USUAL);
        }
        return runtime;
    }

    boolean ended() {
        return ended;
    }

    /** Returns what was thrown by the body, or by the checks after it; null if nothing was. */
    @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Runs the body and the checks.
     *
     * @param allowed what does not fail it
     * @return an error that tells of the failure; null if there was none
     */
    @Nullable AssertionError run(Explore.Body body, Allowed allowed) {
        Story story = runtime().scheduler().story();
        FaultListener faults = new FaultListener(runtime().scheduler(), allowed);
        Registration listening = Inspection.listen(faults);
        try {
            body.run(runtime());
            check(runtime(), faults, allowed);
        } catch (Throwable e) {
            failure = e;
        } finally {
            listening.close();
        }
        isBlocked = runtime().scheduler().holder() != null;
        failure = story.violation() != null ? story.violation() : failure;
        AssertionError report = failure == null ? null : new AssertionError(name + " fails: " + failure + story(), failure);
        recorder.over();
        ended = true;
        if (isAssumption(failure)) {
            end(runtime());
            throw (RuntimeException) failure;
        }
        try {
            end(runtime());
        } catch (RuntimeException | Error more) {
            if (report == null) {
                throw more;
            }
            report.addSuppressed(more);
        }
        return order instanceof Replay replay && replay.misfit(failure != null) != null
                ? new AssertionError("The schedule no longer fits the body: " + replay.misfit(failure != null), report) : report;
    }

    /** Returns whether the exception says that the test does not apply here. By its name, for it comes with JUnit. */
    private static boolean isAssumption(@Nullable Throwable failure) {
        return failure instanceof RuntimeException && failure.getClass().getName().equals("org.opentest4j.TestAbortedException");
    }

    /** Returns whether a shorter order of a trial that has failed can tell more. */
    boolean isWorthShortening() {
        return !recorder.choices().list().isEmpty() && recorder.actors().size() <= MOST_STEPS && !isBlocked
                && !(failure instanceof VirtualMachineError) && !(failure instanceof InterruptedException)
                && !(failure instanceof ActorInterruptedException) && !Thread.currentThread().isInterrupted();
    }

    private String story() {
        String choices = recorder.choices().toString();
        return runtime().scheduler().story().text(recorder.steps(marked))
                + (marked.length == 0 ? "" : "\nIf the second of the steps marked with * comes before the first, the body passes.")
                + (saved == 0 ? "" : "\nThe order is shortened: it had " + saved + " more switches between actors.")
                + runtime().notRepeatable().map(reason -> "\nIt may not be repeatable: " + reason).orElse("")
                + (choices.isEmpty() ? "" : "\nTo repeat it: Explore.replay(\"" + choices + "\", body), or @ExploreSchedules(replay = \""
                        + choices + "\")");
    }

    private static void check(SteppingRuntime runtime, FaultListener faults, Allowed allowed) {
        runtime.runUntilIdle();
        faults.check();
        if (!allowed.deadlocks() && runtime.scheduler().story().stuck() != null) {
            throw new AssertionError(runtime.scheduler().story().stuck());
        }
        Scheduler scheduler = runtime.scheduler();
        Place waiting = scheduler.list().firstWaiting();
        if (waiting != null) {
            throw new AssertionError(waiting.name() + " waits for " + Story.awaitedBy(waiting)
                    + ", and nothing can end that");
        }
        List<String> left = scheduler.story().live().stream().map(Place::name).toList();
        if (!left.isEmpty()) {
            throw new AssertionError("Actors are left: " + left + ". Stop what the body starts");
        }
    }

    private static void end(SteppingRuntime runtime) {
        for (Place place : runtime.scheduler().story().live()) {
            ActorRef<?> ref = place.ref();
            if (ref != null) {
                ref.stopAsync();
            }
        }
        runtime.close();
    }
}
