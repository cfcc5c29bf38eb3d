package pykka.cluster.internal.node;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pykka.api.ActorDeadException;
import pykka.api.ActorEnd;
import pykka.api.ActorException;
import pykka.api.ActorRef;
import pykka.api.Future;
import pykka.api.Registration;
import pykka.api.spi.RemoteDelivery;
import pykka.cluster.ClusterCodec;
import pykka.cluster.ClusterNode;
import pykka.cluster.ClusterOptions;
import pykka.cluster.ClusterTls;
import pykka.cluster.internal.codec.AllowList;
import pykka.cluster.internal.codec.JavaCodec;
import pykka.cluster.internal.codec.Limits;
import pykka.cluster.internal.engine.Engine;
import pykka.cluster.internal.engine.EngineOptions;
import pykka.cluster.internal.ref.RemoteRef;
import pykka.cluster.internal.wire.Batch;
import pykka.cluster.internal.wire.Frame;
import pykka.cluster.internal.wire.WireException;

/**
 * This node: its links, one for each other node, and what they share.
 *
 * <p>A link has an epoch, on which both sides agree: each proposes a number higher than all that it has seen, by a hello, and the
 * higher one wins; the side that hears of a higher one drops its link and begins another. So both sides begin anew together even
 * if only one has seen the other leave, and frames of an earlier epoch are known by it, and dropped. A hello of a lower epoch is
 * answered by one's own again, as the first may have come too early to be heard.
 *
 * <p>{@code lock} guards members, epoch, and the making and opening of links. It is taken before the lock of {@link Names},
 * never after; nothing waits and no code of users runs under either.
 */
public final class Node implements Engine.Listener {
    static final String VERSION = "1";
    private static final Logger LOG = LoggerFactory.getLogger("pykka.cluster");

    final ClusterOptions options;
    final Threads threads;
    final Payloads payloads;
    final Names names;
    final ReferenceQueue<RemoteRef<Object>> collected = new ReferenceQueue<>();
    final long askLimit;

    private final Object lock = new Object();
    private final Map<String, String> members = new HashMap<>();
    private final Map<String, Peer> peers = new ConcurrentHashMap<>();
    private long epoch;
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile @Nullable Engine engine;
    private volatile boolean closed;
    private volatile ClusterNode self;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Set<ActorRef<?>> watched = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean changing = new AtomicBoolean();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** Makes an engine. */
    public interface Engines {
        /** Joins a cluster. */
        Engine join(EngineOptions options, Engine.Listener listener);
    }

    private Node(ClusterOptions options) {
        this.options = options;
        threads = new Threads(options.name());
        payloads = new Payloads(codec(options), options.maxMessage());
        names = new Names(threads, this::changed);
        askLimit = options.askLimit().toNanos();
        String name = options.nodeName();
        self = new ClusterNode("", name != null ? name : options.name());
    }

    /** Joins a cluster. */
    public static Node join(ClusterOptions options, Engines engines) {
        Node node = new Node(options);
        try {
            Engine engine = engines.join(forEngine(options), node);
            String name = options.nodeName();
            node.self = new ClusterNode(engine.self(), name != null ? name : engine.self());
            node.engine = engine;
        } catch (Throwable e) {
            node.close();
            throw e;
        } finally {
            node.joined.countDown();
        }
        long tick = Math.max(10, Math.min(250, options.askLimit().toMillis() / 4));
        node.threads.timer().scheduleWithFixedDelay(node::tick, tick, tick, TimeUnit.MILLISECONDS);
        return node;
    }

    private static ClusterCodec codec(ClusterOptions options) {
        ClusterCodec codec = options.codec();
        return codec != null ? codec : new JavaCodec(AllowList.of(options.allowed()), Limits.ofBytes(options.maxMessage()));
    }

    private static EngineOptions forEngine(ClusterOptions options) {
        ClusterTls tls = options.tls();
        return new EngineOptions(options.name(), options.address(), options.port(), options.members(), options.detection(),
                options.configuration(), tls == null ? null : tls.context(), options.nodeName(), options.maxQueued());
    }

    /** Returns the engine, when it has joined. Called by writers, which may wait. */
    Engine engine() throws InterruptedException {
        joined.await();
        Engine now = engine;
        if (now == null) {
            throw new InterruptedException("it has not joined");
        }
        return now;
    }

    String name() {
        return self.name();
    }

    public ClusterNode self() {
        return self;
    }

    @Override
    public void joined(String id, String name) {
        synchronized (lock) {
            if (!closed) {
                members.put(id, name);
                begin(id, name, ++epoch);
            }
        }
    }

    private Peer begin(String id, String name, long number) {
        Peer peer = new Peer(this, id, name, number);
        peers.put(id, peer);
        peer.start();
        return peer;
    }

    @Override
    public void left(String id) {
        Peer peer;
        synchronized (lock) {
            members.remove(id);
            peer = peers.remove(id);
            warned.remove(id);
        }
        if (peer != null) {
            lost(peer, "it has left, or cannot be reached");
        }
    }

    @Override
    public void received(String id, byte[] bytes, int offset, int length) {
        try {
            Batch batch = Batch.read(bytes, offset, length);
            if (batch.version == Batch.VERSION) {
                RemoteDelivery.withoutWaiting(() -> received(id, batch));
            } else {
                shutOut(id, "it speaks version " + batch.version + ", and this node version " + Batch.VERSION);
            }
        } catch (WireException e) {
            shutOut(id, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Handling what node {} has sent failed", id, e);
            shutOut(id, e.toString());
        }
    }

    private void received(String id, Batch batch) {
        Peer peer = peers.get(id);
        if (peer != null && peer.epoch == batch.epoch && batch.tells > peer.acknowledged) {
            peer.acknowledged = batch.tells; // by this thread alone
        }
        try {
            for (Frame frame = batch.next(); frame != null; frame = batch.next()) {
                if (frame instanceof Frame.Hello hello) {
                    peer = hello(id, batch.epoch, hello);
                } else if (peer != null && peer.epoch == batch.epoch && peer.isOpen()) {
                    peer.inbound.frame(frame);
                }
            }
        } catch (WireException e) {
            shutOut(id, "it sent what cannot be read, " + e.getMessage());
        }
    }

    private @Nullable Peer hello(String id, long number, Frame.Hello hello) {
        Peer before = null;
        Peer peer;
        boolean opened = false;
        synchronized (lock) {
            String name = members.get(id);
            if (name == null || closed) {
                return null;
            }
            peer = peers.get(id);
            if (peer != null && number < peer.epoch) {
                if (!peer.isGone()) {
                    peer.add(new Frame.Hello(VERSION, name()));
                }
                return peer;
            }
            if (peer == null || number > peer.epoch) {
                before = peer;
                epoch = Math.max(epoch, number);
                peer = begin(id, name, number);
            }
            if (peer.info == null && !peer.isGone()) {
                peer.info = new ClusterNode(id, hello.node());
                peer.add(new Frame.Hello(VERSION, name())); // the other side may have missed the first
                opened = true;
            }
        }
        if (before != null) {
            lost(before, "it has begun anew");
        }
        if (opened) {
            LOG.info("Node {} has joined cluster {}", peer.name(), options.name());
            names.opened(peer).forEach(this::watch);
            changed();
        }
        return peer;
    }

    /** Ends a link that has sent what makes no sense, until the node joins anew. */
    private void shutOut(String id, String why) {
        Peer peer = peers.get(id);
        if (warned.add(id)) {
            LOG.warn("Node {} is shut out until it joins again: {}", peer == null ? id : peer.name(), why);
        }
        if (peer != null && !peer.isGone()) {
            peer.add(new Frame.Bye("this node was shut out: " + why));
            peer.out.finish();
            threads.timer().schedule(() -> lost(peer, why), 100, TimeUnit.MILLISECONDS);
        }
    }

    /** Ends a link, once. */
    void lost(Peer peer, String why) {
        boolean open = peer.isOpen();
        long tells = peer.end();
        if (tells < 0) {
            return;
        }
        names.closed(peer);
        refused.addAndGet(peer.inbound.refused());
        lost.addAndGet(tells);
        if (closed) {
            return; // what was on the way has most likely arrived
        }
        if (tells > 0) {
            LOG.warn("Node {} has left cluster {}: {}. {} messages that were told to it are lost, or not known to have arrived",
                    peer.name(), options.name(), why, tells);
        } else if (open) {
            LOG.info("Node {} has left cluster {}: {}", peer.name(), options.name(), why);
        }
    }

    /** A message of a timer was not sent. */
    void notSent(RemoteRef<?> to, ActorException why) {
        lost.incrementAndGet();
        LOG.warn("A message to {} was due and not sent: {}", to, why.toString());
    }

    private void tick() {
        try {
            names.links().forEach(Peer::tick);
            for (Object entry = collected.poll(); entry != null; entry = collected.poll()) {
                Imports.Import gone = (Imports.Import) entry;
                gone.peer.add(new Frame.Release(gone.number, gone.peer.imports.forget(gone)));
            }
        } catch (RuntimeException e) {
            LOG.error("The timer of cluster {} failed", options.name(), e);
        }
    }

    /** Has the end of an actor be told to the nodes that know it, and its names be withdrawn. */
    void watch(ActorRef<?> ref) {
        if (watched.add(ref)) {
            ref.whenStopped().onComplete(new Watcher(this, ref)::ended);
        }
    }

    /** Does not keep the node in memory as long as an actor that it has sent somewhere. */
    private static final class Watcher {
        private final WeakReference<Node> node;
        private final ActorRef<?> ref;

        Watcher(Node node, ActorRef<?> ref) {
            this.node = new WeakReference<>(node);
            this.ref = ref;
        }

        void ended(@Nullable ActorEnd end, @Nullable Throwable failure) {
            Node now = node.get();
            if (now != null && end != null) {
                now.ended(ref, end);
            }
        }
    }

    private void ended(ActorRef<?> ref, ActorEnd end) {
        watched.remove(ref); // before the links are looked at: one that is given the actor later watches anew
        names.withdraw(ref);
        peers.values().forEach(peer -> peer.ended(ref, end));
    }

    /** Publishes an actor. */
    public Registration publish(String name, ActorRef<?> ref, List<Class<?>> interfaces) {
        if (!ref.isAlive()) {
            throw new ActorDeadException(ref + " not found");
        }
        Publication publication = new Publication(name, ref, interfaces);
        names.publish(publication);
        watch(ref);
        return () -> names.withdraw(publication);
    }

    public List<ActorRef<Object>> find(String name) {
        return names.find(name);
    }

    public Future<ActorRef<Object>> whenPublished(String name) {
        return names.whenPublished(name);
    }

    public Set<String> names() {
        return names.all();
    }

    /** Returns this node and those of the open links. */
    public List<ClusterNode> nodes() {
        List<ClusterNode> nodes = new ArrayList<>(List.of(self));
        for (Peer peer : names.links()) {
            ClusterNode info = peer.info;
            if (info != null) {
                nodes.add(info);
            }
        }
        return List.copyOf(nodes);
    }

    /** Returns how many messages that this node has told are lost with the nodes that they were for. */
    public long lost() {
        return lost.get();
    }

    /** Returns how many messages that other nodes have told were not delivered here. */
    public long refused() {
        return refused.get() + names.links().stream().mapToLong(peer -> peer.inbound.refused()).sum();
    }

    /** Adds code that runs, on a thread of its own, some time after nodes or names have changed. */
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void changed() {
        if (!listeners.isEmpty() && changing.compareAndSet(false, true)) {
            threads.execute(() -> {
                changing.set(false); // first: what changes from now on calls again
                for (Runnable listener : listeners) {
                    try {
                        listener.run();
                    } catch (Throwable e) {
                        LOG.error("A listener of cluster {} failed", options.name(), e);
                    }
                }
            });
        }
    }

    /** Returns the loader of a class that the caller gave; that of the options if it is of the JDK. */
    ClassLoader loader(@Nullable Class<?> type) {
        ClassLoader loader = type == null ? null : type.getClassLoader();
        return loader != null ? loader : options.loader();
    }

    /** Returns the loader of an actor's classes. */
    ClassLoader loaderOf(ActorRef<?> ref) {
        return ref instanceof RemoteRef ? options.loader() : loader(ref.actorClass());
    }

    /** Leaves: open asks fail, the other nodes are told, and threads end. */
    public void close() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        names.close();
        for (Peer peer : peers.values()) {
            peer.add(new Frame.Bye("it was closed"));
            peer.out.finish();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        peers.values().forEach(peer -> peer.awaitWriter(until));
        peers.values().forEach(peer -> lost(peer, "this node was closed"));
        Engine now = engine;
        if (now != null) {
            now.close();
        }
        peers.values().forEach(peer -> peer.awaitWriter(System.nanoTime() + TimeUnit.SECONDS.toNanos(5)));
        peers.clear();
        threads.close();
    }
}
