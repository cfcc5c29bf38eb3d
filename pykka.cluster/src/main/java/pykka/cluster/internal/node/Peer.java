package pykka.cluster.internal.node;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorEnd.Reason;
import pykka.api.ActorException;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorRef;
import pykka.api.ActorTimer;
import pykka.api.Future;
import pykka.api.Futures;
import pykka.api.spi.RemoteDelivery;
import pykka.cluster.ClusterNode;
import pykka.cluster.internal.ref.RemoteMethod;
import pykka.cluster.internal.ref.RemoteNode;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.Frame;
import pykka.cluster.internal.wire.FrameWriter;
import pykka.cluster.internal.wire.Payload;
import pykka.cluster.internal.wire.RefToken;

/**
 * The link to another node, from the moment that it joins. It opens when the other side has said hello in the same epoch, and is
 * gone for good when the node leaves or begins another epoch; the next link to that node is another object, with other
 * references.
 *
 * <p>The thread that sets {@code gone} ends, in this order: the references, so that they refuse; the queue, so that nothing more
 * is accepted and what was told is counted; the open asks. A sender that passes one of them finds the next one closed. Who waits
 * here: the writer, for frames or in the engine, until the link is gone; senders, for room, until then or their limit; askers,
 * for an answer, until then or the limit. Threads of the engine wait for nothing.
 */
final class Peer implements RemoteNode {
    final Node node;
    final String id;
    final long epoch;
    final Exports exports = new Exports();
    final Imports imports;
    final Inbound inbound;
    final Outbound out;
    final PendingAsks asks = new PendingAsks(ask -> add(new Frame.Cancel(ask)));
    /** How many of the messages told have arrived; written by the engine's thread that serves this link. */
    volatile long acknowledged;
    /** Written under the lock of the links. */
    volatile @Nullable ClusterNode info;
    private final String engineName;
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Thread writer;
    private long acknowledgedTo; // the timer's

    Peer(Node node, String id, String engineName, long epoch) {
        this.node = node;
        this.id = id;
        this.engineName = engineName;
        this.epoch = epoch;
        imports = new Imports(this, node.collected);
        inbound = new Inbound(this);
        out = new Outbound(epoch, node.options.maxQueued(), this::name, inbound::tells);
        writer = node.threads.thread("to-" + engineName, this::write);
    }

    void start() {
        hello();
        writer.start();
    }

    void hello() {
        add(node.hello());
    }

    private void write() {
        try {
            for (byte[] batch = out.take(); batch != null; batch = out.take()) {
                node.engine().send(id, batch, 0, batch.length);
            }
        } catch (InterruptedException e) {
            // the node is being closed
        } catch (RuntimeException e) {
            node.lost(this, "sending to it failed: " + e);
        }
    }

    @Override
    public String name() {
        ClusterNode known = info;
        return known == null ? engineName : known.name();
    }

    boolean isOpen() {
        return info != null && !gone.get();
    }

    boolean isGone() {
        return gone.get();
    }

    /** Adds a frame without a reference, which has room. */
    boolean add(Frame frame) {
        return out.add(FrameWriter.write(frame), false);
    }

    /** As {@link #add(Frame)}, for a frame with references. */
    boolean add(Frame frame, Refs refs) {
        return counted(refs, () -> add(frame));
    }

    private static boolean counted(Refs refs, BooleanSupplier adding) {
        boolean sent = false;
        try {
            sent = adding.getAsBoolean();
        } finally {
            if (sent) {
                refs.sent();
            } else {
                refs.undo();
            }
        }
        return sent;
    }

    /** Adds what a user sends, when there is room. A reference in it is not given back before it is sent. */
    private boolean send(Frame frame, Refs refs, @Nullable Object message, long nanos) {
        try {
            byte[] bytes = FrameWriter.write(frame);
            return counted(refs, () -> out.addBounded(bytes, frame.isTold(), RemoteDelivery.neverWaits() ? 0 : nanos));
        } finally {
            Reference.reachabilityFence(message);
        }
    }

    private long limit() {
        return node.askLimit;
    }

    @Override
    public void tell(RemoteRef<?> to, @Nullable Object message) {
        Refs refs = new Refs(this);
        told(to, new Frame.Tell(to.number(), node.payloads.value(message, refs)), refs, message);
    }

    @Override
    public void callTold(RemoteRef<?> to, RemoteMethod method, @Nullable Object[] arguments) {
        Refs refs = new Refs(this);
        checkAlive(to);
        Payload payload = node.payloads.arguments(arguments, refs);
        told(to, new Frame.Call(0, to.number(), method.type().getName(), method.signature(), payload), refs, arguments);
    }

    private void told(RemoteRef<?> to, Frame frame, Refs refs, @Nullable Object message) {
        if (!send(frame, refs, message, limit())) {
            throw to.dead();
        }
    }

    private static void checkAlive(RemoteRef<?> to) {
        if (!to.isAlive()) {
            throw to.dead();
        }
    }

    @Override
    public ActorTimer tellAfter(RemoteRef<?> to, Duration delay, @Nullable Object message) {
        return DelayedTell.start(node, to, delay, message);
    }

    @Override
    public Future<@Nullable Object> ask(RemoteRef<?> to, @Nullable Object message, @Nullable Duration timeout) {
        Refs refs = new Refs(this);
        Payload payload = node.payloads.value(message, refs);
        long nanos = timeout == null ? limit() : nanos(timeout);
        PendingAsk<@Nullable Object> ask = asks.add(to, nanos, node.loader(message == null ? null : message.getClass()));
        return asked(ask, to, ask == null ? null : new Frame.Ask(ask.id, to.number(), payload), refs, message, nanos);
    }

    @Override
    public Future<@Nullable Object> call(RemoteRef<?> to, RemoteMethod method, @Nullable Object[] arguments) {
        if (!to.isAlive()) {
            return Futures.failed(to.dead());
        }
        Refs refs = new Refs(this);
        Payload payload = node.payloads.arguments(arguments, refs);
        PendingAsk<@Nullable Object> ask = asks.add(to, limit(), node.loader(method.type()));
        return asked(ask, to, ask == null ? null
                : new Frame.Call(ask.id, to.number(), method.type().getName(), method.signature(), payload),
                refs, arguments, limit());
    }

    /** Sends a question. If it cannot be sent, the future has failed; an interrupt is thrown. */
    private <T extends @Nullable Object> Future<T> asked(@Nullable PendingAsk<T> ask, RemoteRef<?> to, @Nullable Frame frame,
            Refs refs, @Nullable Object message, long nanos) {
        if (ask == null || frame == null) {
            refs.undo();
            return Futures.failed(to.dead());
        }
        boolean sent = false;
        ActorException why = null;
        try {
            sent = send(frame, refs, message, nanos);
        } catch (ActorInboxFullException e) {
            why = e;
        } finally {
            if (!sent && asks.remove(ask.id) != null) {
                ask.fail(why != null ? why : to.dead());
            }
        }
        return ask.future();
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public Future<Boolean> stop(RemoteRef<?> to, boolean atOnce, boolean interrupt) {
        PendingAsk<Boolean> ask = to.isAlive() ? asks.addStop(to, limit(), node.loader(null)) : null;
        if (ask == null) {
            return Futures.of(false);
        }
        if (!add(new Frame.Stop(ask.id, to.number(), atOnce, interrupt)) && asks.remove(ask.id) != null) {
            ask.nodeLeft(to.dead());
        }
        return ask.future();
    }

    @Override
    public void hold(RemoteRef<?> ref) {
        imports.hold(ref);
    }

    /** Counts a reference that is about to be sent. */
    RefToken export(ActorRef<?> ref) {
        if (ref instanceof RemoteRef<?> remote && remote.node() == this) {
            return RefToken.back(remote.number());
        }
        return new RefToken(true, exports.send(ref), ref.actorUrn(), Refs.className(ref));
    }

    /** Returns the reference of a token that has come; null if it is one of this node that is no longer known. */
    @Nullable ActorRef<?> resolve(RefToken token) {
        return token.own() ? imports.take(token, node.threads) : exports.get(token.number());
    }

    /** Tells the other node of the end of an actor, if it has that. */
    void ended(ActorRef<?> ref, ActorEnd end) {
        long number = exports.number(ref);
        if (number != 0) {
            add(new Frame.Ended(number, end.reason().name(), end.failure() == null ? null : String.valueOf(end.failure())));
        }
    }

    /** Called by the timer from time to time. */
    void tick() {
        asks.expire(node.threads);
        long tells = inbound.tells();
        if (tells != acknowledgedTo) {
            acknowledgedTo = tells;
            out.acknowledge();
        }
        inbound.warn();
    }

    /** Ends this link. Returns how many messages that were told are lost; -1 if the link was gone already. */
    long end() {
        if (!gone.compareAndSet(false, true)) {
            return -1;
        }
        imports.close(new ActorEnd(Reason.NODE_LEFT, null), node.threads);
        long told = out.close();
        asks.close(to -> new ActorDeadException(to + " stopped before handling the message, or while it handled it, or not at"
                + " all: node " + name() + " has left"), node.threads);
        return told - acknowledged;
    }

    /** Waits until the writer has ended, but not longer than that; it is not held up by an interrupt, which stays. */
    void awaitWriter(long until) {
        boolean interrupted = Thread.interrupted();
        for (long left = until - System.nanoTime(); left > 0 && writer.isAlive(); left = until - System.nanoTime()) {
            try {
                writer.join(Math.max(1, left / 1_000_000));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
