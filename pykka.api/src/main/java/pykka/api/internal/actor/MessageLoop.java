package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.internal.context.OpenContexts;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Invocation;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.mailbox.Wrapped;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.timer.ReceiveTimer;
import pykka.api.internal.timer.TimerEnvelope;
import pykka.api.internal.util.GiveWay;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.ThreadContext;
import pykka.api.spi.ActorTask.Turn;

/** Runs the turns of an actor: begins it, and handles one message after the other. All failures are contained here. */
public final class MessageLoop {
    /**
     * Once in this many messages, the link of the previous envelope is cleared even if that is a plain one, and is looked whether
     * there is a listener.
     */
    private static final int CUT = 16;

    private MessageLoop() {}

    /**
     * Runs a turn, or ends the actor if it is abandoned. Sets the context class loader, interrupt status and current actor for
     * the turn, and restores them.
     */
    static Turn run(ActorCell cell, int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger,
            @Nullable Throwable abandoned) {
        Object actor = cell.actor;
        if (actor == null) {
            return Turn.ENDED;
        }
        Thread thread = Thread.currentThread();
        boolean interrupted = Thread.interrupted();
        ClassLoader theirs = thread.getContextClassLoader();
        ClassLoader own = actor.getClass().getClassLoader();
        boolean entered = false;
        Object before = null;
        try {
            before = CurrentCompleter.enter(cell);
            entered = true;
            ThreadContext.loader(thread, own);
            return abandoned == null ? messages(cell, actor, thread, own, maxMessages, maxNanos, linger) : end(cell, abandoned);
        } catch (Throwable e) {
            // Nothing that user code throws arrives here, only errors of the kernel's own code, such as an OutOfMemoryError.
            if (!entered && abandoned == null && e instanceof OutOfMemoryError) {
                GiveWay.now(); // to threads that may free memory, if the runtime runs the actor again at once
                return Turn.MORE; // nothing has happened yet: a new virtual thread has no memory for its first ThreadLocal
            }
            return broken(cell, e);
        } finally {
            if (entered) {
                CurrentCompleter.restore(before);
            }
            ThreadContext.loader(thread, theirs);
            Thread.interrupted();
            if (interrupted) {
                ThreadContext.interrupt(thread);
            }
        }
    }

    private static Turn broken(ActorCell cell, Throwable failure) {
        if (cell.phase() < ActorCell.ENDING) {
            if (cell.head() instanceof LocalPromise<?> asked) {
                asked.message = Mark.TAKEN;
                asked.failApart(failure); // it may not have been answered yet
            }
        }
        for (int i = 0; i < 3 && !cell.isEndTold(); i++) {
            try {
                Termination.end(cell, failure, null);
            } catch (Throwable e) {
                // again, from the phase that was reached
            }
        }
        return Turn.ENDED;
    }

    private static Turn end(ActorCell cell, @Nullable Throwable failure) {
        Termination.end(cell, failure, null);
        return Turn.ENDED;
    }

    private static Turn messages(ActorCell cell, Object actor, Thread thread, @Nullable ClassLoader own, int maxMessages,
            long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
        long begin = maxNanos == Long.MAX_VALUE ? 0 : System.nanoTime();
        boolean heard = false;
        MailboxCapacity bound = cell.bound();
        cell.carrier = thread;
        if (cell.phase() == ActorCell.STARTED && !begin(cell)) {
            return Turn.ENDED;
        }
        ReceiveTimer receive = cell.receiveTimer(); // one that is set in this turn ends the turn
        for (int handled = 0, pauses = 0;;) {
            if (Preemption.isToEnd(cell)) {
                return end(cell, null);
            }
            boolean cut = handled % CUT == 0;
            heard = cut ? ListenerHub.any() : heard; // in a long turn, too
            Envelope node = cell.poll(cut);
            if (node == null) {
                markHandled(cell.head());
                if (pauses == 0 && linger != null && linger.test(cell) && cell.hasNext()) {
                    continue;
                }
                cell.carrier = null;
                if (cell.idle()) { // includes a full fence
                    Preemption.awaitInterrupt(cell);
                    return Turn.IDLE; // perhaps another thread runs the actor by now
                }
                cell.carrier = thread;
                Mailbox.pause(pauses++);
                continue;
            }
            pauses = 0;
            if (thread.isInterrupted()) {
                Thread.interrupted(); // meant for the previous handler, or for none
                if (Preemption.isToEnd(cell)) {
                    ThreadContext.interrupt(thread); // or sent by the cut-off: then it is for the next handler
                }
            }
            if (!handle(cell, actor, node, bound, heard)) {
                return Turn.ENDED;
            }
            ThreadContext.loader(thread, own); // the handler may have changed it
            if (receive != null && !(node instanceof TimerEnvelope timed && timed.isOfSilence())) {
                receive.received();
            }
            if (++handled >= maxMessages || Preemption.isTurnToEnd(cell)
                    || maxNanos != Long.MAX_VALUE && System.nanoTime() - begin >= maxNanos) {
                markHandled(cell.head());
                cell.carrier = null;
                VarHandle.fullFence();
                Preemption.awaitInterrupt(cell);
                return Turn.MORE;
            }
        }
    }

    /** Marks the last message as handled, so that monitors do not find it. Called before the consumer pauses. */
    private static void markHandled(Envelope last) {
        if (last.message != Mark.TAKEN) { // not that of an ask, which is TAKEN already: its asker may read that cache line
            last.message = Mark.TAKEN;
        }
    }

    private static boolean begin(ActorCell cell) {
        cell.phase(ActorCell.RUNNING);
        if (ListenerHub.any()) {
            ActorEvents.started(cell.ref());
        }
        try {
            ActorHooks.get().started(cell.actor);
            return true;
        } catch (Throwable e) {
            Termination.end(cell, e, null);
            return false;
        }
    }

    /**
     * Handles one message. Returns false if the actor has ended. The message stays in its envelope while it is handled, because
     * monitors read it.
     */
    private static boolean handle(ActorCell cell, Object actor, Envelope node, @Nullable MailboxCapacity bound, boolean heard) {
        Object message = node.message;
        if (message == Mark.WITHDRAWN || node.getClass() != Envelope.class && !begin(cell, node)) {
            return true; // its sender found the mailbox closed, or does not wait for the answer; its timer was cancelled
        }
        if (message instanceof StopMark stop) {
            cell.ref().endsBy(stop.end);
            Termination.end(cell, null, null);
            return false;
        }
        if (MessageCounts.ON) {
            cell.counts.handle();
        }
        if (bound != null) {
            bound.leave();
        }
        if (!(message instanceof Wrapped)) {
            return handle(cell, actor, node, message, heard, null);
        }
        OpenContexts contexts = OpenContexts.of(cell.ref(), message);
        try {
            return handle(cell, actor, node, Wrapped.content(message), heard, contexts);
        } finally {
            close(contexts, null); // of what was told, and if an error of the kernel's own code has left them open
        }
    }

    private static void close(@Nullable OpenContexts contexts, @Nullable Throwable failure) {
        if (contexts != null) {
            contexts.close(failure);
        }
    }

    /** As above, with the contexts of the message, which are open. After a failure they are closed when it is logged. */
    private static boolean handle(ActorCell cell, Object actor, Envelope node, Object message, boolean heard,
            @Nullable OpenContexts contexts) {
        long begin = heard ? System.nanoTime() : 0;
        Object answer = null;
        Throwable failure = null;
        try {
            answer = node instanceof DeferEnvelope ? run(actor, message) : dispatch(cell, actor, message);
            if (answer == actor && node instanceof LocalPromise) {
                failure = new IllegalStateException(
                        SafeText.of(cell.ref()) + " answered with itself: answer with its actorRef() instead");
            }
        } catch (RefusedMessage e) {
            if (node instanceof LocalPromise) {
                failure = e.reason;
            } else {
                Log.unexpected(actor, message);
            }
        } catch (Throwable e) {
            failure = e;
        }
        if (heard) {
            node.message = Mark.TAKEN;
            ActorEvents.handled(cell.ref(), message, node.waited(begin), System.nanoTime() - begin, failure);
        }
        if (node instanceof LocalPromise<?> reply) {
            reply.message = Mark.TAKEN; // the future may be retained
            return answer(cell, actor, reply, answer, failure, contexts);
        }
        return told(cell, node, failure, contexts);
    }

    private static boolean begin(ActorCell cell, Envelope node) {
        if (node instanceof LocalPromise<?> ask) {
            return ask.begin();
        }
        boolean begun = !(node instanceof TimerEnvelope timed) || timed.begin();
        if (!begun) {
            cell.withdrew();
        }
        return begun;
    }

    private static boolean told(
            ActorCell cell, Envelope node, @Nullable Throwable failure, @Nullable OpenContexts contexts) {
        if (failure == null) {
            if (node.getClass() == TimerEnvelope.class) {
                ((TimerEnvelope) node).handled();
            }
            return true;
        }
        Termination.end(cell, failure, contexts);
        return false;
    }

    private static boolean answer(ActorCell cell, Object actor, LocalPromise<?> reply, @Nullable Object answer,
            @Nullable Throwable failure, @Nullable OpenContexts contexts) {
        boolean fatal = failure != null && Termination.isFatal(failure);
        if (failure != null && !fatal) {
            Log.returned(actor, failure); // before the reply, so that its reader finds the record
        }
        if (!fatal) {
            close(contexts, failure); // before the reply, so that its dependents run outside of them
        }
        boolean first = failure == null ? reply.complete(answer) : fatal ? reply.failApart(failure) : reply.fail(failure);
        if (!first) {
            Log.replyDropped(actor);
        }
        if (fatal) {
            Termination.end(cell, failure, contexts);
        }
        return !fatal;
    }

    @SuppressWarnings("unchecked") // the ref that sent it has the type of the actor
    private static @Nullable Object run(Object actor, Object code) throws Exception {
        ((ActorConsumer<Object>) code).accept(actor);
        return null;
    }

    private static @Nullable Object dispatch(ActorCell cell, Object actor, @Nullable Object message) throws Exception {
        if (message instanceof Invocation invocation) {
            return invocation.invoke(actor);
        }
        if (ActorHooks.proxies().takes(message)) {
            return ActorHooks.proxies().handle(cell.ref(), actor, message);
        }
        return ActorHooks.get().receive(actor, message == Mark.NULL ? null : message);
    }

    /**
     * Returns the name of the class of the message that an actor handles, or has just handled; null if there is none. For any
     * thread.
     */
    public static @Nullable String handled(ActorCell cell) {
        return cell.phase() == ActorCell.RUNNING ? MessageNames.of(cell.head().message) : null;
    }
}
