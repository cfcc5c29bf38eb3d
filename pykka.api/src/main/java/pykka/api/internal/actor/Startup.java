package pykka.api.internal.actor;

import pykka.api.ActorEnd.Reason;
import pykka.api.ActorOptions;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;
import pykka.api.spi.ActorRuntime;

/** Starts a constructed actor, or discards it if its start fails. */
public final class Startup {
    private Startup() {}

    /**
     * Registers the actor and gives the task to the runtime. If that throws, the cell is discarded and nothing of the start
     * stays behind.
     *
     * @param actor the actor to run, which may be a copy (a clone or spy) of the one that was constructed
     */
    public static void start(ActorCell cell, Object actor, ActorRuntime runtime, ActorOptions options, Class<?> starter) {
        if (!cell.claimStart()) {
            throw notNew(cell, actor);
        }
        cell.actor = actor;
        boolean done = false;
        try {
            cell.open(runtime, options);
            enterGroups(cell, runtime, starter);
            if (!options.daemon() && !runtime.holdsJvm()) {
                cell.keepJvmAlive();
            }
            Registry.register(cell.ref());
            Log.starting(actor);
            runtime.start(cell);
            done = true;
        } finally {
            if (!done) {
                Termination.discard(cell);
                Log.unregistered(cell.ref(), true);
            }
        }
    }

    /** Returns the exception for an actor that cannot be started, or not again. */
    private static IllegalStateException notNew(ActorCell cell, Object actor) {
        boolean ended = cell.phase() >= ActorCell.ENDING;
        Object other = cell.actor;
        String name = SafeText.of(cell.ref());
        if (ended && cell.end().reason() == Reason.NOT_STARTED) {
            return new IllegalStateException(name + " is of a start that failed: the factory must return a new actor");
        }
        return new IllegalStateException(other == null || other == actor
                ? name + " was started before: the factory must return a new actor"
                : "The object of class " + SafeText.clean(actor.getClass().getName())
                        + " that the factory returned is a clone or spy"
                        + " of " + name + ", or is what that was made of, and was started before as the other one: the factory"
                        + " must return a new actor");
    }

    private static void enterGroups(ActorCell cell, ActorRuntime runtime, Class<?> starter) {
        ActorCell parent = ActorCell.current();
        Group[] all = Group.ofStart(parent == null ? null : parent.groups());
        Host framework = Host.get();
        if (framework != null) {
            Class<?> owner = ActorHooks.get().owner(cell.options());
            all = Group.all(framework.groups(owner == null ? starter : owner, cell.actor.getClass(), runtime.getClass()), all);
        }
        if (all.length > 0) {
            cell.enter(all);
        }
    }

    /**
     * Called when the start that constructed an actor is over. If the actor was not started, the asks in its mailbox are failed,
     * and the mailbox is closed until a start opens it.
     */
    static void suspend(ActorCell cell) {
        if (cell.phase() == ActorCell.NEW) {
            cell.close();
            cell.endWatches();
            cell.endTimers();
            Envelope last = cell.last();
            for (int i = 0; !UnhandledAsks.fail(cell, last, false); i++) {
                Mailbox.pause(i);
            }
        }
    }

    /** Called when the start that constructed an actor failed: the asks in its mailbox are failed. */
    static void discard(ActorCell cell) {
        if (cell.claimStart()) {
            Termination.discard(cell);
        }
    }
}
