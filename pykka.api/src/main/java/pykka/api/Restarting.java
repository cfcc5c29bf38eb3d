package pykka.api;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Starts an actor again when it fails, so many times within so much time, and after a pause that grows: a small helper made of an
 * actor that {@link Actor#watch watches}. Immutable. The original has no supervision.
 *
 * <pre>{@code
 * ActorRef<?> keeper = Restarting.atMost(5, Duration.ofMinutes(1)).start(Worker::new, ref -> worker = ref);
 * }</pre>
 *
 * <p>Each start makes a new actor with a new reference, which is given to a callback; the old one stays dead. The inbox of an
 * actor that has failed is dropped, as at each end by a failure: its asks fail, what was told is counted in a WARN; nothing is
 * handed on to the new actor, and the old reference refuses all messages.
 *
 * <p>The keeper is an actor, too, of the same runtime, group and bundle. Stopping it stops its actor. An actor that ends by
 * anything but a failure is not started again, and its keeper ends with it. Over the limit the keeper fails with an
 * {@link ActorException}: that is logged, and {@code keeper.whenStopped()} and those that watch the keeper are told.
 */
public final class Restarting {
    final int most;
    final Duration window;
    final ActorOptions options;
    private final Duration first;
    private final Duration longest;

    private Restarting(int most, Duration window, ActorOptions options, Duration first, Duration longest) {
        this.most = most;
        this.window = window;
        this.options = options;
        this.first = first;
        this.longest = longest;
    }

    /**
     * Limits the restarts. The pause before the first one is 100 ms, before each further one twice as long, up to 10 seconds.
     *
     * @param restarts how many there may be within the time; zero: none
     * @param window the time
     * @return a new object
     * @throws IllegalArgumentException if one of them is negative
     */
    public static Restarting atMost(int restarts, Duration window) {
        if (restarts < 0) {
            throw new IllegalArgumentException("restarts is " + restarts + ": say how many there may be, at least 0");
        }
        return new Restarting(restarts, notNegative(window, "window"), ActorOptions.defaults(), Duration.ofMillis(100),
                Duration.ofSeconds(10));
    }

    private static Duration notNegative(Duration time, String name) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + time);
        }
        return time;
    }

    /**
     * Sets the pauses between a failure and the restart. They are counted within the window: after a time without a failure they
     * begin again with the first.
     *
     * @param first the first pause, which is doubled each time; zero: there is none
     * @param longest the longest pause
     * @return a new object
     * @throws IllegalArgumentException if one of them is negative
     */
    public Restarting backOff(Duration first, Duration longest) {
        return new Restarting(most, window, options, notNegative(first, "first"), notNegative(longest, "longest"));
    }

    /**
     * Sets the options of the actor; its keeper has the same runtime, owner and daemon.
     *
     * @param options override those of the class, field by field
     * @return a new object
     */
    public Restarting options(ActorOptions options) {
        return new Restarting(most, window, Objects.requireNonNull(options, "options"), first, longest);
    }

    /**
     * Starts the keeper, which starts the actor. Does not wait for that.
     *
     * @param factory makes a new actor each time, on the keeper; an exception that it throws counts as a failure of the actor, an
     *     error ends the keeper
     * @param started is given the reference of each new actor, the first included, on the keeper; if it throws, the keeper fails
     * @param <A> the class of the actor
     * @return the keeper: to stop it, or to learn of its end
     * @throws IllegalStateException as of {@link Actor#start(ActorFactory, ActorOptions)}, for the keeper
     */
    public <A extends Actor> ActorRef<?> start(ActorFactory<? extends A> factory, Consumer<? super ActorRef<A>> started) {
        Objects.requireNonNull(factory, "factory");
        Objects.requireNonNull(started, "started");
        ActorOptions own = options.owner == null ? options.owner(factory.getClass()) : options;
        return Actor.start(() -> new Restarter<A>(this, factory, started), own.inboxCapacity(Integer.MAX_VALUE));
    }

    /** Returns the pause before a restart, which are numbered from 1. */
    Duration pause(int restart) {
        Duration pause = first;
        for (int i = 1; i < restart && pause.compareTo(longest) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
