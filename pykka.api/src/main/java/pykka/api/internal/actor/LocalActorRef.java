package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorFunction;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.ActorTimeoutException;
import pykka.api.Future;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.CurrentCompleter;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.PaddedCounter;
import pykka.api.internal.util.SafeText;
import pykka.api.internal.util.StackReserve;

/** The reference of an actor. When the actor has ended, it retains the URN, the name of the class and why the actor ended. */
public final class LocalActorRef<A> implements ActorRef<A> {
    private static final VarHandle URN;
    private static final PaddedCounter HASHES = new PaddedCounter();
    /** Whether any URN has been drawn. */
    private static boolean drew;

    /**
     * What the reference of a dead actor retains of its class: the name and, weakly, the class. One entry per class, of JDK
     * types only.
     */
    private static final ClassValue<Map.Entry<String, WeakReference<Class<?>>>> KIND = new ClassValue<>() {
        @Override
        protected Map.Entry<String, WeakReference<Class<?>>> computeValue(Class<?> type) {
            String name = simpleName(type);
            if (name.isEmpty()) {
                name = type.getName().substring(type.getName().lastIndexOf('.') + 1);
            }
            return Map.entry(name, new WeakReference<>(type));
        }
    };

    private static String simpleName(Class<?> type) {
        try {
            return type.getSimpleName();
        } catch (LinkageError e) {
            return ""; // getSimpleName() loads the enclosing class, which may be missing
        }
    }

    static {
        try {
            URN = MethodHandles.lookup().findVarHandle(LocalActorRef.class, "urn", String.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Map.Entry<String, WeakReference<Class<?>>> kind;
    /** Consecutive, so that a hash table of references is nearly in the order of their starts. */
    private final int hash = (int) HASHES.getAndIncrement();
    /** The number of the registration; 0 before. Written by the registry before the reference is entered. */
    volatile long order;
    /**
     * Null when the actor has ended. Read without order: a thread that still sees the cell of a dead actor finds its mailbox
     * closed.
     */
    private @Nullable ActorCell cell;
    /** Why the actor ended. Written before its mailbox is closed, unless another thread has closed it to cut off the actor. */
    private volatile @Nullable ActorEnd end;
    private volatile @Nullable String urn;

    LocalActorRef(Class<?> actorClass, ActorCell cell) {
        kind = KIND.get(actorClass);
        this.cell = cell;
    }

    public @Nullable ActorCell cell() {
        return cell;
    }

    void die() {
        cell = null;
    }

    void endsBy(ActorEnd why) {
        end = why;
    }

    /** Returns why the actor ended. For callers that know that it has ended. */
    public ActorEnd end() {
        VarHandle.acquireFence(); // the cell was read without order
        ActorEnd now = end;
        return now == null ? Termination.FAILED : now; // there was no stack to record the reason
    }

    /** Returns a copy, of text only, of the exception by which the actor ended; null if there is none. */
    public @Nullable Throwable failure() {
        VarHandle.acquireFence();
        ActorEnd now = end;
        return now == null ? null : now.failure();
    }

    private ActorCell live() {
        ActorCell now = cell;
        if (now == null) {
            throw notFound();
        }
        return now;
    }

    private ActorDeadException notFound() {
        ActorCell now = cell;
        return now != null ? now.notFound() : new ActorDeadException(this + " not found", failure());
    }

    /** Throws ActorDeadException if the actor is dead. */
    public void checkAlive() {
        if (!isAlive()) {
            throw notFound();
        }
    }

    /** Returns the lookup of the actor's options; null if they have none, or the actor is dead. */
    public MethodHandles.@Nullable Lookup lookup() {
        ActorCell now = cell;
        return now == null ? null : ActorHooks.get().lookup(now.options());
    }

    /** Warns once for each attribute. Called on the actor's thread. */
    public void warnOfProxyToItself(String attribute) {
        ActorCell now = cell;
        if (now != null) {
            now.warnOfProxyToItself(attribute);
        }
    }

    /** Requests a stop without waiting, as the actor's own stop() does. */
    public void requestStop() {
        StackReserve.ensure();
        Objects.requireNonNull(cell).stop();
    }

    public String className() {
        return kind.getKey();
    }

    public boolean isA(Class<?> type) {
        Class<?> own = kind.getValue().get();
        return own != null && type.isAssignableFrom(own);
    }

    @Override
    @SuppressWarnings("unchecked") // the class of the actor
    public Class<? extends A> actorClass() {
        Class<?> own = kind.getValue().get();
        if (own == null) {
            throw new IllegalStateException("The class of " + this + " is no longer loaded");
        }
        return (Class<? extends A>) own;
    }

    @Override
    public String actorUrn() {
        String now = urn;
        if (now == null) {
            ensureToDraw();
            String drawn = "urn:uuid:" + UUID.randomUUID();
            drew = true;
            Registry.drawn(this, drawn); // allocates, while the URN can still be another one
            now = (String) URN.compareAndExchange(this, null, drawn);
            if (now == null) {
                now = drawn;
                Registry.drawn(this, drawn); // again: the reference may have been registered or removed concurrently
            } else {
                Registry.notDrawn(drawn);
            }
        }
        return now;
    }

    /** The first URN initializes the random number generator of the JDK. */
    private static void ensureToDraw() {
        if (drew) {
            StackReserve.ensure();
        } else {
            StackReserve.ensureForFirstUse();
        }
    }

    /** Returns the URN; null if no caller has ever read it. */
    public @Nullable String drawnUrn() {
        return urn;
    }

    /** Returns whether the actor is alive and its start has begun. */
    boolean isStarted() {
        ActorCell now = cell;
        return now != null && now.phase() != ActorCell.NEW && now.status() != Mailbox.CLOSED;
    }

    @Override
    public boolean isAlive() {
        ActorCell now = cell;
        return now != null && now.status() != Mailbox.CLOSED;
    }

    @Override
    public void tell(@Nullable Object message) {
        StackReserve.ensure();
        live().tell(message, false);
    }

    @Override
    public @Nullable Object ask(@Nullable Object message) {
        StackReserve.ensure(); // for both, sending and waiting
        refuseSelfWait();
        refuseIfInterrupted(null);
        return FutureOperations.read(this.<Object>send(message, null), null);
    }

    @Override
    public @Nullable Object ask(@Nullable Object message, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        if (deadline == null) {
            return ask(message);
        }
        StackReserve.ensure();
        refuseIfInterrupted(deadline);
        Future<@Nullable Object> reply = send(message, deadline);
        try {
            return FutureOperations.read(reply, deadline);
        } catch (ActorTimeoutException e) {
            ActorCell now = cell;
            if (now != null && now.options().withdrawTimedOut() && reply instanceof LocalPromise<?> ask) {
                ask.withdraw(e, null);
            }
            throw e;
        }
    }

    @Override
    public <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception) throws X {
        Objects.requireNonNull(exception, "exception");
        try {
            return ask(message);
        } catch (Exception e) {
            throw FutureOperations.declared(e, exception);
        }
    }

    @Override
    public <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception, Duration timeout) throws X {
        Objects.requireNonNull(exception, "exception");
        try {
            return ask(message, timeout);
        } catch (Exception e) {
            throw FutureOperations.declared(e, exception);
        }
    }

    @Override
    public Future<@Nullable Object> askAsync(@Nullable Object message) {
        StackReserve.ensure();
        return send(message, null);
    }

    private <T extends @Nullable Object> Future<T> send(@Nullable Object message, @Nullable Deadline deadline) {
        ActorCell now = cell;
        return now == null ? FutureOperations.failed(notFound()) : now.ask(message, deadline);
    }

    @Override
    public <R extends @Nullable Object> Future<R> call(ActorFunction<? super A, ? extends R> function) {
        StackReserve.ensure();
        return send(new CallMessage<A>(Objects.requireNonNull(function, "function")), null);
    }

    @Override
    public Future<@Nullable Void> run(ActorConsumer<? super A> code) {
        StackReserve.ensure();
        return send(new RunMessage<A>(Objects.requireNonNull(code, "code")), null);
    }

    @Override
    public void defer(ActorConsumer<? super A> code) {
        StackReserve.ensure();
        live().defer(Objects.requireNonNull(code, "code"));
    }

    @Override
    public ActorProxy proxy() {
        FirstUse.prepareProxies();
        return ActorHooks.proxies().dynamic(this, null);
    }

    @Override
    public ActorProxy proxy(MethodHandles.Lookup lookup) {
        FirstUse.prepareProxies();
        return ActorHooks.proxies().dynamic(this, Objects.requireNonNull(lookup, "lookup"));
    }

    @Override
    public <P> P proxy(Class<P> type) {
        return typed(type, null);
    }

    @Override
    public <P> P proxy(Class<P> type, MethodHandles.Lookup lookup) {
        return typed(type, Objects.requireNonNull(lookup, "lookup"));
    }

    private <P> P typed(Class<P> type, MethodHandles.@Nullable Lookup lookup) {
        Objects.requireNonNull(type, "type");
        checkAlive();
        FirstUse.prepareProxies();
        return ActorHooks.proxies().typed(this, type, lookup);
    }

    @Override
    public boolean stop() {
        refuseSelfWait();
        return stop((Deadline) null);
    }

    @Override
    public boolean stop(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        return deadline == null ? stop() : stop(deadline);
    }

    private boolean stop(@Nullable Deadline deadline) {
        StackReserve.ensure(); // for both, asking and waiting
        ActorCell now = cell;
        LocalPromise<?> end = now == null || now.isUnstarted() ? null : now.stopAndTell();
        if (end == null) {
            return false;
        }
        BlockingWait.until(end, deadline);
        return true;
    }

    @Override
    public Future<Boolean> stopAsync() {
        StackReserve.ensure();
        ActorCell now = cell;
        if (now == null || now.isUnstarted()) {
            return FutureOperations.of(false);
        }
        LocalPromise<Boolean> told = new LocalPromise<>();
        now.stop(told, false);
        return told;
    }

    @Override
    public Future<ActorEnd> whenStopped() {
        StackReserve.ensure();
        ActorCell now = cell;
        if (now == null) {
            return EndPromise.of(end());
        }
        return now.isUnstarted() ? FutureOperations.failed(now.notFound()) : now.whenStopped();
    }

    /**
     * Throws ActorInterruptedException if the thread is interrupted and would have to wait. Called before anything is sent,
     * because the answer could not be waited for.
     */
    private void refuseIfInterrupted(@Nullable Deadline deadline) {
        if (Thread.currentThread().isInterrupted() && isAlive() && (deadline == null || !deadline.over())) {
            throw BlockingWait.interrupted();
        }
    }

    /** Throws ActorDeadlockException if the actor would wait for itself. Called before anything is sent. */
    public void refuseSelfWait() {
        ActorCell now = cell;
        if (now != null && (now == CurrentCompleter.get() || now.phase() == ActorCell.NEW && BlockingWait.isMaking(now))) {
            throw BlockingWait.selfWait(now);
        }
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return SafeText.clean(className()) + " (" + actorUrn() + ")";
    }
}
