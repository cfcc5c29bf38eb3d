package pykka.testkit.schedule;

import java.util.List;

/**
 * Runs the body of a test in many orders, and reports the first one in which it fails: who did what, and the number that repeats it.
 * One half of the orders is drawn step by step, the other half by priorities of the actors that change at a few steps (PCT), because
 * some faults need many switches between actors, and others need an actor to be held up for long.
 *
 * <p>After the body the actors run until none can go on. Then none may be left, whether idle or waiting.
 *
 * <p>All methods block, and are for threads that run no actor. In JUnit, {@link ExploreSchedules} does the same.
 */
public final class Explore {
    private Explore() {}

    /** The body of a test. */
    @FunctionalInterface
    public interface Body {
        /**
         * Starts actors of a runtime, has them do something, checks what they have done, and stops them.
         *
         * @param runtime a new one for each order
         * @throws Throwable if the check fails
         */
        void run(SteppingRuntime runtime) throws Throwable;
    }

    /**
     * Runs a body in the orders with the numbers from 0.
     *
     * @param count how many
     * @param body the body
     * @throws AssertionError if it fails in one of them; the cause is what the body has thrown
     */
    public static void schedules(int count, Body body) {
        for (long seed = 0; seed < count; seed++) {
            schedule(seed, body);
        }
    }

    /**
     * Runs a body in one order.
     *
     * @param seed its number
     * @param body the body
     * @throws AssertionError if it fails; the cause is what the body has thrown
     */
    public static void schedule(long seed, Body body) {
        run(seed, runtime(seed), body);
    }

    /** Returns a new runtime for an order. */
    static SteppingRuntime runtime(long seed) {
        return new SteppingRuntime(seed % 2 == 0 ? Order.random(seed) : priorities(seed), Limits.USUAL);
    }

    /** One to three changes of priorities, among 8 to 128 steps: the number says all. */
    private static Order priorities(long seed) {
        int kind = (int) Math.floorMod(seed / 2, 15L);
        return new Priorities(seed, 1 + kind % 3, 8 << kind / 3);
    }

    static void run(long seed, SteppingRuntime runtime, Body body) {
        try {
            body.run(runtime);
            check(runtime);
        } catch (Throwable e) {
            AssertionError failed = new AssertionError("Schedule " + seed + " fails: " + e + runtime.scheduler().story()
                    + runtime.notRepeatable().map(reason -> "\nIt may not be repeatable: " + reason).orElse(""), e);
            try {
                end(runtime);
            } catch (RuntimeException | Error more) {
                failed.addSuppressed(more);
            }
            throw failed;
        }
        end(runtime);
    }

    private static void check(SteppingRuntime runtime) {
        runtime.runUntilIdle();
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
        runtime.scheduler().story().live().forEach(place -> place.task.ref().stopAsync());
        runtime.close();
    }
}
