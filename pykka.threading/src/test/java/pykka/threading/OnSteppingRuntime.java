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
 * The runtime of tests, for the contract suite, whose threads expect actors to run by themselves: a thread has them run whenever there is
 * something to do. In this package, its frames are left out of reports.
 */
public final class OnSteppingRuntime implements ActorRuntime {
    private static final SteppingRuntime STEPPING = Driver.start();

    /** Makes the runtime on a thread that drives it, and so leaves the threads of the suite outside of the simulation. */
    private static final class Driver implements Runnable {
        private final CompletableFuture<SteppingRuntime> made = new CompletableFuture<>();

        static SteppingRuntime start() {
            Driver driver = new Driver();
            ActorThreads.platform("pykka-stepping-driver", true, driver).start();
            return driver.made.join();
        }

        @Override
        public void run() {
            SteppingRuntime runtime = new SteppingRuntime().patience(Duration.ofDays(1));
            made.complete(runtime);
            for (;;) {
                LockSupport.parkNanos(200_000);
                if (!runtime.ready().isEmpty()) {
                    try {
                        runtime.runUntilIdle();
                    } catch (IllegalStateException e) {
                        // an actor blocks its thread
                    }
                }
            }
        }
    }

    /** For ServiceLoader. */
    public OnSteppingRuntime() {}

    @Override
    public String name() {
        return STEPPING.name();
    }

    @Override
    public int priority() {
        return STEPPING.priority();
    }

    @Override
    public Simulation simulation() {
        return STEPPING.simulation();
    }

    @Override
    public void start(ActorTask task) {
        STEPPING.start(task);
    }

    @Override
    public void wake(ActorTask task) {
        STEPPING.wake(task);
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        STEPPING.await(task, waiter);
    }
}
