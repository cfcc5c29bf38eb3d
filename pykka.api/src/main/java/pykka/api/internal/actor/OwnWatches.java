package pykka.api.internal.actor;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.util.StackReserve;

/** The watches of an actor, which it alone begins and gives up: in its constructor, hooks and handlers. */
public final class OwnWatches {
    private OwnWatches() {}

    /** Has an actor watch another one. */
    public static void begin(LocalActorRef<?> watcher, LocalActorRef<?> watched) {
        StackReserve.ensure();
        if (watched == watcher) {
            throw new IllegalArgumentException(watcher + " cannot watch itself: it handles nothing after its end");
        }
        ActorCell cell = own(watcher);
        if (cell != null) {
            EndPromise end = watched.endPromise();
            cell.expectFree();
            cell.watches().add(cell, watched, end);
        }
    }

    /** Gives up a watch, if there is one. */
    public static void end(LocalActorRef<?> watcher, LocalActorRef<?> watched) {
        StackReserve.ensure();
        ActorCell cell = own(watcher);
        if (cell != null) {
            cell.watches().end(watched);
        }
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
