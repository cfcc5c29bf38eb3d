package pykka.testkit.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pykka.api.ActorRef;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Simulation;
import pykka.api.spi.Waiter;

/**
 * Runs the actors of a test one message at a time, one thread at a time, in an order that the test says or a number draws, and so
 * in the same order each time. For {@link pykka.api.ActorOptions#runtime(ActorRuntime)}.
 *
 * <p>No actor runs by itself. A test calls {@link #step()}, {@link #step(ActorRef)} or {@link #runUntilIdle}, or it waits, by
 * {@code ask}, {@code get}, {@code stop} or another wait of the library, and the actors run until that wait is over. A handler
 * that waits gives way to the other actors. A wait that no actor can end fails at once with {@link
 * pykka.api.ActorDeadlockException}, whose text says who waits for whom.
 *
 * <p>A step is the handling of one message, the start of an actor with its first message, or what follows a wait of a handler
 * until its end or its next wait. An actor with more messages goes behind the others. A function of a future that the library
 * leaves to a pool elsewhere, because it would hold up an actor that replies, is a step of its own, too.
 *
 * <p>Time stands still, and passes where nothing else can happen: in a wait of the test, in {@link #advance} and in {@link
 * #runUntilIdle(Duration)}. It is the time of the actors' timers, and of the limits of waits, both of actors and of the test. So
 * a test of a day takes no longer than what is handled in it. {@code Thread.sleep} and other clocks know nothing of it.
 *
 * <p>The methods are for the thread of the test, the one that makes this object. Other threads may use the actors, but when they
 * do is not part of the order: {@link #notRepeatable} names them then. A handler that blocks its thread in another way, by a lock
 * or a latch, holds up all actors; after ten seconds the test gets IllegalStateException.
 */
public final class SteppingRuntime implements ActorRuntime, AutoCloseable {
    private final Scheduler scheduler;

    /** Makes a runtime in which the actor goes on first that could go on first. */
    public SteppingRuntime() {
        this(ready -> 0, Limits.USUAL);
    }

    /**
     * Makes a runtime in which a number draws the actor that goes on.
     *
     * @param seed the number; the same one gives the same order
     */
    public SteppingRuntime(long seed) {
        this(Order.random(seed), Limits.USUAL);
    }

    SteppingRuntime(Order order, Limits limits) {
        scheduler = new Scheduler(order, limits);
    }

    /**
     * Sets how long a wait that no actor can end waits for what another thread may do, as a pool that runs the stages of a
     * CompletableFuture, before it fails. Without this it is 100 ms. May be called by any thread; does not block.
     *
     * @param time how long, in real time; zero: not at all
     * @return this
     * @throws IllegalArgumentException if the time is negative
     */
    public SteppingRuntime patience(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("The patience is negative: " + time);
        }
        scheduler.limits(scheduler.limits().patience(time));
        return this;
    }

    /**
     * Makes one step of the actor whose turn it is. Blocks as long as that takes.
     *
     * @return whether there was one; false if no actor can go on
     * @throws IllegalStateException if the actor blocks its thread, or an actor calls this
     */
    public boolean step() {
        return scheduler.run(Drive.step(null)) > 0;
    }

    /**
     * Makes one step of an actor. Blocks as long as that takes.
     *
     * @param ref the actor
     * @return whether there was one; false if the actor has no message, waits, has ended or is of another runtime
     * @throws IllegalStateException if the actor blocks its thread, or an actor calls this
     */
    public boolean step(ActorRef<?> ref) {
        return scheduler.run(Drive.step(ref)) > 0;
    }

    /**
     * Makes steps until no actor can go on, without letting time pass. Blocks as long as that takes. Actors that wait for
     * something that the test will do keep waiting.
     *
     * @return how many steps there were
     * @throws pykka.api.ActorDeadlockException if the actors are not idle after ten million steps
     * @throws IllegalStateException if an actor blocks its thread, or an actor calls this
     */
    public long runUntilIdle() {
        return scheduler.run(Drive.untilIdle());
    }

    /**
     * Makes steps until no actor can go on, and lets time pass to when the next one can, by a timer or the limit of a wait, as
     * long as there is such a time within a limit. Blocks as long as that takes, not as long as the time that passes.
     *
     * @param most how much time may pass; of a negative time, none
     * @return how many steps there were
     * @throws pykka.api.ActorDeadlockException as {@link #runUntilIdle()}
     * @throws IllegalStateException as {@link #runUntilIdle()}
     */
    public long runUntilIdle(Duration most) {
        return scheduler.run(Drive.untilIdle(scheduler.after(most), false));
    }

    /**
     * Makes steps while time passes: as {@link #runUntilIdle(Duration)}, but all of the time passes.
     *
     * @param time how much; of a negative time, none
     * @return how many steps there were
     * @throws pykka.api.ActorDeadlockException as {@link #runUntilIdle()}
     * @throws IllegalStateException as {@link #runUntilIdle()}
     */
    public long advance(Duration time) {
        return scheduler.run(Drive.untilIdle(scheduler.after(time), true));
    }

    /**
     * Returns how much time has passed. May be called by any thread; does not block.
     *
     * @return the time since this runtime was made, zero at first
     */
    public Duration time() {
        return Duration.ofNanos(scheduler.nanoTime());
    }

    /**
     * Returns the actors that can make a step now, in the order in which they could. Does not block.
     *
     * @return their references
     */
    public List<ActorRef<?>> ready() {
        return scheduler.list().refs();
    }

    /**
     * Returns what threads have done that are not part of the order, such as to send a message. May be called by any thread; does
     * not block.
     *
     * @return some of it, as a text; empty if the next run has the same order
     */
    public Optional<String> notRepeatable() {
        return scheduler.outsiders().reason();
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Returns {@code stepping}. */
    @Override
    public String name() {
        return "stepping";
    }

    /** Returns 0: a test that makes this runtime names it. */
    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Simulation simulation() {
        return scheduler;
    }

    @Override
    public void start(ActorTask task) {
        Place place = scheduler.story().place(scheduler, task);
        task.slot(place);
        scheduler.ready(place, "started");
    }

    @Override
    public void wake(ActorTask task) {
        scheduler.ready((Place) task.slot(), "sent to");
    }

    @Override
    public void await(ActorTask task, Waiter waiter) {
        Place place = (Place) task.slot(); // null if it has ended, and a function that its end calls waits
        scheduler.await(place == null ? new ActorPlace(scheduler, task, -1) : place, waiter);
    }

    /**
     * Ends the actors that have something to do or wait, by {@code onFailure}, and the others when the next message wakes them.
     * No actor can be started any more. Blocks as long as {@code onFailure} does; may be called again, by any thread. The thread
     * that made this runtime belongs to the one that it made before, if that is not closed, and else goes by the time of the JVM
     * again.
     */
    @Override
    public void close() {
        scheduler.close();
    }

    @Override
    public String toString() {
        return "stepping: " + ready();
    }
}
