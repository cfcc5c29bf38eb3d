package pykka.api.spi;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.internal.util.Time;

/**
 * A runtime of tests as the kernel sees it: no actor runs by itself, so a thread that waits for one has to have it run; and it has a
 * time of its own. Extended by such a runtime, and returned by its {@link ActorRuntime#simulation}. Where no thread of the JVM has entered one,
 * it costs a wait one read of a field before the thread parks, and one if the wait has a limit.
 */
@ConsumerType
public abstract class Simulation {
    private final Own time = new Own(this);
    private final AtomicReference<@Nullable LongUnaryOperator> timers = new AtomicReference<>();

    /** For runtimes. */
    protected Simulation() {}

    /** The time of a simulation, by which its threads go. */
    private static final class Own extends Time {
        final Simulation simulation;
        volatile long now;

        Own(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public long now() {
            return now;
        }
    }

    /**
     * Tells whether any thread of this JVM has entered a simulation.
     *
     * @return true if so
     */
    public static boolean exists() {
        return Time.isReplaced();
    }

    /**
     * Returns the simulation that this thread belongs to. Never blocks.
     *
     * @return what this thread has entered last; null if there is none
     */
    public static @Nullable Simulation current() {
        return of(Time.entered());
    }

    private static @Nullable Simulation of(@Nullable Time time) {
        return time instanceof Own own ? own.simulation : null;
    }

    /**
     * Makes the calling thread one of this simulation: when it waits for anything, {@link #await} is called, and the limits of its
     * waits are in the time of this simulation. A thread of a test that drives the actors enters, and so do the threads that run
     * them.
     *
     * @return the simulation that the thread belonged to, for {@link #leave}; null if there was none
     */
    protected final @Nullable Simulation enter() {
        return of(Time.enter(time));
    }

    /**
     * Takes the calling thread out of its simulation.
     *
     * @param before what {@link #enter} returned on this thread
     */
    protected static void leave(@Nullable Simulation before) {
        Time.enter(before == null ? null : before.time);
    }

    /**
     * Waits, on a thread that does not run an actor of this simulation in a turn, and has actors run meanwhile. Called by the kernel
     * where a thread that has entered would park, and where any other thread would park for an actor of this simulation.
     *
     * @param waiter the wait; done when this returns
     * @throws pykka.api.ActorDeadlockException if nothing can end the wait
     */
    public abstract void await(Waiter waiter);

    // ---- time

    /**
     * Returns the time of this simulation, by which the timers of its actors and the limits of its threads' waits go. For any thread.
     *
     * @return nanoseconds since the beginning
     */
    public final long nanoTime() {
        return time.now;
    }

    /**
     * Sets the time. For the thread that runs the actors.
     *
     * @param nanos the time, not before {@link #nanoTime}
     */
    protected final void nanoTime(long nanos) {
        time.now = nanos;
    }

    /**
     * Sends the messages of the timers that are due, and learns of new timers. For the thread that runs the actors.
     *
     * @return when the next timer is due; {@link Long#MAX_VALUE} if there is none
     */
    protected final long ring() {
        LongUnaryOperator known = timers.get();
        return known == null ? Long.MAX_VALUE : known.applyAsLong(time.now);
    }

    /**
     * Returns what does the work of {@link #ring}. For the kernel.
     *
     * @return null if there has been no timer
     */
    public final @Nullable LongUnaryOperator timers() {
        return timers.get();
    }

    /**
     * Sets what does the work of {@link #ring}, once. For the kernel.
     *
     * @param first given the time, sends what is due, and returns when the next timer is
     * @return what was set first
     */
    public final LongUnaryOperator timers(LongUnaryOperator first) {
        LongUnaryOperator before = timers.compareAndExchange(null, first);
        return before == null ? first : before;
    }
}
