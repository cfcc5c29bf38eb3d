package pykka.api.internal.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.util.ThreadSlot;

/**
 * One start, while it makes its actor. Starts may be nested. What was already asked of the actors that were made meanwhile, and are
 * not started, is answered when it is over. While the thread of a start waits, all actors that it is making wait.
 */
public final class StartScope {
    /**
     * What this thread's start has made: nothing, a cell, or else a Construction; null where there is no start. Nearly every start is
     * in no other one, and makes one actor: it allocates nothing.
     */
    private static final ThreadSlot<Object> CURRENT = new ThreadSlot<>();
    private static final Object NOTHING = new Object();

    /** What the start in which this one is nested has made; null if there is none. */
    private final @Nullable Object outer;
    private final List<ActorCell> made = new ArrayList<>();

    private StartScope(@Nullable Object outer) {
        this.outer = outer;
    }

    /** Returns what has to be given to {@link #end}, on the same thread. */
    public static @Nullable Object begin() {
        Object outer = CURRENT.exchange(NOTHING);
        if (outer != null) {
            CURRENT.exchange(new StartScope(outer));
        }
        return outer;
    }

    /** The kernel's half of a new actor. Called by its constructor. Outside of a start it is not alive before one is given it. */
    public static ActorCell cell(Object actor) {
        StackReserve.ensure();
        ActorCell cell = new ActorCell(actor);
        if (!made(cell)) {
            cell.close();
        }
        return cell;
    }

    /** An actor was made in this start, or returned to it. Returns false if there is no start. */
    public static boolean made(ActorCell cell) {
        Object now = CURRENT.get();
        if (now == NOTHING) {
            CURRENT.exchange(cell);
        } else if (now instanceof StartScope several) {
            several.add(cell);
        } else if (now != null && now != cell) {
            StartScope several = new StartScope(null);
            several.add((ActorCell) now);
            several.add(cell);
            CURRENT.exchange(several);
        }
        return now != null;
    }

    private void add(ActorCell cell) {
        if (!made.contains(cell)) {
            made.add(cell);
        }
    }

    public static void end(@Nullable Object outer, boolean succeeded) {
        Object now = CURRENT.exchange(outer);
        if (now instanceof ActorCell cell) {
            end(cell, succeeded);
        } else if (now instanceof StartScope several) {
            for (int i = 0; i < several.made.size(); i++) { // no lambda: there may be no stack to link it
                end(several.made.get(i), succeeded);
            }
        }
    }

    private static void end(ActorCell cell, boolean succeeded) {
        if (succeeded) {
            cell.suspend();
        } else {
            cell.discard();
        }
    }

    /** The actors that this thread is making. */
    static List<ActorCell> making() {
        Object now = CURRENT.get();
        if (now == null) {
            return List.of();
        }
        List<ActorCell> making = new ArrayList<>();
        while (now instanceof StartScope several) {
            making.addAll(several.made);
            now = several.outer;
        }
        if (now instanceof ActorCell cell) {
            making.add(cell);
        }
        making.removeIf(cell -> cell.phase() != ActorCell.NEW);
        return making;
    }

    /** Mocks, and proxies of classes, are made without a constructor. */
    public static IllegalStateException notMade(Class<?> type) {
        return new IllegalStateException("The constructor of Actor has not run for this object of class "
                + SafeText.clean(type.getName()) + ": it is a mock, or a proxy around an actor, and no actor."
                + " Start the actor itself, or a spy or clone of it");
    }
}
