package pykka.api.internal.actor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.util.ThreadSlot;

/**
 * The scope of one start, while it constructs its actor. Starts may be nested. Actors that are constructed in the scope and not
 * started are closed when the scope ends, and the asks that they already have are failed. While the thread of a start waits,
 * all actors that it is constructing wait.
 */
public final class StartScope {
    /**
     * What this thread's start has constructed: NOTHING, a cell, or else a StartScope; null outside a start. Nearly every start
     * is not nested and constructs one actor: then it allocates nothing.
     */
    private static final ThreadSlot<Object> CURRENT = new ThreadSlot<>();
    private static final Object NOTHING = new Object();

    /** What the start around this one has constructed; null if there is none. */
    private final @Nullable Object outer;
    private final List<ActorCell> made = new ArrayList<>();

    private StartScope(@Nullable Object outer) {
        this.outer = outer;
    }

    /** Begins a start. Returns what has to be given to {@link #end}, on the same thread. */
    public static @Nullable Object begin() {
        Object outer = CURRENT.exchange(NOTHING);
        if (outer != null) {
            CURRENT.exchange(new StartScope(outer));
        }
        return outer;
    }

    /**
     * Creates the cell of a new actor. Called by the actor's constructor. Outside a start, the actor is not alive until a start
     * has it.
     */
    public static ActorCell cell(Object actor) {
        StackReserve.ensure();
        ActorCell cell = new ActorCell(actor);
        if (!made(cell)) {
            cell.close();
        }
        return cell;
    }

    /** Records an actor that was constructed in this start, or returned to it. Returns false if there is no start. */
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
            Startup.suspend(cell);
        } else {
            Startup.discard(cell);
        }
    }

    /** Returns the actors that this thread is constructing. */
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

    /** Returns the exception for an object whose constructor did not run: a mock, or a proxy of a class. */
    public static IllegalStateException notMade(Class<?> type) {
        return new IllegalStateException("The constructor of Actor has not run for this object of class "
                + SafeText.clean(type.getName()) + ": it is a mock, or a proxy around an actor, and no actor."
                + " Start the actor itself, or a spy or clone of it");
    }
}
