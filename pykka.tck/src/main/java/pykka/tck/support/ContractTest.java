package pykka.tck.support;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import pykka.api.Actor;
import pykka.api.ActorFactory;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Registration;

/** What the classes of the suite have in common: the runtime under test. */
public abstract class ContractTest {
    /** The name of the runtime under test. */
    protected final String runtime;
    private final List<Registration> registrations = new ArrayList<>();

    protected ContractTest(String runtime) {
        this.runtime = runtime;
    }

    @AfterEach
    void closeTheRegistrations() {
        registrations.forEach(Registration::close);
    }

    /** Has a registration closed at the end of the test. */
    protected Registration untilTheEnd(Registration registration) {
        registrations.add(registration);
        return registration;
    }

    /** Starts an actor on the runtime under test. */
    protected <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory) {
        return start(factory, ActorOptions.defaults());
    }

    /** Starts an actor on the runtime under test, with more options. */
    protected <A extends Actor> ActorRef<A> start(ActorFactory<? extends A> factory, ActorOptions options) {
        return Actor.start(factory, options.runtime(runtime));
    }

    /** A count, divided by the property pykka.tck.scale; at least 1. */
    protected static int scaled(int count) {
        return Math.max(1, count / Integer.getInteger("pykka.tck.scale", 1));
    }

    /** An upper bound of time, multiplied by the property pykka.tck.slack. */
    public static Duration slack(Duration bound) {
        return bound.multipliedBy(Integer.getInteger("pykka.tck.slack", 1));
    }

    /** Waits until a thread is parked, or waits for a lock or a time. */
    protected static void awaitParked(Thread thread) {
        eventually(thread + " waits", () -> thread.getState() == Thread.State.WAITING
                || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** Waits until something becomes true, for five seconds at most. */
    protected static void eventually(String what, BooleanSupplier condition) {
        eventually(what, Duration.ofSeconds(5), condition);
    }

    /**
     * Waits until something becomes true. Polls, because no one tells. To the bound come slack, and what the machine is late by
     * until then.
     */
    protected static void eventually(String what, Duration bound, BooleanSupplier condition) {
        Limit limit = Limit.of(bound);
        while (!condition.getAsBoolean()) {
            if (limit.isOver()) {
                Assertions.fail("not within " + bound + ": " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Runs something and returns how long it took. */
    protected static Duration time(Runnable action) {
        long begin = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * Asserts that something that has just ended took at least, and with slack at most, some time. To the upper bound comes
     * what the machine was late by.
     */
    protected static void assertTook(Duration least, Duration most, Duration taken) {
        Duration late = Lateness.within(taken);
        Assertions.assertTrue(taken.compareTo(least) >= 0 && taken.compareTo(slack(most).plus(late)) <= 0,
                () -> "took " + taken + ", not " + least + " to " + most + "; the machine was late by " + late);
    }

    /** Asserts that something that was done several times is done at once. One of them may have been held up by the machine. */
    protected static void assertAtOnce(List<Duration> taken) {
        Duration median = taken.stream().sorted().toList().get(taken.size() / 2);
        Assertions.assertTrue(median.compareTo(slack(Duration.ofMillis(50))) <= 0, () -> "took " + taken);
    }

    /** The records of this test. A test that does not call this fails if anything is logged at WARN or ERROR. */
    protected static Records log() {
        return LeftBehind.records();
    }
}
