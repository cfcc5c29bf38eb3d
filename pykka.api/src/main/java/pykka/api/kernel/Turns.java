package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.spi.ActorTask.Turn;

/** What an actor does in a turn: it begins, and handles one message after the other. All failures are contained here. */
final class Turns {
    private Turns() {}

    /** What shows on the thread is the actor's during the turn, and as it was after it. */
    static Turn run(Cell cell, int maxMessages, long maxNanos) {
        Actor actor = cell.actor;
        if (actor == null) {
            return Turn.ENDED;
        }
        Thread thread = Thread.currentThread();
        boolean interrupted = Thread.interrupted();
        Object before = Current.enter(cell);
        ClassLoader theirs = thread.getContextClassLoader();
        ClassLoader own = actor.getClass().getClassLoader();
        if (theirs != own) {
            thread.setContextClassLoader(own);
        }
        try {
            return run(cell, thread, maxMessages, maxNanos);
        } catch (Throwable e) {
            // Nothing that a handler throws comes here. What does is the kernel's own, as an OutOfMemoryError in its code.
            return Ending.failed(cell, e);
        } finally {
            if (thread.getContextClassLoader() != theirs) {
                thread.setContextClassLoader(theirs);
            }
            Current.restore(before);
            Thread.interrupted();
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private static Turn run(Cell cell, Thread thread, int maxMessages, long maxNanos) {
        long begin = maxNanos == Long.MAX_VALUE ? 0 : System.nanoTime();
        boolean heard = Listeners.any();
        cell.carrier = thread;
        if (cell.phase() == Cell.STARTED && !begin(cell)) {
            return Turn.ENDED;
        }
        for (int handled = 0, pauses = 0;;) {
            Node node = cell.poll();
            if (node == null) {
                cell.carrier = null;
                if (cell.idle()) {
                    return Turn.IDLE; // perhaps another thread runs the actor by now
                }
                cell.carrier = thread;
                Inbox.pause(pauses++);
                continue;
            }
            pauses = 0;
            if (!handle(cell, node, heard)) {
                return Turn.ENDED;
            }
            if (thread.isInterrupted()) {
                Thread.interrupted(); // meant for the handler that is over, or for nobody
            }
            if (++handled >= maxMessages || maxNanos != Long.MAX_VALUE && System.nanoTime() - begin >= maxNanos) {
                cell.carrier = null;
                return Turn.MORE;
            }
        }
    }

    private static boolean begin(Cell cell) {
        cell.phase(Cell.RUNNING);
        Listeners.started(cell.ref());
        try {
            Face.get().started(cell.actor);
            return true;
        } catch (Throwable e) {
            Ending.failed(cell, e);
            return false;
        }
    }

    /** Returns false if the actor has ended. The message stays in its envelope until it is handled, for tools. */
    private static boolean handle(Cell cell, Node node, boolean heard) {
        Object message = node.message;
        if (message == Node.STOP) {
            node.message = Node.TAKEN;
            Ending.stopped(cell, node);
            return false;
        }
        Bound bound = cell.bound();
        if (bound != null) {
            bound.leave();
        }
        if (Conservation.ON) {
            cell.counts.handle();
        }
        long begin = heard ? System.nanoTime() : 0;
        Object answer = null;
        Throwable failure = null;
        Actor actor = cell.actor;
        try {
            answer = dispatch(actor, message);
        } catch (Throwable e) {
            failure = e;
        }
        node.message = Node.TAKEN;
        if (heard) {
            Listeners.handled(cell.ref(), message, System.nanoTime() - begin);
        }
        if (!(node instanceof Promise<?> reply)) {
            if (failure == null) {
                return true;
            }
            Ending.failed(cell, failure);
            return false;
        }
        if (failure == null) {
            if (answer == actor) {
                failure = new IllegalStateException(
                        Text.of(cell.ref()) + " answered with itself: answer with its actorRef() instead");
            } else {
                if (!reply.complete(answer)) {
                    Log.replyDropped(actor);
                }
                return true;
            }
        }
        return fail(cell, actor, reply, failure);
    }

    private static boolean fail(Cell cell, Actor actor, Promise<?> reply, Throwable failure) {
        boolean fatal = Ending.isFatal(failure);
        if (!fatal) {
            Log.returned(actor, failure); // first, so that who reads the reply finds the record
        }
        if (!reply.fail(failure)) {
            Log.replyDropped(actor);
        }
        if (fatal) {
            Ending.failed(cell, failure);
        }
        return !fatal;
    }

    private static @Nullable Object dispatch(Actor actor, @Nullable Object message) throws Exception {
        if (message instanceof Invocation invocation) {
            return invocation.invoke(actor);
        }
        return Face.get().receive(actor, message == Node.NULL ? null : message);
    }

    /** The class of the message that an actor handles; null if none. For any thread. */
    static @Nullable String handled(Cell cell) {
        return describe(cell.inHand());
    }

    static @Nullable String describe(@Nullable Object message) {
        if (message == null || message == Node.TAKEN || message == Node.STOP) {
            return null;
        }
        if (message == Node.NULL) {
            return "null";
        }
        return Text.clean((message instanceof Invocation call ? call.described() : message.getClass()).getName());
    }
}
