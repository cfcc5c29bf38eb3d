package pykka.api.internal.actor;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.inspect.ActorName;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.timer.OwnTimers;
import pykka.api.internal.timer.ReceiveTimer;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.internal.watch.Watcher;
import pykka.api.internal.watch.Watches;
import pykka.api.spi.ActorCarrier;
import pykka.api.spi.Simulation;

/**
 * The kernel's part of an actor: its phase, what it waits for, and what the runtime sees of it; {@link ActorMailbox} is its
 * senders' side, {@link Stoppable} what others know of its end. {@link Startup} starts it, {@link MessageLoop} runs its turns,
 * {@link Preemption} ends or interrupts one of them, {@link Termination} ends it, {@link UnhandledAsks} are answered then.
 */
public final class ActorCell extends Stoppable implements BooleanSupplier, Watcher {
    /** Constructed, not started. */
    static final int NEW = 0;
    /** Its start has begun; the runtime has the task, or is about to get it. */
    static final int STARTED = 1;
    /** Has begun its first turn. */
    static final int RUNNING = 2;
    /** Has begun to end. */
    static final int ENDING = 3;
    /** Has closed its mailbox, and drains it: fails the asks, and counts the other messages as dropped. */
    static final int DRAINING = 4;
    /** Has drained its mailbox, which must not be drained again: a late sender may have cut off the link to another one. */
    static final int DRAINED = 5;
    /** Has ended, and releases what it refers to. */
    static final int ENDED = 6;
    /** Added to the phase while this actor is counted among those that keep the JVM alive: a field of its own costs 8 bytes. */
    private static final int KEEPS_JVM = 8;

    private static final long serialVersionUID = 1;
    private static final AtomicInteger THREADS = new AtomicInteger();
    private static final AtomicIntegerFieldUpdater<ActorCell> PHASE =
            AtomicIntegerFieldUpdater.newUpdater(ActorCell.class, "phase");
    private static final AtomicReferenceFieldUpdater<ActorCell, @Nullable ActorExtras> EXTRAS =
            AtomicReferenceFieldUpdater.newUpdater(ActorCell.class, ActorExtras.class, "extras");

    private final transient LocalActorRef<?> ref;
    private transient volatile int phase;
    private transient Group @Nullable [] groups;
    private transient @Nullable Object slot;
    private transient volatile @Nullable ActorExtras extras;
    private transient volatile @Nullable BlockingWait waiting;
    /** The thread that runs the turn. Monitors read it without order; {@link Preemption} says how it is interrupted. */
    public transient @Nullable Thread carrier;
    /** Cleared when the actor has ended. */
    transient @Nullable Object actor;
    // Against false sharing, what the consumer reads and writes for each message comes last, away from what senders write. It is
    // of reference types, because the JVM puts fields of all other types before those.
    /** See {@link Preemption}. */
    transient volatile @Nullable Object preemption;
    private transient Envelope head = this;

    ActorCell(Object actor) {
        this.actor = actor;
        ref = new LocalActorRef<>(actor.getClass(), this);
    }

    /** Returns the actor on whose behalf this thread runs; null if there is none. */
    static @Nullable ActorCell current() {
        return CurrentCompleter.get() instanceof ActorCell cell ? cell : null;
    }

    @Override
    public LocalActorRef<?> ref() {
        return ref;
    }

    @Override
    public Envelope head() {
        return head;
    }

    @Override
    public void head(Envelope node) {
        head = node;
    }

    // ---- phases

    int phase() {
        return phase & ~KEEPS_JVM;
    }

    void phase(int next) {
        int now;
        do {
            now = phase;
        } while (!PHASE.compareAndSet(this, now, now & KEEPS_JVM | next));
    }

    /** Begins the only start of this actor, or its end without one. Returns false if either has begun before. */
    boolean claimStart() {
        return PHASE.compareAndSet(this, NEW, STARTED);
    }

    /** Returns whether no start has this actor or is constructing it. */
    boolean isUnstarted() {
        return phase() == NEW && status() == CLOSED;
    }

    /** Returns whether this thread runs the actor, or its constructor. */
    boolean isOwnTurn() {
        return this == CurrentCompleter.get() || phase() == NEW && BlockingWait.isMaking(this);
    }

    void enter(Group[] entered) {
        groups = entered;
        for (Group group : entered) {
            group.enter(ref);
        }
    }

    public Group @Nullable [] groups() {
        return groups;
    }

    void keepJvmAlive() {
        KeepAlive.enter();
        PHASE.getAndAdd(this, KEEPS_JVM);
    }

    /** Lets the JVM exit without this actor, once: after a cut-off, the actor's end comes later or never. */
    void letJvmEnd() {
        for (int now = phase; (now & KEEPS_JVM) != 0; now = phase) {
            if (PHASE.compareAndSet(this, now, now & ~KEEPS_JVM)) {
                KeepAlive.exit();
                return;
            }
        }
    }

    @Override
    ActorEnd end() {
        return ref.end();
    }

    /** Releases what an actor that has ended refers to. */
    void release() {
        slot = null;
        actor = null;
    }

    // ---- messages that are not handled

    @Override
    ActorDeadException notFound() {
        return phase() == NEW ? new ActorDeadException(ref + " was not started: give its constructor to Actor.start")
                : new ActorDeadException(ref + " not found", ref.failure());
    }

    @Override
    ActorDeadException unhandled() {
        return phase() == NEW ? notFound() : new ActorDeadException(ref + " stopped before handling the message", ref.failure());
    }

    @Override
    boolean deadLetter(Cause cause, @Nullable Object message, Envelope node) {
        return !ListenerHub.any() || ActorEvents.deadLetter(ref, message, cause, ref.endReason(), node instanceof LocalPromise,
                node instanceof DeferEnvelope);
    }

    public void unexpected(@Nullable Object message) {
        Object self = actor;
        Log.unexpected(self == null ? ref : self, message);
    }

    void warnOfProxyToItself(String attribute) {
        if (extras().isFirstWarning(attribute)) {
            Log.proxyToItself(actor, attribute);
        }
    }

    // ---- what few actors have

    private ActorExtras extras() {
        ActorExtras now = extras;
        if (now == null) {
            // in the constructor the runtime is not known yet
            ActorExtras made = new ActorExtras(ref, runtime == null ? Simulation.current() : simulation());
            now = EXTRAS.compareAndSet(this, null, made) ? made : extras;
        }
        return now;
    }

    @Override
    public Watches watches() {
        return extras().watches;
    }

    @Override
    public @Nullable Object receive(Object target, Object message) throws Exception {
        return ActorHooks.get().receive(target, message);
    }

    /** Ends all watches of this actor. Allocates nothing. */
    void endWatches() {
        ActorExtras now = extras;
        if (now != null) {
            now.watches.endAll();
        }
    }

    public OwnTimers timers() {
        return extras().timers;
    }

    /** Returns the timer to be told of each message; null if there is none. For the consumer. */
    @Nullable ReceiveTimer receiveTimer() {
        ActorExtras now = extras;
        return now == null ? null : now.timers.receiveTimer();
    }

    /** Ends the timers, after the mailbox was closed. */
    void endTimers() {
        ActorExtras now = extras;
        if (now != null) {
            now.timers.end();
        }
    }

    // ---- waiting

    @Override
    public @Nullable BlockingWait waiting() {
        return waiting;
    }

    @Override
    public void waiting(@Nullable BlockingWait wait) {
        waiting = wait;
    }

    @Override
    public void park(BlockingWait wait) {
        runtime.await(this, wait);
    }

    @Override
    public String describe() {
        if (phase() == NEW) {
            return "its constructor";
        }
        String handled = MessageLoop.handled(this);
        if (handled != null) {
            return handled;
        }
        Thread sole = soleThread();
        return sole == null ? "no message" : "no message (its thread is " + SafeText.clean(sole.getName()) + ")";
    }

    @Override
    public String urn() {
        return ref.actorUrn();
    }

    @Override
    public ActorName name() {
        return ActorEvents.name(ref);
    }

    @Override
    public @Nullable Thread running() {
        return carrier;
    }

    @Override
    public @Nullable Thread ownThread() {
        return slot instanceof Thread thread ? thread : null;
    }

    // ---- for the runtime

    @Override
    public Turn run(int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
        if (!(Thread.currentThread() instanceof ActorCarrier carrier) || carrier.current() != null) {
            StackReserve.ensureApart(); // the runtime may have nested this run in a sender's call
        }
        return MessageLoop.run(this, maxMessages, maxNanos, linger, null);
    }

    /** Returns whether a message is queued. For the actor's thread, in a turn. */
    @Override
    public boolean getAsBoolean() {
        return hasNext();
    }

    @Override
    public boolean isRunnable() {
        return !isIdle(); // also when closed by abandon: the next run returns ENDED
    }

    @Override
    public void endTurn() {
        Preemption.endTurn(this);
    }

    @Override
    public @Nullable Object slot() {
        return slot;
    }

    @Override
    public void slot(@Nullable Object own) {
        slot = own;
    }

    @Override
    public String threadName() {
        return SafeText.clean(ref.className()) + "-" + THREADS.getAndIncrement();
    }

    @Override
    public void abandon(Throwable why) {
        Preemption.announceClose(this);
        claim(); // an idle actor is claimed; if it is not idle, the caller has the run that was due
        if (phase() == STARTED || phase() == RUNNING) {
            MessageLoop.run(this, 0, 0, null, why);
        }
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
