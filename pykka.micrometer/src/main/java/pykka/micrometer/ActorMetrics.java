package pykka.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import pykka.api.Registration;
import pykka.api.inspect.ActorSummary;
import pykka.api.inspect.Inspection;

/**
 * Binds meters of all actors to registries, until it is closed. The tags are few: {@code actor} is the simple name of a class,
 * never that of one actor.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>name</th><th>type</th><th>tags</th><th>of</th></tr>
 * <tr><td>{@code pykka.actors.live}</td><td>gauge</td><td></td><td>actors that live now</td></tr>
 * <tr><td>{@code pykka.messages.waiting}</td><td>gauge</td><td></td><td>messages in all inboxes, which are counted when it is
 * read</td></tr>
 * <tr><td>{@code pykka.actors.started}</td><td>counter</td><td>actor</td><td>starts</td></tr>
 * <tr><td>{@code pykka.actors.ended}</td><td>counter</td><td>actor, reason</td><td>ends, by their {@code
 * ActorEnd.Reason}</td></tr>
 * <tr><td>{@code pykka.actors.restarted}</td><td>counter</td><td>actor</td><td>restarts by {@code Restarting}</td></tr>
 * <tr><td>{@code pykka.actors.stuck}</td><td>counter</td><td>actor</td><td>findings of the watchdog</td></tr>
 * <tr><td>{@code pykka.messages.handled}</td><td>timer</td><td>actor, exception</td><td>handlers; {@code none}, or what they
 * threw</td></tr>
 * <tr><td>{@code pykka.messages.waited}</td><td>timer</td><td>actor</td><td>the time in the inbox, if it is wanted</td></tr>
 * <tr><td>{@code pykka.messages.dead}</td><td>counter</td><td>actor, cause</td><td>messages that were not handled, by
 * {@code DeadLetter.Cause}</td></tr>
 * <tr><td>{@code pykka.waits.timedout}</td><td>timer</td><td></td><td>waits that came to nothing</td></tr>
 * <tr><td>{@code pykka.deadlocks}</td><td>counter</td><td></td><td>deadlocks</td></tr>
 * </table>
 */
public final class ActorMetrics implements MeterBinder, AutoCloseable {
    private final boolean inboxTime;
    private final List<Registration> bound = new CopyOnWriteArrayList<>();

    /** All meters but the time in the inbox. */
    public ActorMetrics() {
        this(false);
    }

    private ActorMetrics(boolean inboxTime) {
        this.inboxTime = inboxTime;
    }

    /**
     * Returns one that measures the time in the inbox, too: each send then reads the clock, and takes more memory.
     *
     * @return a new one
     */
    public static ActorMetrics withInboxTime() {
        return new ActorMetrics(true);
    }

    /**
     * Registers the meters, and updates them from now on. May be called by any thread, for several registries.
     *
     * @param registry the registry
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "pykka.actors.live", "Actors that live now", ActorSummary::count);
        gauge(registry, "pykka.messages.waiting", "Messages in all inboxes", ActorSummary::messagesWaiting);
        bound.add(Inspection.listen(new MeterListener(registry, inboxTime)));
    }

    private static void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<ActorSummary> value) {
        Gauge.builder(name, () -> value.applyAsDouble(Inspection.summary(0))).description(description).register(registry);
    }

    /** Updates the meters no more. They stay in their registries. */
    @Override
    public void close() {
        bound.forEach(Registration::close);
        bound.clear();
    }
}
