package pykka.api;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd.Reason;
import pykka.api.inspect.ActorName;
import pykka.api.internal.actor.ActorEvents;
import pykka.api.internal.util.Time;

/** The keeper of {@link Restarting}. */
final class Restarter<A extends Actor> extends Actor {
    /** The keeper's message to itself when a pause is over. */
    private record Again() {}

    private final Restarting plan;
    private final ActorFactory<? extends A> factory;
    private final Consumer<? super ActorRef<A>> started;
    /** The times of the restarts that the limit counts, the oldest first. */
    private final Deque<Long> restarts = new ArrayDeque<>();
    private @Nullable ActorRef<A> child;

    Restarter(Restarting plan, ActorFactory<? extends A> factory, Consumer<? super ActorRef<A>> started) {
        this.plan = plan;
        this.factory = factory;
        this.started = started;
    }

    @Override
    protected void onStart() {
        begin();
    }

    private void begin() {
        ActorRef<A> made;
        try {
            made = Actor.start(factory, plan.options);
        } catch (Exception e) {
            failed(e);
            return;
        }
        child = made;
        watch(made);
        if (!restarts.isEmpty()) {
            ActorEvents.restarted((ActorName) made, restarts.size());
        }
        started.accept(made);
    }

    @Override
    protected @Nullable Object onReceive(@Nullable Object message) throws Exception {
        if (message instanceof Again) {
            begin();
            return null;
        }
        if (!(message instanceof ActorStopped stopped) || stopped.ref() != child) {
            return super.onReceive(message);
        }
        child = null;
        if (stopped.end().reason() == Reason.FAILED) {
            failed(stopped.end().failure());
        } else {
            stop();
        }
        return null;
    }

    /** Starts the actor again, in a later turn, or throws if that would exceed the limit. */
    private void failed(@Nullable Throwable why) {
        long now = Time.current().now();
        while (!restarts.isEmpty() && Duration.ofNanos(now - restarts.getFirst()).compareTo(plan.window) > 0) {
            restarts.removeFirst();
        }
        if (restarts.size() >= plan.most) {
            throw new ActorException("An actor has failed, and is not started again: it was started again " + restarts.size()
                    + " times within " + plan.window, why);
        }
        restarts.addLast(now);
        Duration pause = plan.pause(restarts.size());
        if (pause.isZero()) {
            actorRef().tell(new Again()); // needs no thread
        } else {
            timers().after(pause, new Again());
        }
    }

    @Override
    protected void onStop() {
        ActorRef<A> last = child;
        if (last != null) {
            last.stopAsync();
        }
    }

    @Override
    protected void onFailure(Throwable failure) {
        onStop();
    }
}
