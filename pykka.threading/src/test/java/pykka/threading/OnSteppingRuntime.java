package pykka.threading;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
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

        static Driver start() {
            Driver driver = new Driver();
            ActorThreads.platform("pykka-stepping-driver", true, driver).start();
            driver.made.join();
            return driver;
        }

        SteppingRuntime runtime() {
            return made.join();
        }

        @Override
        public void run() {
            SteppingRuntime runtime = new SteppingRuntime().patience(Duration.ofDays(1));
            long begun = System.nanoTime();
            made.complete(runtime);
            for (;;) {
                LockSupport.parkNanos(200_000);
                long now = System.nanoTime() - begun;
                if (!runtime.ready().isEmpty() || now - outside.nanoTime() > TICK_NANOS) {
                    try {
                        outside.pass(now);
                        runtime.advance(Duration.ofNanos(now).minus(runtime.time()));
                    } catch (IllegalStateException e) {
                        // an actor blocks its thread
                    }
                }
            }
        }
    }

    /** The time of the actors' timers. Threads of the suite wait here, and leave it to the driver to end that. */
    private static final class Outside extends Simulation {
        void pass(long now) {
            nanoTime(now);
            ring();
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
        DRIVER.runtime().start(task);
    }

    @Override
    public void wake(ActorTask task) {
        DRIVER.runtime().wake(task);
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        DRIVER.runtime().await(task, waiter);
    }
}
