package pykka.api.kernel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pykka.api.Actor;

/**
 * One start, while it makes its actor: if it fails, what was already asked of the actors made meanwhile, and never started, is
 * answered. Starts may be nested.
 */
public final class Construction implements AutoCloseable {
    // Removed when the outermost start ends: a value of our class would pin our class loader in a foreign thread.
    private static final ThreadLocal<Construction> LOCAL = new ThreadLocal<>();

    private final @Nullable Construction outer = LOCAL.get();
    private @Nullable Cell first;
    private @Nullable List<Cell> more;
    private boolean succeeded;

    private Construction() {
        LOCAL.set(this);
    }

    public static Construction begin() {
        return new Construction();
    }

    /** The kernel's half of a new actor. Called by its constructor. */
    public static Cell cell(Actor actor) {
        Cell cell = new Cell(actor);
        Construction construction = LOCAL.get();
        if (construction != null) {
            construction.made(cell);
        }
        return cell;
    }

    public void made(Cell cell) {
        if (first == null || first == cell) {
            first = cell;
        } else {
            if (more == null) {
                more = new ArrayList<>();
            }
            more.add(cell);
        }
    }

    public void succeeded() {
        succeeded = true;
    }

    @Override
    public void close() {
        if (outer == null) {
            LOCAL.remove();
        } else {
            LOCAL.set(outer);
        }
        if (!succeeded) {
            if (first != null) {
                first.discard();
            }
            if (more != null) {
                more.forEach(Cell::discard);
            }
        }
    }
}
