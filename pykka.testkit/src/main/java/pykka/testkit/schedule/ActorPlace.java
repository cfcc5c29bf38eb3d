package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.inspect.ActorInfo;
import pykka.api.inspect.Inspection;
import pykka.api.spi.ActorTask;
import pykka.api.spi.ActorTask.Turn;

/** An actor in a {@link Scheduler}. */
final class ActorPlace extends Place {
    private final ActorTask task;

    ActorPlace(Scheduler scheduler, ActorTask task, int number) {
        super(scheduler, number);
        this.task = task;
    }

    /** Returns the place of an actor; null if it is of another runtime. */
    static @Nullable Place of(ActorTask task, Scheduler scheduler) {
        return task.slot() instanceof Place place && place.scheduler == scheduler ? place : null;
    }

    @Override
    ActorRef<?> ref() {
        return task.ref();
    }

    @Override
    String name() {
        return task.ref().actorClass().getSimpleName() + "-" + number;
    }

    @Override
    @Nullable String next() {
        String message = task.nextMessage();
        return message != null ? message : task.hasNext() ? "" : null;
    }

    @Override
    int inboxLength() {
        return Inspection.actor(task.ref()).map(ActorInfo::inboxLength).orElse(-1);
    }

    @Override
    Turn run(@Nullable IllegalStateException closed) {
        if (closed != null) {
            task.abandon(closed);
            return Turn.ENDED;
        }
        Turn how = task.run(1, Long.MAX_VALUE);
        return how == Turn.MORE && !task.hasNext() ? task.run(1, Long.MAX_VALUE) : how; // goes idle
    }

    @Override
    public String toString() {
        return task.toString();
    }
}
