package pykka.api.internal.actor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorRef;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.StackReserve;

/** The watches of an actor, which it alone begins and gives up: in its constructor, hooks and handlers. */
public final class OwnWatches {
    private OwnWatches() {}

    /** Has an actor watch another one. */
    public static void begin(LocalActorRef<?> watcher, ActorRef<?> watched) {
        StackReserve.ensure();
        Objects.requireNonNull(watched, "ref");
        if (watched == watcher) {
            throw new IllegalArgumentException(watcher + " cannot watch itself: it handles nothing after its end");
        }
        ActorCell cell = own(watcher);
        if (cell != null) {
            LocalPromise<ActorEnd> end = endOf(watched);
            cell.expectFree();
            cell.watches().add(cell, watched, end);
        }
    }

    /** Gives up a watch, if there is one. */
    public static void end(LocalActorRef<?> watcher, ActorRef<?> watched) {
        StackReserve.ensure();
        Objects.requireNonNull(watched, "ref");
        ActorCell cell = own(watcher);
        if (cell != null) {
            cell.watches().end(watched);
        }
    }

    /** Returns a promise of the end, be the actor of this JVM or of another one. */
    @SuppressWarnings("unchecked") // of whenStopped
    private static LocalPromise<ActorEnd> endOf(ActorRef<?> watched) {
        return watched instanceof LocalActorRef<?> ours ? ours.endPromise()
                : (LocalPromise<ActorEnd>) FutureOperations.ours(watched.whenStopped());
    }

    /** Returns the cell to the actor itself; null after its end. */
    private static @Nullable ActorCell own(LocalActorRef<?> watcher) {
        ActorCell cell = watcher.cell();
        if (cell != null && !cell.isOwnTurn()) {
            throw new IllegalStateException("The watches of " + watcher + " are for its own constructor, hooks and handlers");
        }
        return cell;
    }
}
