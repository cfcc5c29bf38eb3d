package pykka.testkit.schedule;

import org.jspecify.annotations.Nullable;
import pykka.api.ActorRef;
import pykka.api.spi.ActorTask.Turn;

/** What follows the completion of a future, in a {@link Scheduler}: run once, in its turn, as an actor is. */
final class Continuation extends Place {
    private final Runnable step;

    Continuation(Scheduler scheduler, Runnable step, int number) {
        super(scheduler, number);
        this.step = step;
    }

    @Override
    @Nullable ActorRef<?> ref() {
        return null;
    }

    @Override
    String name() {
        return "Continuation-" + number;
    }

    @Override
    @Nullable String next() {
        return null;
    }

    @Override
    int inboxLength() {
        return -1;
    }

    /** Runs even if the scheduler is closed: a future is to be completed. */
    @Override
    Turn run(@Nullable IllegalStateException closed) {
        step.run();
        return Turn.ENDED;
    }

    @Override
    public String toString() {
        return name();
    }
}
