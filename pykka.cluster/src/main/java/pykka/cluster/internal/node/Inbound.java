package pykka.cluster.internal.node;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorMemberException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.messages.ProxyCall;
import pykka.api.messages.ProxyGetAttr;
import pykka.api.messages.ProxySetAttr;
import pykka.cluster.ClusterException;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.Frame;
import pykka.cluster.internal.wire.Payload;

/**
 * Handles what another node sends: one thread of the engine at a time, which must not wait. The references of a message are
 * counted before anything can go wrong with it. What goes wrong with one message is the asker's to know, or counted if the
 * message was told; the link lives on.
 */
final class Inbound {
    private static final Logger LOG = LoggerFactory.getLogger("pykka.cluster");

    private final Peer peer;
    private final Node node;
    /** What cancels the asks that wait for the answers of actors. */
    private final Map<Long, Runnable> answering = new ConcurrentHashMap<>();
    /** Written by the engine's thread alone. */
    private volatile long tells;
    private volatile long refused;
    private volatile @Nullable String lastRefusal;
    private long warned; // the timer's

    Inbound(Peer peer) {
        this.peer = peer;
        node = peer.node;
    }

    /** How many messages that were told have come, be they delivered or refused. */
    long tells() {
        return tells;
    }

    long refused() {
        return refused;
    }

    int answering() {
        return answering.size();
    }

    /** Handles a frame of an open link. */
    void frame(Frame frame) {
        if (frame instanceof Frame.Tell f) {
            Refs refs = new Refs(peer, f.message().refs());
            told(() -> {
                ActorRef<?> to = actor(f.actor());
                to.tell(message(f.message(), to, refs));
            });
        } else if (frame instanceof Frame.Ask f) {
            Refs refs = new Refs(peer, f.message().refs());
            asked(f.id(), () -> {
                ActorRef<?> to = actor(f.actor());
                return to.askAsync(message(f.message(), to, refs));
            });
        } else if (frame instanceof Frame.Call f && f.id() == 0) {
            told(() -> call(f));
        } else if (frame instanceof Frame.Call f) {
            asked(f.id(), () -> call(f));
        } else if (frame instanceof Frame.Reply f) {
            reply(f);
        } else if (frame instanceof Frame.Failure f) {
            Refs refs = new Refs(peer, f.failure().refs());
            PendingAsk<?> ask = peer.asks.remove(f.id());
            if (ask != null) {
                ask.fail(node.payloads.failure(f.failure(), ask.loader, refs));
            }
        } else if (frame instanceof Frame.Stop f) {
            stop(f);
        } else if (frame instanceof Frame.Stopped f) {
            PendingAsk<@Nullable Object> ask = peer.asks.remove(f.id());
            if (ask != null) {
                ask.complete(f.ended());
            }
        } else if (frame instanceof Frame.Cancel f) {
            Runnable cancel = answering.remove(f.id());
            if (cancel != null) {
                cancel.run();
            }
        } else if (frame instanceof Frame.Release f) {
            peer.exports.release(f.actor(), f.times());
        } else {
            names(frame);
        }
    }

    private void names(Frame frame) {
        if (frame instanceof Frame.Publish f && f.actor().own()) {
            RemoteRef<Object> ref = peer.imports.take(f.actor(), node.threads);
            ref.publishes(f.interfaces());
            node.names.published(peer, f.name(), ref);
        } else if (frame instanceof Frame.Unpublish f) {
            node.names.withdrawn(peer, f.name(), f.actor());
        } else if (frame instanceof Frame.Ended f) {
            peer.imports.end(f.actor(), end(f), node.threads);
        } else if (frame instanceof Frame.Bye f) {
            node.lost(peer, f.why());
        }
    }

    private static ActorEnd end(Frame.Ended frame) {
        ActorEnd.Reason reason;
        try {
            reason = ActorEnd.Reason.valueOf(frame.reason());
        } catch (IllegalArgumentException e) { // of a later version
            reason = ActorEnd.Reason.STOPPED;
        }
        return new ActorEnd(reason, frame.failure() == null ? null : new ClusterException(frame.failure()));
    }

    private ActorRef<?> actor(long number) {
        ActorRef<?> ref = peer.exports.get(number);
        if (ref == null) {
            throw new ActorDeadException("Actor " + number + " of node " + node.name() + " not found");
        }
        return ref;
    }

    private @Nullable Object message(Payload payload, ActorRef<?> to, Refs refs) {
        Object message = node.payloads.value(payload, node.loaderOf(to), refs);
        if (message instanceof ProxyCall || message instanceof ProxyGetAttr || message instanceof ProxySetAttr) {
            throw new ActorMemberException(message.getClass().getSimpleName() + " is not taken from another node:"
                    + " publish an interface");
        }
        return message;
    }

    private @Nullable Object call(Frame.Call frame) {
        Refs refs = new Refs(peer, frame.arguments().refs());
        ActorRef<?> ref = actor(frame.actor());
        PublishedInterface type = node.names.published(ref, frame.type());
        if (type == null) {
            throw new ActorMemberException(frame.type() + " is not published for " + ref + ": publish(name, ref, "
                    + frame.type().substring(frame.type().lastIndexOf('.') + 1) + ".class)");
        }
        return type.call(frame.method(), node.payloads.arguments(frame.arguments(), node.loaderOf(ref), refs));
    }

    private void told(Runnable delivery) {
        try {
            delivery.run();
        } catch (Throwable e) {
            refused++; // this thread alone writes
            lastRefusal = String.valueOf(e);
        } finally {
            tells++;
        }
    }

    /** Called by the timer: one record for what was refused since the last one. */
    void warn() {
        long now = refused;
        if (now != warned) {
            LOG.warn("{} messages that node {} has told were not delivered, the last one because of: {}",
                    now - warned, peer.name(), lastRefusal);
            warned = now;
        }
    }

    private interface Question {
        @Nullable Object ask() throws Exception;
    }

    private void asked(long id, Question question) {
        Object answer;
        try {
            answer = question.ask();
        } catch (Throwable e) {
            answer(id, null, e);
            return;
        }
        if (answer instanceof Future<?> future) {
            answering.put(id, future::cancel);
            future.onComplete((value, failure) -> {
                answering.remove(id);
                answer(id, value, failure);
            });
        } else if (answer instanceof CompletableFuture<?> future) {
            answering.put(id, () -> future.cancel(false));
            future.whenComplete((value, failure) -> {
                answering.remove(id);
                answer(id, value, failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause() : failure);
            });
        } else {
            answer(id, answer, null);
        }
    }

    private void answer(long id, @Nullable Object value, @Nullable Throwable failure) {
        if (peer.isGone()) {
            return;
        }
        Refs refs = new Refs(peer);
        if (failure == null) {
            try {
                peer.add(new Frame.Reply(id, node.payloads.value(value, refs)), refs);
                return;
            } catch (ClusterException e) {
                failure = e;
                refs = new Refs(peer);
            }
        }
        peer.add(new Frame.Failure(id, node.payloads.failure(failure, refs)), refs);
    }

    private void reply(Frame.Reply frame) {
        Refs refs = new Refs(peer, frame.value().refs());
        PendingAsk<@Nullable Object> ask = peer.asks.remove(frame.id());
        if (ask == null) {
            return; // it was cancelled, or is over
        }
        Object value;
        try {
            value = node.payloads.value(frame.value(), ask.loader, refs);
        } catch (Throwable e) {
            ask.fail(e);
            return;
        }
        ask.complete(value);
    }

    private void stop(Frame.Stop frame) {
        ActorRef<?> ref = peer.exports.get(frame.actor());
        if (ref == null) {
            peer.add(new Frame.Stopped(frame.id(), false));
            return;
        }
        Future<Boolean> stopped = frame.atOnce() ? ref.stopNow(frame.interrupt()) : ref.stopAsync();
        stopped.onComplete((ended, failure) -> {
            if (failure == null && ended != null) {
                peer.add(new Frame.Stopped(frame.id(), ended));
            } else if (failure != null) {
                answer(frame.id(), null, failure);
            }
        });
    }
}
