package pykka.cluster.internal.node;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

/** This node: what its {@link Links} share, and what the face calls. */
public final class Node implements Engine.Listener {
    private static final String VERSION = "1";
    private static final Logger LOG = LoggerFactory.getLogger("pykka.cluster");

    final ClusterOptions options;
    final Threads threads;
    final Payloads payloads;
    final Names names;
    final Watches watches = new Watches(this::ended);
    private final Listeners listeners;
    final ReferenceQueue<RemoteRef<Object>> collected = new ReferenceQueue<>();
    final long askLimit;

    private final Links links = new Links(this);
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile @Nullable Engine engine;
    private volatile ClusterNode self;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
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
        listeners = new Listeners(options.name(), threads);
        names = new Names(threads, listeners::changed);
        askLimit = options.askLimit().toNanos();
        self = new ClusterNode("", "");
    }

    /** Joins a cluster. */
    public static Node join(ClusterOptions options, Engines engines) {
        Node node = new Node(options);
        try {
            Engine engine = engines.join(forEngine(options), node);
            node.self = new ClusterNode(engine.self(), engine.name());
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

    /** What this node says first: its name, if it has one of its own; the engine tells of host and port. */
    Frame hello() {
        String name = options.nodeName();
        return new Frame.Hello(VERSION, name != null ? name : "");
    }

    public ClusterNode self() {
        return self;
    }

    @Override
    public void joined(String id, String name) {
        links.joined(id, name);
    }

    @Override
    public void left(String id) {
        Peer peer = links.left(id);
        warned.remove(id);
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
        Peer peer = links.get(id);
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
        Links.Greeting greeting = links.hello(id, number, hello);
        if (greeting == null) {
            return null;
        }
        Peer peer = greeting.peer();
        Peer before = greeting.before();
        if (before != null) {
            lost(before, "it has begun anew");
        }
        if (greeting.opened()) {
            LOG.info("Node {} has joined cluster {}", peer.name(), options.name());
            names.opened(peer).forEach(watches::add);
            listeners.changed();
        }
        return peer;
    }

    /** Ends a link that has sent what makes no sense, until the node joins anew. */
    private void shutOut(String id, String why) {
        Peer peer = links.get(id);
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
        if (links.isClosed()) {
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

    private void ended(ActorRef<?> ref, ActorEnd end) {
        names.withdraw(ref);
        links.all().forEach(peer -> peer.ended(ref, end));
    }

    /** Publishes an actor. */
    public Registration publish(String name, ActorRef<?> ref, List<Class<?>> interfaces) {
        if (!ref.isAlive()) {
            throw new ActorDeadException(ref + " not found");
        }
        Publication publication = new Publication(name, ref, interfaces);
        names.publish(publication);
        watches.add(ref);
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
        return listeners.add(listener);
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
        if (!links.close()) {
            return;
        }
        names.close();
        for (Peer peer : links.all()) {
            peer.add(new Frame.Bye("it was closed"));
            peer.out.finish();
        }
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        links.all().forEach(peer -> peer.awaitWriter(until));
        links.all().forEach(peer -> lost(peer, "this node was closed"));
        Engine now = engine;
        if (now != null) {
            now.close();
        }
        links.all().forEach(peer -> peer.awaitWriter(System.nanoTime() + TimeUnit.SECONDS.toNanos(5)));
        links.forget();
        threads.close();
    }
}
