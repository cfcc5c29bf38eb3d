package pykka.threading;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorThreads;
import pykka.api.spi.Simulation;
import pykka.api.spi.Waiter;
import pykka.testkit.schedule.SteppingRuntime;

/**
 * The runtime of tests, for the contract suite, whose threads expect actors to run, and time to pass, by themselves: a thread has
 * actors run whenever there is something to do, and lets as much time pass as has passed in the JVM. In this package, its frames
 * are left out of reports.
 */
public final class OnSteppingRuntime implements ActorRuntime {
    private static final Driver DRIVER = Driver.start();

    /** Makes the runtime on a thread that drives it, and so leaves the threads of the suite outside of the simulation. */
    private static final class Driver implements Runnable {
        private static final long TICK_NANOS = 1_000_000;

        private final CompletableFuture<SteppingRuntime> made = new CompletableFuture<>();
        private final Outside outside = new Outside();
        private final Thread thread = ActorThreads.platform("pykka-stepping-driver", true, this);
        /** Actors that were started, or sent a message, from outside or by a timer, and have not run since. */
        private final Queue<ActorTask> runnable = new ConcurrentLinkedQueue<>();

        static Driver start() {
            Driver driver = new Driver();
            driver.thread.start();
            driver.made.join();
            return driver;
        }

        SteppingRuntime runtime() {
            return made.join();
        }

        @Override
        public void run() {
            SteppingRuntime runtime = new SteppingRuntime().patience(Duration.ofDays(1));
            made.complete(runtime);
            long begun = System.nanoTime();
            long last = begun;
            for (;;) {
                LockSupport.parkNanos(200_000);
                long now = System.nanoTime();
                outside.pass(now - begun);
                if (!runnable.isEmpty() || !runtime.ready().isEmpty() || now - last > TICK_NANOS) {
                    try {
                        last = go(runtime, Duration.ofNanos(now - last)) ? System.nanoTime() : now;
                    } catch (IllegalStateException e) {
                        last = System.nanoTime(); // an actor blocks its thread
                    }
                }
            }
        }

        /**
         * Lets time pass before actors run for what was sent, and only up to the end of a wait, if one ends: so a limit that a
         * handler sets begins no earlier than it is set. Returns whether an actor ran: the time that it took has not passed.
         */
        private boolean go(SteppingRuntime runtime, Duration passed) {
            long steps = runtime.runUntilIdle(passed);
            if (steps == 0) {
                steps = runtime.advance(passed);
            }
            for (ActorTask task = runnable.poll(); task != null; task = runnable.poll()) {
                run(runtime, task);
            }
            return steps + runtime.runUntilIdle() > 0;
        }

        /** An actor has something to do: what comes from an actor is in the order of the actors, what a timer sends is not. */
        void hears(ActorTask task) {
            if (Simulation.current() == runtime().simulation() && Thread.currentThread() != thread) {
                run(runtime(), task);
            } else {
                runnable.add(task);
            }
        }

        private static void run(SteppingRuntime runtime, ActorTask task) {
            if (task.slot() == null) {
                runtime.start(task);
            } else {
                runtime.wake(task);
            }
        }
    }

    /**
     * The time of the actors' timers. It is ahead of that by which they ring, because a thread that sets one reads what it was when
     * the driver has looked last. Threads of the suite wait here, and leave it to the driver to end that.
     */
    private static final class Outside extends Simulation {
        private static final long AHEAD_NANOS = 5_000_000;

        void pass(long now) {
            nanoTime(now + AHEAD_NANOS);
            LongUnaryOperator known = timers();
            if (known != null) {
                known.applyAsLong(now);
            }
        }

        @Override
        public void await(Waiter waiter) {
            Simulation inside = Simulation.current();
            if (inside != null) {
                inside.await(waiter);
                return;
            }
            while (!waiter.isDone()) {
                if (waiter.nanosLeft() == Long.MAX_VALUE) {
                    LockSupport.park();
                } else {
                    LockSupport.parkNanos(Math.max(1, waiter.nanosLeft()));
                }
            }
        }
    }

    /** For ServiceLoader. */
    public OnSteppingRuntime() {}

    @Override
    public String name() {
        return DRIVER.runtime().name();
    }

    @Override
    public int priority() {
        return DRIVER.runtime().priority();
    }

    @Override
    public Simulation simulation() {
        return DRIVER.outside;
    }

    @Override
    public void start(ActorTask task) {
        DRIVER.hears(task);
    }

    @Override
    public void wake(ActorTask task) {
        DRIVER.hears(task);
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        DRIVER.runtime().await(task, waiter);
    }
}
