package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
import pykka.api.spi.Linger;

/**
 * The kernel's half of an actor: its inbox, its state, and what it waits for. What it does in a turn is in {@link MessageLoop}, how
 * it ends in {@link Termination}.
 */
public final class ActorCell extends Mailbox implements ActorTask, BooleanSupplier, Completer {
    /** Made, not started. */
    static final int NEW = 0;
    /** Given to its runtime. */
    static final int STARTED = 1;
    /** Has begun its first turn. */
    static final int RUNNING = 2;
    /** Has begun to end. */
    static final int ENDING = 3;
    /** Has closed its inbox, and answers everything that is left in it. */
    static final int DRAINING = 4;
    /** Nothing is left of it. */
    static final int ENDED = 5;

    private static final long serialVersionUID = 1;
    /** Another one than the consumer closes the inbox, or has, or will. */
    private static final Object OFF = new Object();
    /** As OFF, and who cuts the actor off may interrupt the thread that {@link #carrier} names. */
    private static final Object INTERRUPTING = new Object();
    /** As OFF, and a thread has been interrupted. */
    private static final Object INTERRUPTED = new Object();
    /** The runtime wants the turn to end. The only value that is replaced by another one or by null. */
    private static final Object END_TURN = new Object();
    private static final VarHandle HEAD;
    private static final VarHandle PHASE;
    private static final VarHandle ENDS;
    private static final VarHandle KEPT_ALIVE;
    private static final VarHandle CUT;
    private static final VarHandle BOUND;
    private static final AtomicInteger THREADS = new AtomicInteger();
    /** In place of the list, when the end is over. */
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

    /** Those to be told of the end. */
    private static final class Ends {
        final LocalPromise<?> promise;
        /** Written before it is shared. */
        @Nullable Ends next;
        /** What may run code of users when it is told. */
        @Nullable CompletionListener callbacks;

        Ends(LocalPromise<?> promise) {
            this.promise = promise;
        }
    }

    // What senders read comes first, behind the tail, which they write; what the consumer reads and writes for each message comes
    // last, and is of reference types, for the JVM puts all others before them. So they are on different cache lines.
    /** Null if there is no limit. Made by the first sender before the start, or by the starter; others may see that late. */
    private transient @Nullable MailboxCapacity bound = MailboxCapacity.UNSTARTED;
    // Written by the starter before the runtime is given the task; others may see null a while longer.
    private transient @Nullable ActorRuntime runtime;
    private transient @Nullable ActorOptions options;
    private final transient LocalActorRef<?> ref;
    private transient volatile int phase;
    private transient volatile boolean keptAlive;
    /** Its start failed. Written before the phase, and read after it. */
    transient boolean discarded;
    /** There is a request to stop in the inbox. */
    private transient volatile boolean stopRequested;
    private transient volatile @Nullable Ends ends;
    private transient Group @Nullable [] groups;
    public final transient @Nullable MessageCounts counts = MessageCounts.ON ? new MessageCounts() : null;
    private transient @Nullable Object slot;
    /** The attributes of which it was warned that they are proxies to the actor itself. Belongs to the actor's turns. */
    private transient @Nullable Set<String> warned;
    private transient volatile @Nullable BlockingWait waiting;
    /** The thread of the turn. Tools read it without order; who interrupts it, see {@link #cutOff}. */
    public transient @Nullable Thread carrier;
    /** Dropped at the end. */
    transient @Nullable Object actor;
    private transient volatile @Nullable Object cut;
    private transient Envelope head = this;

    ActorCell(Object actor) {
        this.actor = actor;
        ref = new LocalActorRef<>(actor.getClass(), this);
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

    public String runtimeName() {
        ActorRuntime now = runtime;
        return now == null ? "none" : now.name();
    }

    // ---- starting

    /** Enters the registry and gives the task to the runtime; if that throws, nothing has happened. The actor may be a copy. */
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

    /** Of an actor that cannot be started, or not again. */
    private IllegalStateException notNew(Object given) {
        boolean ended = phase >= ENDING;
        Object other = actor;
        String name = SafeText.of(ref);
        if (ended && discarded) {
            return new IllegalStateException(name + " is of a start that failed: the factory must return a new actor");
        }
        return new IllegalStateException(other == null || other == given
                ? name + " was started before: the factory must return a new actor"
                : "The object of class " + SafeText.clean(given.getClass().getName()) + " that the factory returned is a clone or spy"
                        + " of " + name + ", or is what that was made of, and was started before as the other one: the factory"
                        + " must return a new actor");
    }

    /** What counts the messages from the first one on: whether there is a limit is known when the actor is started. */
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
        Host framework = Host.get();
        if (framework != null) {
            Class<?> owner = ActorHooks.get().owner(options());
            groups = framework.groups(owner == null ? starter : owner, actor.getClass(), runtime.getClass());
            for (Group group : groups) {
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

    public @Nullable String owner() {
        return groups == null ? null : groups[0].name();
    }

    /** It is not started though the start that made it is over: answers what was asked of it already, and takes no more. */
    void suspend() {
        if (phase == NEW) {
            close();
            Envelope last = last();
            for (int i = 0; !answerAsks(last); i++) {
                pause(i);
            }
        }
    }

    /** No start has it, nor is one making it. */
    boolean isUnstarted() {
        return phase == NEW && status() == CLOSED;
    }

    /** Its start failed: answers what was asked of it already. */
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

    /** It is made before a place is taken, which would be lost without memory for it. */
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
            reply.allowWithdrawal(); // only an actor's wait, or that of a function of a future, can be refused
        }
        reply.own(this);
        if (!enqueue(reply)) {
            reply.fail(notFoundOrWhy());
        } else if (MessageCounts.ON) {
            counts.accept();
        }
        return reply;
    }

    /** The envelope stays where it is, its place is free. */
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

    /** Requests a stop; the promise is told of the end: true, or false if that is over. */
    public void stop(StopPromise told) {
        Envelope request = new Envelope(Mark.STOP);
        atEnd(told);
        stop(request);
    }

    /** Puts a request to stop into the inbox. */
    public void stop() {
        stop(new Envelope(Mark.STOP));
    }

    /** Requests a stop. Returns what is told of the end; null if that is over. */
    @Nullable LocalPromise<?> stopAndTell() {
        Envelope request = new Envelope(Mark.STOP);
        EndPromise end = whenStopped();
        if (end.settled()) {
            return null;
        }
        stop(request);
        return end;
    }

    /** One request is enough: those who stop a stuck actor again and again leave nothing behind. */
    private void stop(Envelope request) {
        if (status() != CLOSED && !stopRequested) {
            enqueue(request);
            stopRequested = true; // not before: what a sender sends after its stop comes after a request
        }
    }

    ActorDeadException notFound() {
        return phase == NEW ? new ActorDeadException(ref + " was not started: give its constructor to Actor.start")
                : new ActorDeadException(ref + " not found", ref.failure());
    }

    /** To answer somebody in any case: without stack or memory for it, by that error. */
    Throwable notFoundOrWhy() {
        try {
            return notFound();
        } catch (Throwable e) {
            return e;
        }
    }

    /** The same for an ask that it has not begun with. */
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
            abandon(e); // a runtime must not throw here: it has lost its threads, as a pool that was shut down
        }
    }

    /** Links what is run only in the middle of other things. */
    void rehearse() {
        KEPT_ALIVE.compareAndSet(this, true, false);
        CUT.compareAndSet(this, OFF, INTERRUPTING);
    }

    // ---- the end

    /** What is told of the end, one for all who ask for it. */
    EndPromise whenStopped() {
        for (Ends e = ends; e != null && e != OVER; e = e.next) {
            if (e.promise instanceof EndPromise end) {
                return end;
            }
        }
        EndPromise end = new EndPromise();
        atEnd(end);
        return end;
    }

    /** Tells a promise of the end, or at once if that is over. */
    void atEnd(LocalPromise<?> promise) {
        Ends mine = new Ends(promise);
        if (promise.owner == null) { // that of a stopAll has it
            promise.own(this);
        }
        Ends now;
        do {
            now = ends;
            if (now == OVER) {
                promise.completeApart(promise instanceof EndPromise ? ref.end()
                        : promise instanceof StopPromise stop && stop.ifEnded); // perhaps in the end of another actor
                return;
            }
            mine.next = now;
        } while (!ENDS.compareAndSet(this, now, mine));
    }

    /** The end is over: tells all that wait for it, and lets go of everything. */
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
        tellAll(first, true); // who comes back from stop() finds whenStopped() done
        tellAll(first, false);
        for (Ends now = first; now != null && now != OVER; now = now.next) {
            LocalPromise.callBack(now.callbacks); // whatever they do, all that wait for the end go on
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
     * Its bundle goes, and it is stuck in user code: nobody can send to it any more, who waits for it is answered, and its thread is
     * interrupted, once. When that comes back it does the rest of the end. Not for the actor's own thread.
     *
     * <p>Each ask that was accepted is answered, for its envelope is in front of the tail that is read after the close: by this, or
     * by the consumer, be it that it handles the ask or that it drains the inbox; whichever is first. Of later ones, and of those
     * whose senders read the close, the senders know. The first look does not wait, so that nothing holds up the interrupt; the
     * others do until the end of the inbox is reached, or the consumer drains it. They begin at the consumer's head again: senders
     * have linked since, and a consumer that had looked at the status before the close has taken one more envelope, and cut the
     * link that led to it.
     */
    void cutOff() {
        announceClose();
        try {
            cutOffConsumer();
        } finally { // the runtime that is woken may throw
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

    /** Returns whether it came as far as that envelope. */
    private boolean answerAsks(Envelope last) {
        Throwable unhandled = null; // one for all: there may be very many
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

    /** Nothing but this leaves INTERRUPTING, for which the actor's own thread waits. */
    private void interruptOnce() {
        if (!CUT.compareAndSet(this, OFF, INTERRUPTING)) {
            return; // another one is at it, or was
        }
        Object next = OFF;
        try {
            VarHandle.fullFence(); // the carrier is read now; it is cleared, then cut is read: so it is never too late for the turn
            Thread thread = carrier;
            if (thread != null) {
                thread.interrupt();
                next = INTERRUPTED;
            }
        } catch (Throwable e) { // of a security manager, or of a class of threads that is not the JDK's
            Log.notInterrupted(ref, e);
        } finally {
            cut = next;
        }
    }

    /** Another one than the consumer is about to close the inbox: has the consumer look at the status. */
    void announceClose() {
        Object now;
        do {
            now = cut;
        } while ((now == null || now == END_TURN) && !CUT.compareAndSet(this, now, OFF));
    }

    /** For the consumer, before each message: the status would bring the cache line of the senders every time. */
    boolean isCutOff() {
        return cut != null && status() == CLOSED;
    }

    /** Whether the turn is to end, for the consumer, after a message; answered once. */
    boolean isTurnToEnd() {
        return cut == END_TURN && CUT.compareAndSet(this, END_TURN, null);
    }

    @Override
    public void endTurn() {
        if (cut == null) {
            CUT.compareAndSet(this, null, END_TURN);
        }
    }

    /** Once: after it was cut off, its end comes later or never. */
    private void letJvmEnd() {
        if (keptAlive && KEPT_ALIVE.compareAndSet(this, true, false)) {
            KeepAlive.exit();
        }
    }

    /** Handles nothing any more: tools are not to find the message that was the last. For the consumer. */
    void handled() {
        if (head.message != Mark.TAKEN) { // the message of an ask is: who waits for the reply may have that cache line
            head.message = Mark.TAKEN;
        }
    }

    /** The turn is over. To be followed by a full fence and {@link #awaitCut}. */
    void leaveTurn() {
        carrier = null;
    }

    /** Returns when nobody is about to interrupt this thread any more. */
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
    public Turn run(int maxMessages, long maxNanos, Linger linger) {
        StackReserve.ensure(); // it may be nested in a sender: that is the runtime's choice
        return MessageLoop.run(this, maxMessages, maxNanos, linger, null);
    }

    /** Whether a message waits. For its thread, in a turn. */
    @Override
    public boolean getAsBoolean() {
        return hasNext();
    }

    @Override
    public boolean isRunnable() {
        return !isIdle(); // also when closed by abandon: the run that follows answers ENDED
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
        claim(); // it may be idle; if not, the caller has the run that was due
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
