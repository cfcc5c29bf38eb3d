package pykka.api.internal.actor;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.context.Carriers;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.mailbox.MessageNames;
import pykka.api.internal.mailbox.Retries;
import pykka.api.internal.mailbox.TimedEnvelope;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.promise.TimedAsk;
import pykka.api.internal.timer.TimerTarget;
import pykka.api.internal.timer.TimerThread;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.ListenerHub;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;
import pykka.api.spi.Simulation;

/**
 * The senders' side of an actor: the capacity of its mailbox, what is told and asked, and the wake. Against false sharing, the
 * fields that senders read stand here, behind the tail, which they write: the JVM puts the fields of a superclass first.
 */
abstract class ActorMailbox extends Mailbox implements ActorTask, Completer {
    private static final long serialVersionUID = 1;
    private static final AtomicReferenceFieldUpdater<ActorMailbox, @Nullable MailboxCapacity> BOUND =
            AtomicReferenceFieldUpdater.newUpdater(ActorMailbox.class, MailboxCapacity.class, "bound");

    /** Created by the first sender before the start, or by the starter; null until then, UNLIMITED if there is no limit. */
    private transient volatile @Nullable MailboxCapacity bound;
    // Written by the starter before the runtime gets the task; other threads may see null a while longer.
    transient @Nullable ActorRuntime runtime;
    private transient @Nullable ActorOptions options;
    public final transient @Nullable MessageCounts counts = MessageCounts.ON ? new MessageCounts() : null;

    /** Opens the mailbox for the start of the actor. */
    final void open(ActorRuntime runtime, ActorOptions options) {
        this.runtime = runtime;
        this.options = options;
        open();
        if (options.inboxCapacity() == Integer.MAX_VALUE) {
            bound = MailboxCapacity.UNLIMITED;
        } else {
            places().limit(options.inboxCapacity(), options.whenFull());
        }
    }

    /**
     * Returns the capacity. Messages are counted from the first one on, because whether there is a limit is known only when the
     * actor is started.
     */
    private MailboxCapacity places() {
        MailboxCapacity now = bound;
        if (now == null) {
            MailboxCapacity made = new MailboxCapacity();
            now = BOUND.compareAndSet(this, null, made) ? made : bound;
        }
        return now;
    }

    /** Returns the capacity; null if there is no limit, or before anything was counted. */
    final @Nullable MailboxCapacity bound() {
        MailboxCapacity now = bound;
        return now == MailboxCapacity.UNLIMITED ? null : now;
    }

    @Override
    public final ActorOptions options() {
        return options == null ? ActorOptions.defaults() : options;
    }

    /** How many messages may wait; Integer.MAX_VALUE if there is no limit. */
    public final int capacity() {
        return options().inboxCapacity();
    }

    @Override
    public final boolean daemon() {
        return options != null && options.daemon();
    }

    public final String runtimeName() {
        ActorRuntime now = runtime;
        return now == null ? "none" : now.name();
    }

    @Override
    public final @Nullable String waitRefusal() {
        ActorRuntime now = runtime;
        return now == null ? null : now.waitRefusal();
    }

    @Override
    public final @Nullable Thread soleThread() {
        ActorRuntime now = runtime;
        return now == null ? null : now.soleThread();
    }

    @Override
    public final @Nullable Simulation simulation() {
        ActorRuntime now = runtime;
        return now == null ? null : now.simulation();
    }

    /** Tells the simulation, if there is one, what its {@link Simulation#touched} says. Never throws. */
    final void touched() {
        Simulation now = simulation();
        if (now != null) {
            now.touched(this);
        }
    }

    @Override
    public final @Nullable BlockingWait heldUpBy() {
        BlockingWait own = waiting();
        Thread sole = own != null ? null : soleThread();
        if (sole == null) {
            return own;
        }
        VarHandle.fullFence(); // after the publication of the caller's own wait: see BlockingWait.parkThread
        return BlockingWait.of(sole);
    }

    /** Returns what to put into an envelope for a message, with the context of the calling thread. */
    static Object inContext(@Nullable Object message, boolean ask) {
        return Carriers.around(message == null ? Mark.NULL : message, ask);
    }

    /**
     * Returns an envelope for what {@link #inContext} has returned. It is allocated before a place in the mailbox is taken: an
     * OutOfMemoryError after that would lose the place.
     */
    static Envelope envelope(Object sent) {
        return ListenerHub.timed() ? new TimedEnvelope(sent) : new Envelope(sent);
    }

    public final void tell(@Nullable Object message, boolean neverWait) {
        send(envelope(inContext(message, false)), neverWait);
    }

    final void defer(ActorConsumer<?> code) {
        send(ListenerHub.timed() ? new TimedEnvelope(inContext(new RunMessage<>(code), false))
                : new DeferEnvelope(inContext(code, false)), false);
    }

    final void send(Envelope node, boolean neverWait) {
        Object message = node.message; // an envelope that is not accepted loses it
        if (status() == CLOSED) {
            throw dead(message, node);
        }
        if (bound != MailboxCapacity.UNLIMITED) {
            enter(message, node, null, neverWait);
        }
        if (!accept(node)) {
            throw dead(message, node);
        }
    }

    private ActorDeadException dead(@Nullable Object message, Envelope node) {
        deadLetter(Cause.DEAD, message, node);
        return notFound();
    }

    /** Puts a message into the mailbox and counts it. Returns false if the mailbox is closed. */
    private boolean accept(Envelope node) {
        boolean accepted = enqueue(node);
        if (accepted && MessageCounts.ON) {
            counts.accept();
        }
        return accepted;
    }

    /** Prepares for {@link #sendFree}, which allocates nothing. */
    final void expectFree() {
        places();
    }

    /** Sends a message that is always taken, as those that an actor sends to itself. */
    public final void sendFree(Envelope node) {
        MailboxCapacity places = bound();
        if (places != null) {
            places.enterAlways();
        }
        accept(node);
    }

    /** Sends a message of a timer, and never waits. Returns what {@link TimerTarget#deliver} does. */
    final int deliver(Envelope node) {
        if (status() == CLOSED) {
            return TimerTarget.CLOSED;
        }
        if (bound != MailboxCapacity.UNLIMITED) {
            MailboxCapacity places = places();
            if (places != MailboxCapacity.UNLIMITED && !places.tryEnter()) {
                return TimerTarget.FULL;
            }
        }
        return accept(node) ? TimerTarget.ACCEPTED : TimerTarget.CLOSED;
    }

    private void enter(@Nullable Object message, Envelope node, @Nullable Deadline deadline, boolean neverWait) {
        MailboxCapacity places = places();
        if (places == MailboxCapacity.UNLIMITED) {
            return;
        }
        try {
            places.enter(this, deadline, neverWait);
        } catch (ActorInboxFullException e) {
            places.refuse();
            if (MessageCounts.ON) {
                counts.refuse();
            }
            deadLetter(Cause.INBOX_FULL, message, node);
            throw e;
        } catch (ActorDeadException e) {
            deadLetter(Cause.DEAD, message, node);
            throw e;
        }
        node.stamp();
    }

    /**
     * Sends an ask.
     *
     * @param cancellable whether the reply is handed out, so that it can be cancelled; if not, and if the wait for it cannot be
     *     refused, the actor is spared the CAS by which it begins an ask that may be withdrawn
     */
    public final <T extends @Nullable Object> LocalPromise<T> ask(
            @Nullable Object message, @Nullable Deadline deadline, boolean cancellable) {
        LocalPromise<T> reply = ListenerHub.timed() ? new TimedAsk<>() : new LocalPromise<>();
        if (status() == CLOSED) {
            reply.fail(dead(message, reply));
            return reply;
        }
        Object sent = inContext(message, true);
        if (bound != MailboxCapacity.UNLIMITED) {
            try {
                enter(message, reply, deadline, false);
            } catch (ActorDeadException | ActorInboxFullException e) {
                reply.fail(e);
                return reply;
            }
        }
        reply.message = sent;
        if (CurrentCompleter.get() != null || deadline != null && options().withdrawTimedOut()) {
            reply.allowWithdrawal(); // only the wait of an actor, or of a function of a future, can be refused
        } else if (cancellable) {
            reply.allowCancellation();
        }
        reply.completedBy(this);
        if (!accept(reply)) {
            deadLetter(Cause.DEAD, message, reply);
            reply.fail(notFoundOrWhy());
        }
        return reply;
    }

    /**
     * Ends the actor: a runtime that throws when it is woken has lost its threads, as a pool that was shut down. The thread of
     * the timers leaves that to another one, because the hooks of the actor run in it.
     */
    private void lost(RuntimeException why) {
        if (!TimerThread.isCurrent() || !Retries.add(() -> {
            abandon(why);
            return true;
        })) {
            abandon(why);
        }
    }

    @Override
    public final @Nullable String nextMessage() {
        Envelope next = head().next;
        return next == null ? null : MessageNames.of(next.message);
    }

    /** Called when a message to this actor was withdrawn: its envelope may stay in the mailbox, its place becomes free. */
    @Override
    public final void withdrew() {
        if (MessageCounts.ON) {
            counts.withdraw();
        }
        MailboxCapacity places = bound();
        if (places != null) {
            places.leave();
        }
        touched();
    }

    @Override
    public final void pending(int change) {
        MessageCounts.pending(change);
    }

    /** Returns how many messages a full mailbox has refused. */
    public final long refused() {
        MailboxCapacity places = bound();
        return places == null ? 0 : places.refused();
    }

    /**
     * Tells listeners of a message that is not handled, if there are any. Never throws.
     *
     * @param node the envelope in which it was, or would have been
     */
    abstract boolean deadLetter(Cause cause, @Nullable Object message, Envelope node);

    /** Returns the exception for a message that cannot be accepted. */
    abstract ActorDeadException notFound();

    /** Returns the exception for an accepted ask that the actor has not begun to handle. */
    abstract ActorDeadException unhandled();

    /**
     * Returns the exception for an ask that cannot be accepted. The asker is answered in any case: without stack or memory for
     * the exception, by that error.
     */
    final Throwable notFoundOrWhy() {
        try {
            return notFound();
        } catch (Throwable e) {
            return e;
        }
    }

    @Override
    public final void wake() {
        try {
            runtime.wake(this);
        } catch (RuntimeException e) {
            lost(e);
        }
    }
}
