package pykka.api.spi;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.Registration;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.Time;

/**
 * A runtime of tests as the kernel sees it: no actor runs by itself, so a thread that waits for one has to have it run; and it
 * has a time of its own. Extended by such a runtime, and returned by its {@link ActorRuntime#simulation}. Where no thread of the
 * JVM has entered one, it costs a wait one read of a field before the thread parks, and one if the wait has a limit; and one
 * where a continuation is left to a pool.
 */
@ConsumerType
public abstract class Simulation {
    private volatile long now;
    private final AtomicReference<@Nullable LongUnaryOperator> timers = new AtomicReference<>();

    /** For runtimes. */
    protected Simulation() {}

    /** A thread in a simulation, by whose time it goes. */
    private static final class Stay extends Time implements Registration {
        private final Thread thread = Thread.currentThread();
        private final Simulation simulation;
        private volatile boolean over;

        Stay(Simulation simulation) {
            this.simulation = simulation;
        }

        @Override
        public long now() {
            return simulation.now;
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void close() {
            over = true;
            if (Thread.currentThread() == thread) {
                Time.entered();
            }
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
     * @return the one that this thread has entered last, of those that it is still in; null if there is none
     */
    public static @Nullable Simulation current() {
        return Time.entered() instanceof Stay stay ? stay.simulation : null;
    }

    /**
     * Makes the calling thread one of this simulation: when it waits for anything, {@link #await} is called, and the limits of
     * its waits are in the time of this simulation. A thread of a test that drives the actors enters, and so do the threads that
     * run them. Without a close, the thread stays and keeps this simulation until the thread ends.
     *
     * @return takes the thread out again, so that it belongs to what it entered before and is still in. Any thread may close it: a
     *     wait that has begun goes on as it was
     */
    protected final Registration enter() {
        FirstUse.prepare(); // or the library's first use would be in this simulation, and leave continuations there
        Stay stay = new Stay(this);
        Time.enter(stay);
        return stay;
    }

    /**
     * Waits, on a thread that does not run an actor of this simulation in a turn, and has actors run until then. Called by the
     * kernel where a thread that has entered would park, and where any other thread would park for an actor of this simulation.
     *
     * @param waiter the wait; done when this returns
     * @throws pykka.api.ActorDeadlockException if nothing can end the wait
     */
    public abstract void await(Waiter waiter);

    /**
     * Hears that the calling thread has done something to an actor that is neither a message nor the end of a wait: it has set or
     * cancelled a timer of the actor, has withdrawn an ask to it, asks for its end, perhaps not as the first one, or waits for a
     * place in its inbox. What other threads do to the actor may have another effect before that than after it. Called by the
     * kernel, on any thread; does nothing unless overridden, and must neither block nor throw.
     *
     * @param task the actor
     */
    public void touched(ActorTask task) {}

    /**
     * Takes a continuation, which the kernel leaves to a pool outside of tests: a function of a future that would hold up the
     * thread that completes it. It is run once, as a step of its own, by a thread that has entered. If it waits, {@link #await}
     * is called on that thread. Called by the kernel on a thread that {@link #current} says this simulation of; must neither
     * block nor run it.
     *
     * @param step the continuation; throws nothing
     * @return false if it is not taken, and so left to the pool; without an override, it is not
     */
    public boolean execute(Runnable step) {
        return false;
    }

    // ---- time

    /**
     * Returns the time of this simulation, by which the timers of its actors and the limits of its threads' waits go. For any
     * thread.
     *
     * @return nanoseconds since the beginning
     */
    public final long nanoTime() {
        return now;
    }

    /**
     * Sets the time. For the thread that runs the actors.
     *
     * @param nanos the time, not before {@link #nanoTime}
     */
    protected final void nanoTime(long nanos) {
        now = nanos;
    }

    /**
     * Sends the messages of the timers that are due, and learns of new timers. For the thread that runs the actors.
     *
     * @return when the next timer is due; {@link Long#MAX_VALUE} if there is none
     */
    protected final long ring() {
        LongUnaryOperator known = timers.get();
        return known == null ? Long.MAX_VALUE : known.applyAsLong(now);
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
