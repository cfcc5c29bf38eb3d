package pykka.cluster.internal.ref;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorConsumer;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorFunction;
import pykka.api.ActorInterruptedException;
import pykka.api.ActorProxy;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.api.spi.RemoteReply;

/**
 * A reference to an actor of another node. While it is held there is one for each actor and link, so that references can be
 * compared by identity. It dies with the actor or with the link, whichever comes first, and for good.
 *
 * <p>{@code end} is written once, under the lock of this object, and read without it; the future is completed after that.
 *
 * @param <A> never anything but Object
 */
public final class RemoteRef<A> implements ActorRef<A> {
    private final RemoteNode node;
    private final long number;
    private final String urn;
    private final String className;
    private final End stopped = new End();
    private volatile Set<String> interfaces = Set.of();
    private volatile @Nullable ActorEnd end;

    private final class End extends RemoteReply<ActorEnd> {
        End() {
            super(false);
        }

        @Override
        public String toString() {
            return RemoteRef.this.toString();
        }
    }

    /** Makes a reference; only the link to the node does. */
    public RemoteRef(RemoteNode node, long number, String urn, String className) {
        this.node = node;
        this.number = number;
        this.urn = urn;
        this.className = className;
    }

    public RemoteNode node() {
        return node;
    }

    public long number() {
        return number;
    }

    /** Returns the simple name of the actor's class. */
    public String className() {
        return className;
    }

    /** Adds interfaces by which the actor can be called. */
    public synchronized void publishes(Collection<String> more) {
        Set<String> all = new LinkedHashSet<>(interfaces);
        all.addAll(more);
        interfaces = all;
    }

    /** Returns the names of the interfaces by which the actor can be called. */
    public Set<String> interfaces() {
        return interfaces;
    }

    /** Ends this reference: it refuses all from now on. Returns false if it has ended before. */
    public synchronized boolean end(ActorEnd how) {
        if (end != null) {
            return false;
        }
        end = how;
        return true;
    }

    /** Completes the future of the end, after {@link #end}; code of users runs. */
    public void tellOfEnd() {
        ActorEnd how = end;
        if (how != null) {
            stopped.complete(how);
        }
    }

    /** Returns the exception for what is sent to an actor that has ended. */
    public ActorDeadException dead() {
        ActorEnd how = end;
        return new ActorDeadException(this + " not found" + (how != null && how.reason() == ActorEnd.Reason.NODE_LEFT
                ? ": its node has left" : ""), how == null ? null : how.failure());
    }

    private void check(@Nullable Object message) {
        if (end != null) {
            throw dead();
        }
        if (message instanceof ProxyCall || message instanceof ProxyGetAttr || message instanceof ProxySetAttr) {
            throw elsewhere("Messages of proxies are");
        }
    }

    private UnsupportedOperationException elsewhere(String what) {
        return new UnsupportedOperationException(what + " not for an actor of another node, " + this
                + ": send it a message, or publish an interface and call proxy(Class)");
    }

    @Override
    public Class<? extends A> actorClass() {
        throw elsewhere("The class is");
    }

    @Override
    public String actorUrn() {
        return urn;
    }

    @Override
    public boolean isAlive() {
        return end == null;
    }

    @Override
    public void tell(@Nullable Object message) {
        check(message);
        node.tell(this, message);
    }

    @Override
    public ActorTimer tellAfter(Duration delay, @Nullable Object message) {
        check(message);
        return node.tellAfter(this, Objects.requireNonNull(delay, "delay"), message);
    }

    @Override
    public @Nullable Object ask(@Nullable Object message) {
        checkInterrupt();
        return askAsync(message).get();
    }

    @Override
    public @Nullable Object ask(@Nullable Object message, Duration timeout) {
        checkInterrupt();
        check(message);
        return node.ask(this, message, Objects.requireNonNull(timeout, "timeout")).get(timeout);
    }

    @Override
    public <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception) throws X {
        try {
            return ask(message);
        } catch (Exception e) {
            throw declared(e, exception);
        }
    }

    @Override
    public <X extends Exception> @Nullable Object ask(@Nullable Object message, Class<X> exception, Duration timeout) throws X {
        try {
            return ask(message, timeout);
        } catch (Exception e) {
            throw declared(e, exception);
        }
    }

    private static <X extends Exception> X declared(Exception thrown, Class<X> exception) {
        if (exception.isInstance(thrown)) {
            return exception.cast(thrown);
        }
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new UndeclaredThrowableException(thrown);
    }

    private static void checkInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ActorInterruptedException("The thread was interrupted before it asked; nothing was sent");
        }
    }

    @Override
    public Future<@Nullable Object> askAsync(@Nullable Object message) {
        if (end != null) {
            return Futures.failed(dead());
        }
        check(message);
        return node.ask(this, message, null);
    }

    @Override
    public <R extends @Nullable Object> Future<R> call(ActorFunction<? super A, ? extends R> function) {
        throw elsewhere("Functions are");
    }

    @Override
    public Future<@Nullable Void> run(ActorConsumer<? super A> code) {
        throw elsewhere("Code is");
    }

    @Override
    public void defer(ActorConsumer<? super A> code) {
        throw elsewhere("Code is");
    }

    @Override
    public ActorProxy proxy() {
        throw elsewhere("A dynamic proxy is");
    }

    @Override
    public ActorProxy proxy(MethodHandles.Lookup lookup) {
        throw elsewhere("A dynamic proxy is");
    }

    @Override
    public <P> P proxy(Class<P> type) {
        check(null);
        return TypedProxy.of(this, type, null);
    }

    @Override
    public <P> P proxy(Class<P> type, MethodHandles.Lookup lookup) {
        check(null);
        return TypedProxy.of(this, type, Objects.requireNonNull(lookup, "lookup"));
    }

    @Override
    public boolean stop() {
        return stopAsync().get();
    }

    @Override
    public boolean stop(Duration timeout) {
        return stopAsync().get(timeout);
    }

    @Override
    public Future<Boolean> stopAsync() {
        return node.stop(this, false, false);
    }

    @Override
    public Future<Boolean> stopNow() {
        return stopNow(false);
    }

    @Override
    public Future<Boolean> stopNow(boolean interrupt) {
        return node.stop(this, true, interrupt);
    }

    @Override
    public Future<ActorEnd> whenStopped() {
        if (end == null) {
            node.hold(this);
        }
        return stopped.future();
    }

    @Override
    public String toString() {
        return className + " (" + urn + ") at " + node.name();
    }
}
