package pykka.api.internal.promise;

import org.jspecify.annotations.Nullable;
import pykka.api.internal.util.ThreadSlot;
import pykka.api.spi.ActorCarrier;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Simulation;

/**
 * Tells on behalf of which completer the current thread runs: an actor, or a function of a future. Read only before a wait, and
 * where an actor's own sends must be told apart from those of others.
 */
public final class CurrentCompleter {
    private static final ThreadSlot<Completer> LOCAL = new ThreadSlot<>();

    private CurrentCompleter() {}

    public static @Nullable Completer get() {
        if (Thread.currentThread() instanceof ActorCarrier carrier && carrier.current() instanceof Completer actor) {
            return actor;
        }
        return LOCAL.get();
    }

    /** Returns the simulation without which a wait of this thread for a promise would not end; null outside of tests. */
    static @Nullable Simulation simulation(LocalPromise<?> leaf) {
        if (!Simulation.exists()) {
            return null;
        }
        Completer awaited = leaf.completer;
        Simulation its = awaited == null ? null : awaited.simulation();
        return its != null ? its : Simulation.current();
    }

    /** Makes an actor the current completer of this thread. Returns the argument for {@link #restore}. */
    public static <C extends ActorTask & Completer> @Nullable Object enter(C actor) {
        if (Thread.currentThread() instanceof ActorCarrier carrier) {
            Object before = carrier.current();
            carrier.current(actor);
            return before;
        }
        return enterLocal(actor);
    }

    static @Nullable Object enterLocal(Completer completer) {
        return LOCAL.exchange(completer);
    }

    public static void restore(@Nullable Object before) {
        if (Thread.currentThread() instanceof ActorCarrier carrier) {
            carrier.current((ActorTask) before);
        } else {
            restoreLocal(before);
        }
    }

    static void restoreLocal(@Nullable Object before) {
        LOCAL.exchange((Completer) before);
    }
}
