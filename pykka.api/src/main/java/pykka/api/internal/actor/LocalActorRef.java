package pykka.api.internal.actor;

import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorFunction;
import pykka.api.ActorProxy;
import pykka.api.ActorTimeoutException;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.inspect.DeadLetter.Cause;
import pykka.api.internal.bridge.EndPromise;
import pykka.api.internal.mailbox.Envelope;
import pykka.api.internal.mailbox.Mailbox;
import pykka.api.internal.mailbox.StopMark;
import pykka.api.internal.promise.BatchExecutor;
import pykka.api.internal.promise.BlockingWait;
import pykka.api.internal.promise.FutureOperations;
import pykka.api.internal.promise.LocalPromise;
import pykka.api.internal.timer.TimerTarget;
import pykka.api.internal.util.Deadline;
import pykka.api.internal.util.FirstUse;
import pykka.api.internal.util.ListenerHub;
import pykka.api.internal.util.StackReserve;
import pykka.api.spi.Simulation;

/** The reference of an actor, as users hold it: refuses what can be refused before anything is sent, and sends. */
public final class LocalActorRef<A> extends ActorIdentity<A> implements TimerTarget {
    /** Null after the end. Read without order: a thread that still sees the cell of a dead actor finds its mailbox closed. */
    private @Nullable ActorCell cell;

    LocalActorRef(Class<?> actorClass, ActorCell cell) {
        super(actorClass);
        this.cell = cell;
    }

    public @Nullable ActorCell cell() {
        return cell;
    }

    void die() {
        cell = null;
    }

    /** Returns the cell to send a message to, or code to run. */
    private ActorCell live(@Nullable Object message, boolean code) {
        ActorCell now = cell;
        if (now == null) {
            deadLetter(Cause.DEAD, message, false, code);
            throw notFound();
        }
        return now;
    }

    private ActorDeadException notFound() {
        ActorCell now = cell;
        return now != null ? now.notFound() : new ActorDeadException(this + " not found", failure());
    }

    @Override
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
        live(message, false).tell(message, false);
    }

    @Override
    public ActorTimer tellAfter(Duration delay, @Nullable Object message) {
        StackReserve.ensure();
        ActorCell now = live(message, false);
        try {
            return now.timers().tellAfter(delay, message);
        } catch (ActorDeadException e) {
            deadLetter(Cause.DEAD, message, false, false);
            throw e;
        }
    }

    /** Leaves the listeners to another thread: that of the timers runs no code of users. That of a simulation does, in its order. */
    @Override
    public void lost(@Nullable Object message) {
        if (ListenerHub.any()) {
            try {
                Executor executor = Simulation.current() == null ? BatchExecutor.POOL : Runnable::run;
                executor.execute(() -> deadLetter(Cause.TIMER, message, false, false));
            } catch (Throwable e) {
                // no memory to tell of it
            }
        }
    }

    @Override
    public int deliver(Envelope envelope) {
        ActorCell now = cell;
        return now == null ? CLOSED : now.deliver(envelope);
    }

    @Override
    public void renewTurn() {
        ActorCell now = cell;
        if (now != null) {
            Preemption.endTurn(now);
        }
    }

    @Override
    public void touched() {
        ActorCell now = cell;
        if (now != null) {
            now.touched();
        }
    }

    @Override
    public void checkOwnTurn() {
        ActorCell now = cell;
        if (now != null && !now.isOwnTurn()) {
            throw new IllegalStateException("The timers of " + this
                    + " are for the actor itself, in its constructor, hooks and handlers: others say tellAfter");
        }
    }

    @Override
    public @Nullable Object ask(@Nullable Object message) {
        StackReserve.ensure(); // for both, sending and waiting
        refuseWait(null);
        WaitRefusal.checkInterrupt(this, null);
        return FutureOperations.read(this.<Object>send(message, null, false), null);
    }

    @Override
    public @Nullable Object ask(@Nullable Object message, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        if (deadline == null) {
            return ask(message);
        }
        StackReserve.ensure();
        refuseWait(deadline);
        WaitRefusal.checkInterrupt(this, deadline);
        Future<@Nullable Object> reply = send(message, deadline, false);
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
        return send(message, null, true);
    }

    private <T extends @Nullable Object> Future<T> send(
            @Nullable Object message, @Nullable Deadline deadline, boolean cancellable) {
        ActorCell now = cell;
        if (now == null) {
            deadLetter(Cause.DEAD, message, true, false);
            return FutureOperations.failed(notFound());
        }
        return now.ask(message, deadline, cancellable);
    }

    @Override
    public <R extends @Nullable Object> Future<R> call(ActorFunction<? super A, ? extends R> function) {
        StackReserve.ensure();
        return send(new CallMessage<A>(Objects.requireNonNull(function, "function")), null, true);
    }

    @Override
    public Future<@Nullable Void> run(ActorConsumer<? super A> code) {
        StackReserve.ensure();
        return send(new RunMessage<A>(Objects.requireNonNull(code, "code")), null, true);
    }

    @Override
    public void defer(ActorConsumer<? super A> code) {
        StackReserve.ensure();
        live(Objects.requireNonNull(code, "code"), true).defer(code);
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
        return stop((Deadline) null);
    }

    @Override
    public boolean stop(Duration timeout) {
        return stop(Deadline.after(timeout));
    }

    private boolean stop(@Nullable Deadline deadline) {
        StackReserve.ensure(); // for both, asking and waiting
        refuseWait(deadline);
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
        return stop(false, false);
    }

    @Override
    public Future<Boolean> stopNow() {
        return stopNow(false);
    }

    @Override
    public Future<Boolean> stopNow(boolean interrupt) {
        return stop(true, interrupt);
    }

    private Future<Boolean> stop(boolean atOnce, boolean interrupt) {
        StackReserve.ensure();
        ActorCell now = cell;
        if (now == null || now.isUnstarted()) {
            return FutureOperations.of(false);
        }
        LocalPromise<Boolean> told = new LocalPromise<>();
        now.stop(told, false, StopMark.ASKED); // all allocations come before the mailbox is closed
        if (atOnce) {
            Preemption.stopNow(now, interrupt);
        }
        return told;
    }

    @Override
    public Future<ActorEnd> whenStopped() {
        StackReserve.ensure();
        try {
            return endPromise();
        } catch (ActorDeadException unstarted) {
            return FutureOperations.failed(unstarted);
        }
    }

    /** Returns a promise of the end. Throws if the actor is not started. */
    EndPromise endPromise() {
        ActorCell now = cell;
        if (now != null && now.isUnstarted()) {
            throw now.notFound();
        }
        return now == null ? EndPromise.of(end()) : now.whenStopped();
    }

    /** Throws if the caller must not wait for the actor, an actor for itself above all. Called before anything is sent. */
    public void refuseWait(@Nullable Deadline deadline) {
        ActorCell now = cell;
        if (deadline == null && now != null && now.phase() == ActorCell.NEW && BlockingWait.isMaking(now)) {
            throw WaitRefusal.selfWait(now);
        }
        WaitRefusal.check(now, deadline);
    }
}
