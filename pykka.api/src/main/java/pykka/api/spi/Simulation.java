package pykka.api.spi;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import pykka.api.internal.util.ThreadSlot;

/**
 * A runtime of tests as the kernel sees it: no actor runs by itself, so a thread that waits for one has to have it run. Extended by
 * such a runtime, and returned by its {@link ActorRuntime#simulation}. Where there is none in the JVM, it costs a wait one read of a
 * field before the thread parks.
 */
@ConsumerType
public abstract class Simulation {
    private static final ThreadSlot<Simulation> CURRENT = new ThreadSlot<>();
    /** Whether there has been any. */
    private static volatile boolean any;

    /** For runtimes. */
    protected Simulation() {
        any = true;
    }

    /**
     * Tells whether there has been a simulation in this JVM.
     *
     * @return true if so
     */
    public static boolean exists() {
        return any;
    }

    /**
     * Returns the simulation that this thread belongs to. Never blocks.
     *
     * @return what this thread has entered last; null if there is none
     */
    public static @Nullable Simulation current() {
        return any ? CURRENT.get() : null;
    }

    /**
     * Makes the calling thread one of this simulation: when it waits for anything, {@link #await} is called. A thread of a test that
     * drives the actors enters, and so do the threads that run them.
     *
     * @return the simulation that the thread belonged to, for {@link #leave}; null if there was none
     */
    protected final @Nullable Simulation enter() {
        return CURRENT.exchange(this);
    }

    /**
     * Takes the calling thread out of its simulation.
     *
     * @param before what {@link #enter} returned on this thread
     */
    protected static void leave(@Nullable Simulation before) {
        CURRENT.exchange(before);
    }

    /**
     * Waits, on a thread that does not run an actor of this simulation in a turn, and has actors run meanwhile. Called by the kernel
     * where a thread that has entered would park, and where any other thread would park for an actor of this simulation.
     *
     * @param waiter the wait; done when this returns
     * @throws pykka.api.ActorDeadlockException if nothing can end the wait
     */
    public abstract void await(Waiter waiter);
}
