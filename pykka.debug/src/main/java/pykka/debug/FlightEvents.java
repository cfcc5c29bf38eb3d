package pykka.debug;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pykka.api.Registration;
import pykka.debug.internal.Installed;

/**
 * Records what actors do as events of the JDK Flight Recorder: {@code pykka.ActorStarted}, {@code pykka.ActorStopped},
 * {@code pykka.ActorFailed}, {@code pykka.MessageHandled}, {@code pykka.WaitTimedOut} and {@code pykka.Deadlock}, all enabled
 * unless a recording says otherwise by their names. While no running recording enables one of them, no listener is registered
 * with the actors, and the events cost nothing; this is checked when a recording starts or ends.
 *
 * <p>Where the module jdk.jfr is missing, one WARN says so and nothing is installed. Closing it, or stopping the bundle of this
 * library, unregisters the events; what was recorded stays.
 */
public final class FlightEvents implements Registration {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private @Nullable Recorded recorded;

    private FlightEvents() {}

    /**
     * Registers the events.
     *
     * @param threshold messages that are handled faster than that are not recorded; zero for all
     * @return closing it unregisters the events; {@link #isInstalled()} tells whether there are any
     * @throws IllegalStateException if the events are installed already, or the bundle of this library has been stopped
     */
    public static FlightEvents install(Duration threshold) {
        Objects.requireNonNull(threshold, "threshold");
        FlightEvents events = new FlightEvents();
        Installed.add(events);
        try {
            events.recorded = new Recorded(threshold);
        } catch (LinkageError e) {
            Log.warn("No events of actors are recorded: this JVM has no jdk.jfr. Start it with --add-modules jdk.jfr");
        } finally {
            if (events.recorded == null) {
                events.close();
            }
        }
        return events;
    }

    /**
     * Tells whether the events are registered.
     *
     * @return true from a successful installation until this is closed
     */
    public boolean isInstalled() {
        return open.get();
    }

    /** Unregisters the events. Closing again does nothing. */
    @Override
    public void close() {
        if (!open.getAndSet(false)) {
            return;
        }
        Installed.remove(this);
        if (recorded != null) {
            recorded.close();
        }
    }
}
