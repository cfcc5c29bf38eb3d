package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorOptions;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.Mark;
import pykka.api.internal.mailbox.MessageCounts;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.Completer;
import pykka.api.internal.promise.CompletionListener;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.Log;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.ActorRuntime;
import pykka.api.spi.ActorTask;

/**
 * The kernel's part of an actor: its mailbox, its phase, and what it waits for. {@link MessageLoop} runs its turns,
 * {@link Termination} ends it.
 */
public final class ActorCell extends Mailbox implements ActorTask, BooleanSupplier, Completer {
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
    /** Has ended, and releases what it refers to. */
    static final int ENDED = 5;

    private static final long serialVersionUID = 1;
    /** A thread other than the consumer is closing the mailbox, has closed it, or is about to. */
    private static final Object OFF = new Object();
    /** As OFF, and the thread that cuts off the actor may interrupt the thread that {@link #carrier} names. */
    private static final Object INTERRUPTING = new Object();
    /** As OFF, and the actor's thread has been interrupted. */
    private static final Object INTERRUPTED = new Object();
    /** The runtime wants the turn to end. The only value that can go back to null; a closer replaces it by OFF. */
    private static final Object END_TURN = new Object();
    private static final VarHandle HEAD;
    private static final VarHandle PHASE;
    private static final VarHandle ENDS;
    private static final VarHandle KEPT_ALIVE;
    private static final VarHandle CUT;
    private static final VarHandle BOUND;
    private static final AtomicInteger THREADS = new AtomicInteger();
    /** Replaces the list of promises when the actor has ended. */
    private static final Ends OVER = new Ends(new EndPromise());

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(ActorCell.class, "head", Envelope.class);
            PHASE = lookup.findVarHandle(ActorCell.class, "phase", int.class);
            ENDS = lookup.findVarHandle(ActorCell.class, "ends", Ends.class);
            KEPT_ALIVE = lookup.findVarHandle(ActorCell.class, "keptAlive", boolean.class);
            CUT = lookup.findVarHandle(ActorCell.class, "cut", Object.class);
            BOUND = lookup.findVarHandle(ActorCell.class, "bound", MailboxCapacity.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The promises to complete when the actor has ended: a linked list. */
    private static final class Ends {
        final LocalPromise<?> promise;
        /** Written before the element is shared. */
        @Nullable Ends next;
        /** The callbacks of the promise that may run user code. */
        @Nullable CompletionListener callbacks;

        Ends(LocalPromise<?> promise) {
            this.promise = promise;
        }
    }

    // Against false sharing: what senders read comes first, behind the tail, which they write; what the consumer reads and
    // writes for each message comes last, and is of reference types, because the JVM puts fields of all other types before
    // those. So the two groups are on different cache lines.
    /**
     * Null if there is no limit. Created by the first sender before the start, or by the starter; other threads may see that
     * late.
     */
    private transient @Nullable MailboxCapacity bound = MailboxCapacity.UNSTARTED;
    // Written by the starter before the runtime gets the task; other threads may see null a while longer.
    private transient @Nullable ActorRuntime runtime;
    private transient @Nullable ActorOptions options;
    private final transient LocalActorRef<?> ref;
    private transient volatile int phase;
    private transient volatile boolean keptAlive;
    /** Whether the start failed. Written before the phase, and read after it. */
    transient boolean discarded;
    /** Whether a request to stop has been enqueued. */
    private transient volatile boolean stopRequested;
    private transient volatile @Nullable Ends ends;
    private transient Group @Nullable [] groups;
    public final transient @Nullable MessageCounts counts = MessageCounts.ON ? new MessageCounts() : null;
    private transient @Nullable Object slot;
    /** The attributes of which the log has warned that they are proxies to the actor itself. For the actor's turns only. */
    private transient @Nullable Set<String> warned;
    private transient volatile @Nullable BlockingWait waiting;
    /** The thread that runs the turn. Monitors read it without order; {@link #cutOff} says how it is interrupted. */
    public transient @Nullable Thread carrier;
    /** Cleared when the actor has ended. */
    transient @Nullable Object actor;
    private transient volatile @Nullable Object cut;
    private transient Envelope head = this;

    ActorCell(Object actor) {
        this.actor = actor;
        ref = new LocalActorRef<>(actor.getClass(), this);
    }

    /** Returns the actor on whose behalf this thread runs; null if there is none. */
    static @Nullable ActorCell current() {
        return CurrentCompleter.get() instanceof ActorCell cell ? cell : null;
    }

    public LocalActorRef<?> ref() {
        return ref;
    }

    int phase() {
        return phase;
    }

    void phase(int next) {
        phase = next;
    }

    @Nullable MailboxCapacity bound() {
        return bound;
    }

    /** How many messages may wait; Integer.MAX_VALUE if there is no limit. */
    public int capacity() {
        return options().inboxCapacity();
    }

    public String runtimeName() {
        ActorRuntime now = runtime;
        return now == null ? "none" : now.name();
    }

    // ---- starting

    /**
     * Registers the actor and gives the task to the runtime. If that throws, the cell is discarded and nothing of the start
     * stays behind.
     *
     * @param given the actor to run, which may be a copy (a clone or spy) of the one that was constructed
     */
    public void start(Object given, ActorRuntime runtime, ActorOptions options, Class<?> starter) {
        if (!PHASE.compareAndSet(this, NEW, STARTED)) {
            throw notNew(given);
        }
        actor = given;
        this.runtime = runtime;
        this.options = options;
        boolean done = false;
        try {
            open();
            if (options.inboxCapacity() == Integer.MAX_VALUE) {
                BOUND.setVolatile(this, null);
            } else {
                places().limit(options.inboxCapacity(), options.whenFull());
            }
            enterGroups(runtime, starter);
            if (!options.daemon() && !runtime.holdsJvm()) {
                KeepAlive.enter();
                keptAlive = true;
            }
            Registry.register(ref);
            Log.starting(actor);
            runtime.start(this);
            done = true;
        } finally {
            if (!done) {
                Termination.discard(this);
                Log.unregistered(ref, true);
            }
        }
    }

    /** Returns the exception for an actor that cannot be started, or not again. */
    private IllegalStateException notNew(Object given) {
        boolean ended = phase >= ENDING;
        Object other = actor;
        String name = SafeText.of(ref);
        if (ended && discarded) {
            return new IllegalStateException(name + " is of a start that failed: the factory must return a new actor");
        }
        return new IllegalStateException(other == null || other == given
                ? name + " was started before: the factory must return a new actor"
                : "The object of class " + SafeText.clean(given.getClass().getName())
                        + " that the factory returned is a clone or spy"
                        + " of " + name + ", or is what that was made of, and was started before as the other one: the factory"
                        + " must return a new actor");
    }

    /**
     * Returns the capacity, null if there is no limit. Messages are counted from the first one on, because whether there is a
     * limit is known only when the actor is started.
     */
    private @Nullable MailboxCapacity places() {
        MailboxCapacity now = (MailboxCapacity) BOUND.getVolatile(this);
        if (now != MailboxCapacity.UNSTARTED) {
            return now;
        }
        MailboxCapacity made = new MailboxCapacity();
        MailboxCapacity other = (MailboxCapacity) BOUND.compareAndExchange(this, now, made);
        return other == now ? made : other;
    }

    private void enterGroups(ActorRuntime runtime, Class<?> starter) {
        ActorCell parent = current();
        Group[] all = Group.ofStart(parent == null ? null : parent.groups);
        Host framework = Host.get();
        if (framework != null) {
            Class<?> owner = ActorHooks.get().owner(options());
            all = Group.all(framework.groups(owner == null ? starter : owner, actor.getClass(), runtime.getClass()), all);
        }
        if (all.length > 0) {
            groups = all;
            for (Group group : all) {
                group.enter(ref);
            }
        }
    }

    void leaveGroups() {
        if (groups != null) {
            for (Group group : groups) {
                group.leave(ref);
            }
        }
    }

    /** Returns the name of the bundle that owns the actor. */
    public @Nullable String owner() {
        return groups == null || !groups[0].isOfBundle() ? null : groups[0].name();
    }

    /** Returns the name of the innermost ActorGroup of the actor. */
    public @Nullable String groupName() {
        Group scope = groups == null ? null : Group.scope(groups);
        return scope == null ? null : scope.name();
    }

    /**
     * Called when the start that constructed this actor is over. If the actor was not started, the asks in its mailbox are
     * failed, and the mailbox is closed until a start opens it.
     */
    void suspend() {
        if (phase == NEW) {
            close();
            Envelope last = last();
            for (int i = 0; !answerAsks(last); i++) {
                pause(i);
            }
        }
    }

    /** Returns whether no start has this actor or is constructing it. */
    boolean isUnstarted() {
        return phase == NEW && status() == CLOSED;
    }

    /** Called when the start of this actor failed: the asks in its mailbox are failed. */
    void discard() {
        if (PHASE.compareAndSet(this, NEW, STARTED)) {
            Termination.discard(this);
        }
    }

    // ---- sending

    @Override
    public Envelope head() {
        return head;
    }

    @Override
    public void head(Envelope node) {
        head = node;
    }

    /**
     * Returns an envelope for a message. It is allocated before a place in the mailbox is taken: an OutOfMemoryError after that
     * would lose the place.
     */
    static Envelope envelope(@Nullable Object message) {
        return new Envelope(message == null ? Mark.NULL : message);
    }

    public void tell(@Nullable Object message, boolean neverWait) {
        send(envelope(message), neverWait);
    }

    void defer(ActorConsumer<?> code) {
        send(new DeferEnvelope(code), false);
    }

    void send(Envelope node, boolean neverWait) {
        if (status() == CLOSED) {
            throw notFound();
        }
        MailboxCapacity places = bound;
        if (places != null) {
            enter(places, null, neverWait);
        }
        if (!enqueue(node)) {
            throw notFound();
        }
        if (MessageCounts.ON) {
            counts.accept();
        }
    }

    private void enter(MailboxCapacity seen, @Nullable Deadline deadline, boolean neverWait) {
        MailboxCapacity places = seen == MailboxCapacity.UNSTARTED ? places() : seen;
        if (places != null) {
            places.enter(this, deadline, neverWait);
        }
    }

    public <T extends @Nullable Object> LocalPromise<T> ask(@Nullable Object message, @Nullable Deadline deadline) {
        LocalPromise<T> reply = new LocalPromise<>();
        if (status() == CLOSED) {
            reply.fail(notFound());
            return reply;
        }
        MailboxCapacity places = bound;
        if (places != null) {
            try {
                enter(places, deadline, false);
            } catch (ActorDeadException | ActorInboxFullException e) {
                reply.fail(e);
                return reply;
            }
        }
        reply.message = message == null ? Mark.NULL : message;
        if (CurrentCompleter.get() != null || deadline != null && options().withdrawTimedOut()) {
            reply.allowWithdrawal(); // only the wait of an actor, or of a function of a future, can be refused
        }
        reply.own(this);
        if (!enqueue(reply)) {
            reply.fail(notFoundOrWhy());
        } else if (MessageCounts.ON) {
            counts.accept();
        }
        return reply;
    }

    /** Called when an ask to this actor was withdrawn: its envelope stays in the mailbox, its place becomes free. */
    @Override
    public void withdrew() {
        if (MessageCounts.ON) {
            counts.withdraw();
        }
        MailboxCapacity places = bound;
        if (places != null && places != MailboxCapacity.UNSTARTED) {
            places.leave();
        }
    }

    /**
     * Requests a stop. The promise is completed with true when the actor has ended.
     *
     * @param ifEnded the value of the promise if the actor had ended before
     */
    public void stop(LocalPromise<Boolean> told, boolean ifEnded) {
        Envelope request = new Envelope(Mark.STOP);
        if (!atEnd(told)) {
            told.completeApart(ifEnded); // this may run in the end of another actor
        }
        stop(request);
    }

    /** Requests a stop. */
    public void stop() {
        stop(new Envelope(Mark.STOP));
    }

    /** Requests a stop. Returns a promise of the end; null if the actor has ended already. */
    @Nullable LocalPromise<?> stopAndTell() {
        Envelope request = new Envelope(Mark.STOP);
        EndPromise end = whenStopped();
        if (end.settled()) {
            return null;
        }
        stop(request);
        return end;
    }

    /** One request is enough: callers that stop a stuck actor again and again must not fill its mailbox. */
    private void stop(Envelope request) {
        if (status() != CLOSED && !stopRequested) {
            enqueue(request);
            stopRequested = true; // not before: what a caller sends after its stop is behind a request
        }
    }

    ActorDeadException notFound() {
        return phase == NEW ? new ActorDeadException(ref + " was not started: give its constructor to Actor.start")
                : new ActorDeadException(ref + " not found", ref.failure());
    }

    /**
     * Returns the exception for an ask that cannot be accepted. The asker is answered in any case: without stack or memory for
     * the exception, by that error.
     */
    Throwable notFoundOrWhy() {
        try {
            return notFound();
        } catch (Throwable e) {
            return e;
        }
    }

    /** As {@link #notFoundOrWhy}, for an accepted ask that the actor has not begun to handle. */
    Throwable unhandled() {
        try {
            return phase == NEW ? notFound()
                    : new ActorDeadException(ref + " stopped before handling the message", ref.failure());
        } catch (Throwable e) {
            return e;
        }
    }

    @Override
    public void wake() {
        try {
            runtime.wake(this);
        } catch (RuntimeException e) {
            abandon(e); // a runtime that throws here has lost its threads, as a pool that was shut down
        }
    }

    /** Links what otherwise runs for the first time in the middle of an irreversible operation: see {@link Rehearsal}. */
    void rehearse() {
        KEPT_ALIVE.compareAndSet(this, true, false);
        CUT.compareAndSet(this, OFF, INTERRUPTING);
    }

    // ---- the end

    /** Returns a promise of the end: an existing one, if there is one. */
    EndPromise whenStopped() {
        for (Ends e = ends; e != null && e != OVER; e = e.next) {
            if (e.promise instanceof EndPromise end) {
                return end;
            }
        }
        EndPromise end = new EndPromise();
        if (!atEnd(end)) {
            end.completeApart(ref.end());
        }
        return end;
    }

    /** Has a promise completed when the actor has ended. Returns false if it has ended already: the caller completes the promise. */
    boolean atEnd(LocalPromise<?> promise) {
        Ends mine = new Ends(promise);
        if (promise.owner == null) { // a promise of StopSequence names its completer already
            promise.own(this);
        }
        Ends now;
        do {
            now = ends;
            if (now == OVER) {
                return false;
            }
            mine.next = now;
        } while (!ENDS.compareAndSet(this, now, mine));
        return true;
    }

    /** Finishes the end: completes all promises that wait for it, and releases what the actor refers to. */
    void over() {
        phase = ENDED;
        letJvmEnd();
        slot = null;
        actor = null;
        leaveTurn();
        VarHandle.fullFence();
        awaitCut();
        leaveGroups();
        ref.die();
        Ends first = (Ends) ENDS.getAndSet(this, OVER);
        tellAll(first, true); // a caller that returns from stop() finds whenStopped() done
        tellAll(first, false);
        for (Ends now = first; now != null && now != OVER; now = now.next) {
            LocalPromise.callBack(now.callbacks); // last: whatever user code does, all threads that wait for the end go on
        }
    }

    private void tellAll(@Nullable Ends first, boolean whenStopped) {
        for (Ends now = first; now != null && now != OVER; now = now.next) {
            if (now.promise instanceof EndPromise == whenStopped) {
                now.callbacks = now.promise.completeQuietly(whenStopped ? ref.end() : true);
            }
        }
    }

    /**
     * Cuts off an actor that is stuck in user code while its bundle stops: closes the mailbox, fails the asks in it, and
     * interrupts the actor's thread, once. When that thread comes back from the user code, it does the rest of the end. Not for
     * the actor's own thread.
     *
     * <p>Each accepted ask is answered, because its envelope is in front of the tail that is read after the close: by this
     * thread, or by the consumer, which handles or drains it, whichever is first. The senders of later asks, and those that
     * read the close, answer their asks themselves. The first pass does not wait, so that nothing holds up the interrupt;
     * further passes follow until one reaches the end of the mailbox, or the consumer drains it. Each begins at the consumer's
     * head again, because senders have linked envelopes since, and because a consumer that read the status before the close has
     * taken one more envelope and cleared the link that led to it.
     */
    void cutOff() {
        announceClose();
        try {
            cutOffConsumer();
        } finally { // the runtime may throw when it is woken
            letJvmEnd();
            boolean closed = status() == CLOSED;
            if (closed && bound != null) {
                bound.close(this);
            }
            Envelope last = last();
            boolean all = !closed || answerAsks(last);
            interruptOnce();
            for (int i = 0; !all && phase < DRAINING; i++) {
                pause(i);
                all = answerAsks(last);
            }
        }
    }

    /** Fails the asks up to an envelope that have no answer yet. Returns whether it came as far as that envelope. */
    private boolean answerAsks(Envelope last) {
        Throwable unhandled = null; // one for all asks: there may be very many
        for (Envelope node = (Envelope) HEAD.getAcquire(this); node != null; node = (Envelope) NEXT.getAcquire(node)) {
            if (node instanceof LocalPromise<?> ask && ask.message != Mark.WITHDRAWN && !ask.settled()) {
                unhandled = unhandled == null ? unhandled() : unhandled;
                ask.failApart(unhandled);
            }
            if (node == last) {
                return true;
            }
        }
        return false;
    }

    /**
     * Interrupts the actor's thread, once. Only this method leaves INTERRUPTING, and the actor's own thread waits until it
     * does.
     */
    private void interruptOnce() {
        if (!CUT.compareAndSet(this, OFF, INTERRUPTING)) {
            return; // another thread does this, or has done it
        }
        Object next = OFF;
        try {
            // cut was written, now carrier is read; the actor's thread clears carrier, then reads cut. So one of the two sees the
            // other, and no interrupt comes after the turn.
            VarHandle.fullFence();
            Thread thread = carrier;
            if (thread != null) {
                thread.interrupt();
                next = INTERRUPTED;
            }
        } catch (Throwable e) { // thrown by a security manager, or by a class of threads that is not the JDK's
            Log.notInterrupted(ref, e);
        } finally {
            cut = next;
        }
    }

    /** Called before a thread other than the consumer closes the mailbox: makes the consumer read the status. */
    void announceClose() {
        Object now;
        do {
            now = cut;
        } while ((now == null || now == END_TURN) && !CUT.compareAndSet(this, now, OFF));
    }

    /**
     * Returns whether the actor is cut off. For the consumer, before each message: to read the status alone would load the
     * cache line of the senders every time.
     */
    boolean isCutOff() {
        return cut != null && status() == CLOSED;
    }

    /** Returns whether the turn is to end, once for each request. For the consumer, after a message. */
    boolean isTurnToEnd() {
        return cut == END_TURN && CUT.compareAndSet(this, END_TURN, null);
    }

    @Override
    public void endTurn() {
        if (cut == null) {
            CUT.compareAndSet(this, null, END_TURN);
        }
    }

    /** Lets the JVM exit without this actor, once: after a cut-off, the actor's end comes later or never. */
    private void letJvmEnd() {
        if (keptAlive && KEPT_ALIVE.compareAndSet(this, true, false)) {
            KeepAlive.exit();
        }
    }

    /**
     * Marks the last message as handled, so that monitors do not find it. For the consumer, before it goes idle or leaves the
     * turn.
     */
    void handled() {
        if (head.message != Mark.TAKEN) { // not that of an ask, which is TAKEN already: its asker may read that cache line
            head.message = Mark.TAKEN;
        }
    }

    /** Ends the turn. To be followed by a full fence and {@link #awaitCut}. */
    void leaveTurn() {
        carrier = null;
    }

    /** Returns when no other thread is about to interrupt this one. */
    void awaitCut() {
        for (int i = 0; cut == INTERRUPTING; i++) {
            pause(i);
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
        runtime.await(wait);
    }

    @Override
    public String describe() {
        if (phase == NEW) {
            return "its constructor";
        }
        String handled = MessageLoop.handled(this);
        return handled == null ? "no message" : handled;
    }

    @Override
    public String urn() {
        return ref.actorUrn();
    }

    @Override
    public @Nullable Thread running() {
        return carrier;
    }

    @Override
    public @Nullable Thread ownThread() {
        return slot instanceof Thread thread ? thread : null;
    }

    @Override
    public void pending(int change) {
        MessageCounts.pending(change);
    }

    // ---- for the runtime

    @Override
    public Turn run(int maxMessages, long maxNanos, @Nullable Predicate<BooleanSupplier> linger) {
        StackReserve.ensure(); // the runtime may nest this run in a sender's call
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
    public @Nullable Object slot() {
        return slot;
    }

    @Override
    public void slot(@Nullable Object own) {
        slot = own;
    }

    @Override
    public boolean daemon() {
        return options != null && options.daemon();
    }

    @Override
    public String threadName() {
        return SafeText.clean(ref.className()) + "-" + THREADS.getAndIncrement();
    }

    @Override
    public ActorOptions options() {
        return options == null ? ActorOptions.defaults() : options;
    }

    @Override
    public void abandon(Throwable why) {
        announceClose();
        claim(); // an idle actor is claimed; if it is not idle, the caller has the run that was due
        if (phase == STARTED || phase == RUNNING) {
            MessageLoop.abandon(this, why);
        }
    }

    void warnOfProxyToItself(String attribute) {
        if (warned == null) {
            warned = new HashSet<>();
        }
        if (warned.add(attribute)) {
            Log.proxyToItself(actor, attribute);
        }
    }

    public void unexpected(@Nullable Object message) {
        Object self = actor;
        Log.unexpected(self == null ? ref : self, message);
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
