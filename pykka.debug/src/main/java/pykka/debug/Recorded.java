package pykka.debug;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Event;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorRegistry;
import pykka.api.Registration;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.ActorListener;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.Inspection;

/** Registers the events of the flight recorder, and listens to actors while a recording wants one. Not loaded without jdk.jfr. */
final class Recorded implements FlightRecorderListener, ActorListener {
    private static final List<Class<? extends Event>> TYPES = List.of(Events.ActorStarted.class, Events.ActorStopped.class,
            Events.ActorFailed.class, Events.MessageHandled.class, Events.WaitTimedOut.class, Events.Deadlock.class);

    private static final AtomicBoolean ONE = new AtomicBoolean();

    private final long threshold;
    /** The registered listener; null while no recording wants the events. */
    private final AtomicReference<@Nullable Registration> listening = new AtomicReference<>();
    private volatile boolean closed;

    /** There is one at a time: closing one of two would unregister the events of both. */
    Recorded(Duration threshold) {
        this.threshold = Nanos.of(threshold);
        if (!ONE.compareAndSet(false, true)) {
            throw new IllegalStateException("The events are installed already: close what FlightEvents.install returned first");
        }
        boolean done = false;
        try {
            TYPES.forEach(FlightRecorder::register);
            FlightRecorder.addListener(this);
            update();
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Whatever it throws, the events can be installed again. */
    void close() {
        closed = true;
        try {
            FlightRecorder.removeListener(this);
            update();
            TYPES.forEach(FlightRecorder::unregister);
        } finally {
            ONE.set(false);
        }
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        update();
    }

    private boolean isWanted() {
        try {
            return !closed && TYPES.stream().anyMatch(type -> EventType.getEventType(type).isEnabled());
        } catch (IllegalStateException e) {
            return false; // unregistered just now
        }
    }

    /** Several threads may be here: the last one finds what the others have done. */
    private void update() {
        boolean wanted;
        do {
            wanted = isWanted();
            if (!wanted) {
                stopListening(listening.getAndSet(null));
            } else if (listening.get() == null) {
                Registration mine = Inspection.listen(this);
                if (!listening.compareAndSet(null, mine)) {
                    stopListening(mine);
                }
            }
        } while (wanted != isWanted());
    }

    private static void stopListening(@Nullable Registration handle) {
        if (handle != null) {
            handle.close();
        }
    }

    @Override
    public void started(ActorName actor) {
        Events.ActorStarted event = new Events.ActorStarted();
        event.actor = actor.urn();
        event.actorClass = actor.className();
        event.commit();
    }

    @Override
    public void ended(ActorName actor, Reason reason, @Nullable String failure) {
        if (reason == Reason.FAILED) {
            Events.ActorFailed event = new Events.ActorFailed();
            event.actor = actor.urn();
            event.actorClass = actor.className();
            event.failure = failure;
            event.commit();
        } else {
            Events.ActorStopped event = new Events.ActorStopped();
            event.actor = actor.urn();
            event.actorClass = actor.className();
            event.reason = reason.name();
            event.commit();
        }
    }

    @Override
    public void handled(ActorName actor, String message, long waited, long nanos, @Nullable String failure) {
        Events.MessageHandled event = new Events.MessageHandled();
        if (nanos < threshold || !event.shouldCommit()) {
            return;
        }
        event.actor = actor.urn();
        event.actorClass = actor.className();
        event.message = message;
        event.handledFor = nanos;
        event.inboxLength = ActorRegistry.getByUrn(actor.urn()).flatMap(Inspection::actor).map(ActorInfo::inboxLength).orElse(0);
        event.commit();
    }

    @Override
    public void timedOut(String who, @Nullable ActorName waitsFor, long nanos) {
        Events.WaitTimedOut event = new Events.WaitTimedOut();
        event.who = who;
        event.waitedFor = waitsFor == null ? "a future without a completer" : waitsFor.toString();
        event.waited = nanos;
        event.commit();
    }

    @Override
    public void deadlock(String report) {
        Events.Deadlock event = new Events.Deadlock();
        event.report = report;
        event.commit();
    }
}
