package pykka.testkit.schedule;

import java.util.function.BooleanSupplier;
import pykka.api.spi.Simulation;

/**
 * Runs the body of a test in many orders, and reports the first one in which it fails: who did what, and the text that repeats
 * it. Before, it runs that order again with fewer switches between actors, up to 200 times or for ten seconds, as long as the
 * failure stays the same. One half of the orders is drawn step by step, the other half by priorities of the actors that change at
 * a few steps (PCT), because some faults need many switches between actors, and others need an actor to be held up for long.
 *
 * <p>After the body the actors run until none can go on. Then none may be left, whether idle or waiting: so no ask is open. No
 * message may have been lost ({@link Exploration#allowDeadLetters}), and no actors may have waited for each other in a circle
 * ({@link Exploration#allowDeadlocks}).
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
     * Returns how a body is run as usual, to have it run otherwise.
     *
     * @return the options
     */
    public static Exploration with() {
        return Exploration.usual();
    }

    /**
     * Runs a body in the orders with the numbers from 0.
     *
     * @param count how many
     * @param body the body
     * @throws AssertionError if it fails in one of them; the cause is what the body has thrown
     */
    public static void schedules(int count, Body body) {
        with().schedules(count, body);
    }

    /**
     * Runs a body in one order.
     *
     * @param seed its number
     * @param body the body
     * @throws AssertionError if it fails; the cause is what the body has thrown
     */
    public static void schedule(long seed, Body body) {
        with().schedule(seed, body);
    }

    /**
     * Runs a small body in all orders that there are: {@link Exploration#all}.
     *
     * @param most how many runs at most
     * @param body the body
     * @return whether these were all; false if there are more
     * @throws AssertionError if it fails in one of them; the cause is what the body has thrown
     */
    public static boolean all(int most, Body body) {
        return with().all(most, body);
    }

    /**
     * Runs a body in an order that has failed: {@link Exploration#replay}.
     *
     * @param choices what the failure said
     * @param body the body
     * @throws AssertionError if it fails again, or the choices cannot be made any more; the cause is what the body has thrown
     */
    public static void replay(String choices, Body body) {
        with().replay(choices, body);
    }

    /**
     * Has a condition checked after every step of the body that this thread runs, from now on. No actor runs then, so the
     * condition may read what belongs to actors. It must not use their references: a message would wait behind others, and make
     * other orders of those that are tried. What it throws fails the body, too. Does not block.
     *
     * @param what the condition, in words
     * @param holds returns true if it holds
     * @throws IllegalStateException if this thread has made no {@link SteppingRuntime}
     */
    public static void always(String what, BooleanSupplier holds) {
        if (!(Simulation.current() instanceof Scheduler scheduler)) {
            throw new IllegalStateException("This thread has made no SteppingRuntime, so it runs no body of Explore");
        }
        scheduler.story().always(what, holds);
    }
}
