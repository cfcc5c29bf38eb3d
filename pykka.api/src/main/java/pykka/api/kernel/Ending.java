package pykka.api.kernel;

import org.jspecify.annotations.Nullable;
import pykka.api.Actor;
import pykka.api.ActorDeadException;
import pykka.api.spi.ActorTask.Turn;

/**
 * How an actor ends, step by step and in this order: out of the registry, inbox closed, inbox drained, one hook, the summary of
 * what was dropped, everybody told. The steps throw nothing, not even for want of memory; should one do so all the same, no hook
 * is called again and everybody is told.
 */
final class Ending {
    private Ending() {}

    /** What ends all actors: the JVM itself is in trouble. A StackOverflowError is the trouble of one handler. */
    static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
    }

    /** Because a request to stop was taken. */
    static void stopped(Cell cell, Node request) {
        tellOfEnd(cell, request);
        end(cell, null);
    }

    private static void tellOfEnd(Cell cell, Node request) {
        if (request instanceof Promise<?> told) {
            try {
                cell.atEnd(told);
            } catch (Throwable e) {
                told.fail(e); // no memory to remember it
            }
        }
    }

    /** Because something was thrown that nobody waits for, or that is fatal. */
    static Turn failed(Cell cell, Throwable failure) {
        if (cell.phase() == Cell.ENDING) {
            close(cell); // a step itself had failed, perhaps this one
            over(cell, failure);
        } else if (cell.phase() != Cell.ENDED) {
            end(cell, failure);
        }
        return Turn.ENDED;
    }

    private static void end(Cell cell, @Nullable Throwable failure) {
        Actor actor = cell.actor;
        cell.phase(Cell.ENDING);
        cell.settleHead();
        boolean fatal = failure != null && isFatal(failure);
        if (fatal) {
            stopAll(cell, actor, failure);
        }
        if (failure != null) {
            Log.unhandled(actor, failure);
        }
        Registry.unregister(cell.ref());
        long dropped = close(cell);
        if (failure == null || fatal) {
            Log.stopped(actor);
        }
        Throwable inHook = hook(actor, fatal ? null : failure);
        if (inHook != null && inHook != failure) {
            if (isFatal(inHook) && !fatal) {
                stopAll(cell, actor, inHook);
            }
            Log.unhandled(actor, inHook);
        }
        if (dropped > 0) {
            Log.dropped(dropped, actor);
        }
        over(cell, failure);
    }

    /** The others are asked in order and not waited for. The snapshot holds this actor, which is passed over. */
    private static void stopAll(Cell cell, Actor actor, Throwable failure) {
        Log.stoppingAll(failure, actor);
        try {
            StopAll.withoutWaitingFor(cell);
        } catch (Throwable e) {
            Log.unhandled(actor, e);
        }
    }

    private static @Nullable Throwable hook(Actor actor, @Nullable Throwable failure) {
        Thread.interrupted(); // not meant for the hook
        try {
            if (failure == null) {
                Face.get().stopped(actor);
            } else {
                Face.get().failed(actor, failure);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Closes and drains the inbox. Returns how many told messages were dropped. */
    private static long close(Cell cell) {
        cell.close();
        Bound bound = cell.bound();
        if (bound != null) {
            bound.close();
        }
        long dropped = 0;
        Node last = cell.last();
        for (Node node; (node = cell.drain(last)) != null;) {
            Object message = Inbox.take(node);
            if (message == Node.WITHDRAWN) {
                continue;
            }
            if (message == Node.STOP) {
                tellOfEnd(cell, node);
                continue;
            }
            if (Conservation.ON) {
                cell.counts.deadLetter();
            }
            if (node instanceof Promise<?> reply) {
                reply.fail(unhandled(cell));
            } else {
                dropped++;
            }
        }
        return dropped;
    }

    private static Throwable unhandled(Cell cell) {
        try {
            return new ActorDeadException(cell.ref() + " stopped before handling the message");
        } catch (Throwable e) {
            return e; // no memory: the asker gets that
        }
    }

    private static void over(Cell cell, @Nullable Throwable failure) {
        if (cell.needsKeepAlive()) {
            KeepAlive.exit();
        }
        Registry.forget(cell.ref());
        Listeners.ended(cell.ref(), failure);
        cell.carrier = null;
        cell.over();
    }

    /** An actor that never ran: no hook, no record. Its start does what else there is to do. */
    static void discard(Cell cell) {
        close(cell);
        Registry.forget(cell.ref());
        cell.over();
    }
}
