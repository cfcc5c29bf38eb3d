package pykka.api.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;

/**
 * One start, while it makes its actor: if it fails, what was already asked of the actors made meanwhile, and never started, is
 * answered. Starts may be nested.
 */
public final class Construction {
    /** What this thread's start has made: nothing, a cell, or a list of them. Null where there is no start. */
    private static final ThreadWord<Object> MADE = new ThreadWord<>();
    private static final Object NOTHING = new Object();

    private Construction() {}

    /** Returns the start in which this one is nested, to be given to {@link #end}. */
    public static @Nullable Object begin() {
        return MADE.exchange(NOTHING);
    }

    /** The kernel's half of a new actor. Called by its constructor. */
    public static Cell cell(Actor actor) {
        StackReserve.ensure();
        Cell cell = new Cell(actor);
        made(cell);
        return cell;
    }

    /** An actor was made in this start, or returned to it. */
    @SuppressWarnings("unchecked") // nothing else is a list here
    public static void made(Cell cell) {
        Object made = MADE.get();
        if (made == NOTHING) {
            MADE.exchange(cell);
        } else if (made instanceof Cell first && first != cell) {
            MADE.exchange(new ArrayList<>(List.of(first, cell)));
        } else if (made instanceof List<?> cells && !cells.contains(cell)) {
            ((List<Cell>) cells).add(cell);
        }
    }

    public static void end(@Nullable Object outer, boolean succeeded) {
        Object made = MADE.exchange(outer);
        if (succeeded) {
            return;
        }
        if (made instanceof Cell cell) {
            cell.discard();
        } else if (made instanceof List<?> cells) {
            cells.forEach(cell -> ((Cell) cell).discard());
        }
    }

    /** Mocks, and proxies of classes, are made without a constructor. */
    public static IllegalStateException notMade(Class<?> type) {
        return new IllegalStateException("The constructor of Actor has not run for this object of class "
                + Text.clean(type.getName()) + ": it is a mock, or a proxy around an actor, and no actor."
                + " Start the actor itself, or a spy or clone of it");
    }

    /** Of an actor that cannot be started, or not again. */
    static IllegalStateException notNew(Cell cell, Actor given) {
        boolean ended = cell.phase() >= Cell.ENDING;
        Actor other = cell.actor;
        String ref = Text.of(cell.ref());
        if (ended && cell.discarded) {
            return new IllegalStateException(ref + " is of a start that failed: the factory must return a new actor");
        }
        return new IllegalStateException(other == null || other == given
                ? ref + " was started before: the factory must return a new actor"
                : "The object of class " + Text.clean(given.getClass().getName()) + " that the factory returned is a clone or spy"
                        + " of " + ref + ", or is what that was made of, and was started before as the other one: the factory"
                        + " must return a new actor");
    }
}
