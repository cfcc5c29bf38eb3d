package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.context.OpenContexts;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.timer.TimerEnvelope;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.Properties;
import pykka.api.internal.util.SafeThrowable;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.watch.Watch;

/**
 * Ends an actor, in this order: takes it out of the registry, closes the mailbox, drains it, calls one hook, logs how many
 * messages were dropped, completes the promises of the end. If a step throws, for want of memory, no hook or listener is called
 * again, and the promises are completed all the same.
 */
public final class Termination {
    /**
     * The message of HotSpot and OpenJ9 for an array that is larger than any array may be; for an array that does not fit into
     * the heap they have another message.
     */
    private static final String TOO_LARGE = "Requested array size exceeds VM limit";

    private static final ActorEnd CUT_OFF = new ActorEnd(Reason.CUT_OFF, null);
    private static final ActorEnd NOT_STARTED = new ActorEnd(Reason.NOT_STARTED, null);
    /** Used when there is no memory or stack to describe the failure. */
    static final ActorEnd FAILED = new ActorEnd(Reason.FAILED, null);

    private static final StackReserve.Code<Object, @Nullable Throwable, Exception> HOOK = Termination::callHook;
    private static final AtomicLong FAILURES = new AtomicLong();

    private Termination() {}

    /** Returns how many actors a failure has ended. */
    public static long failures() {
        return FAILURES.get();
    }

    /**
     * Returns whether a failure ends all actors, because the JVM itself is in trouble. A StackOverflowError is the trouble of
     * one handler; so is, if the property pykka.oversize says so, an array of a size that no heap could hold.
     */
    static boolean isFatal(Throwable failure) {
        return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError) && !isLocal(failure);
    }

    private static boolean isLocal(Throwable failure) {
        return failure instanceof OutOfMemoryError error && error.getClass() == OutOfMemoryError.class
                && TOO_LARGE.equals(error.getMessage()) && "local".equals(Properties.get("pykka.oversize"));
    }

    /**
     * Ends an actor. Called again if a step threw.
     *
     * @param failure what ended it: fatal, or thrown where no asker gets it; null after a request to stop, or a cut-off
     * @param contexts those of the message that failed. They are closed before the promises are completed, so that dependents
     *     run outside of them
     */
    static void end(ActorCell cell, @Nullable Throwable failure, @Nullable OpenContexts contexts) {
        if (cell.phase() < ActorCell.ENDING) {
            cell.phase(ActorCell.ENDING);
            untilDrained(cell, failure);
        } else if (cell.phase() < ActorCell.DRAINED) {
            close(cell, null, false);
        }
        if (contexts != null) {
            contexts.close(failure);
        }
        try {
            if (cell.phase() < ActorCell.ENDED) {
                cell.phase(ActorCell.ENDED);
                Registry.forget(cell.ref()); // in case another thread has registered it again
                if (ListenerHub.any()) {
                    tellListeners(cell.ref(), failure);
                }
            }
        } finally {
            finish(cell);
        }
    }

    /** Finishes the end: releases what the actor refers to, and completes all promises of the end. Allocates nothing. */
    private static void finish(ActorCell cell) {
        cell.letJvmEnd();
        cell.release();
        cell.carrier = null;
        VarHandle.fullFence();
        Preemption.awaitInterrupt(cell);
        Group.leaveAll(cell.groups(), cell.ref());
        cell.endWatches();
        cell.ref().die();
        cell.completeAtEnd();
    }

    private static void tellListeners(LocalActorRef<?> ref, @Nullable Throwable failure) {
        Reason reason = ref.end().reason();
        ActorEvents.ended(ref, reason, reason == Reason.FAILED ? failure : null); // else it is that of a step of the end
    }

    private static void untilDrained(ActorCell cell, @Nullable Throwable failure) {
        Object actor = cell.actor;
        cell.ref().endsBy(reason(cell, failure));
        if (failure != null) {
            FAILURES.getAndIncrement();
        }
        boolean fatal = failure != null && isFatal(failure);
        if (fatal) {
            stopAll(cell, actor, failure);
        }
        if (failure != null) {
            Log.unhandled(actor, failure);
        }
        boolean found = Registry.forget(cell.ref());
        Log.unregistered(cell.ref(), found || Preemption.isStoppedNow(cell));
        DroppedMessages classes = DroppedMessages.begin();
        long dropped = close(cell, classes, true);
        if (failure == null || fatal) {
            Log.stopped(actor);
        }
        Preemption.endOfInterrupts(cell);
        Throwable inHook = hook(actor, fatal ? null : failure);
        if (inHook != null && inHook != failure) {
            if (isFatal(inHook) && !fatal) {
                stopAll(cell, actor, inHook);
            }
            Log.unhandled(actor, inHook);
        }
        if (dropped > 0) {
            Log.dropped(dropped, actor, classes == null ? null : classes.text());
        }
    }

    /**
     * Returns why the actor ends. A request to stop that it handles is recorded already; stopNow does not have it come to that.
     */
    private static ActorEnd reason(ActorCell cell, @Nullable Throwable failure) {
        if (failure == null) {
            return Preemption.isCutOff(cell) ? CUT_OFF : cell.ref().endOr(StopMark.ASKED.end);
        }
        try {
            return new ActorEnd(Reason.FAILED, SafeThrowable.copy(failure));
        } catch (Throwable e) {
            return FAILED;
        }
    }

    /**
     * Requests all other actors to stop, in order, and does not wait for them. This actor keeps its place among them, and ends
     * anyway.
     */
    private static void stopAll(ActorCell cell, Object actor, Throwable failure) {
        try {
            Log.stoppingAll(failure, actor);
        } finally {
            try {
                StopSequence.withoutWaitingFor(cell);
            } catch (Throwable e) {
                Log.unhandled(actor, e);
            }
        }
    }

    private static @Nullable Throwable hook(Object actor, @Nullable Throwable failure) {
        Thread.interrupted(); // meant for the previous handler, or for none
        try {
            StackReserve.apart(HOOK, actor, failure);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private static void callHook(Object actor, @Nullable Throwable failure) throws Exception {
        if (failure == null) {
            ActorHooks.get().stopped(actor);
        } else {
            ActorHooks.get().failed(actor, failure);
        }
    }

    /**
     * Closes and drains the mailbox. Returns how many told messages were dropped.
     *
     * @param classes to be told which; null if that is not wanted
     * @param tells whether listeners are told which. After an error none is told any more: without memory each would be one more
     */
    private static long close(ActorCell cell, @Nullable DroppedMessages classes, boolean tells) {
        cell.close();
        cell.phase(ActorCell.DRAINING);
        MailboxCapacity bound = cell.bound();
        if (bound != null) {
            bound.close(cell);
        }
        cell.endTimers();
        long dropped = 0;
        boolean tell = tells;
        Throwable failure = null; // one for all asks: there may be very many
        Envelope last = cell.last();
        for (Envelope node; (node = cell.drain(last)) != null;) {
            Object message = node.message;
            if (message == Mark.WITHDRAWN || message instanceof StopMark || node instanceof LocalPromise<?> ask && !ask.begin()) {
                continue;
            }
            if (node instanceof TimerEnvelope timed && !timed.drop()) {
                cell.withdrew();
                continue;
            }
            if (MessageCounts.ON) {
                cell.counts.deadLetter();
            }
            if (node instanceof LocalPromise<?> reply) {
                reply.message = Mark.TAKEN;
                failure = failure == null ? UnhandledAsks.failure(cell) : failure;
                reply.failApart(failure); // its dependents must not delay the end
            } else if (Watch.isNotice(message)) {
                continue; // an actor that stops those that it watches, and itself, loses nothing
            } else {
                dropped++;
                if (classes != null) {
                    classes.add(message);
                }
            }
            tell = tell && cell.deadLetter(Cause.DROPPED, message, node);
        }
        cell.phase(ActorCell.DRAINED);
        return dropped;
    }

    /** Ends an actor that never ran: without hook or log record. Its start does the rest. */
    static void discard(ActorCell cell) {
        cell.ref().endsBy(NOT_STARTED);
        Preemption.announceClose(cell);
        cell.phase(ActorCell.ENDING);
        close(cell, null, true);
        cell.phase(ActorCell.ENDED);
        Registry.forget(cell.ref());
        finish(cell);
    }
}
