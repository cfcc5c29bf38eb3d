package pykka.cluster;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a node joins a cluster. Immutable: each method that sets something returns new options, and may be called by any thread.
 * Null is refused with a NullPointerException.
 */
public final class ClusterOptions {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Values values;

    /** Written before the options are made, and not after that. */
    private static final class Values implements Cloneable {
        String name = "";
        String host = "127.0.0.1";
        int port = 7800;
        List<InetSocketAddress> members = List.of();
        Duration detection = Duration.ofSeconds(10);
        Duration askLimit = Duration.ofSeconds(30);
        long maxQueued = 16 << 20;
        int maxMessage = 4 << 20;
        List<String> allowed = List.of();
        @Nullable ClusterCodec codec;
        @Nullable ClusterTls tls;
        boolean insecure;
        @Nullable URL configuration;
        @Nullable String nodeName;
        ClassLoader loader = ClusterOptions.class.getClassLoader();

        @Override
        protected Values clone() {
            try {
                return (Values) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ClusterOptions(Values values) {
        this.values = values;
    }

    private ClusterOptions with(Consumer<Values> change) {
        Values changed = values.clone();
        change.accept(changed);
        return new ClusterOptions(changed);
    }

    /**
     * Returns options for a node that listens on the loopback address, port 7800, and finds no other nodes yet. Answers that hold
     * classes of users are read by the class loader of the caller, unless the message asked or the interface has one: see
     * {@link #loader(ClassLoader)}.
     *
     * @param cluster the name that all nodes have in common; others are not seen
     * @return the options
     * @throws IllegalArgumentException if the name is empty
     */
    public static ClusterOptions named(String cluster) {
        ClassLoader caller = CALLERS.getCallerClass().getClassLoader();
        if (cluster.isBlank()) {
            throw new IllegalArgumentException("A cluster needs a name");
        }
        return new ClusterOptions(new Values()).with(v -> {
            v.name = cluster;
            v.loader = caller != null ? caller : v.loader;
        });
    }

    /**
     * Says where to listen, and there alone. An address that is not of the loopback needs {@link #tls} or {@link #insecure}.
     *
     * @param host a name or address of this machine
     * @param port the port; 0 for one that is free
     * @return new options
     * @throws IllegalArgumentException if the port is not between 0 and 65,535
     */
    public ClusterOptions bind(String host, int port) {
        Objects.requireNonNull(host, "host");
        new InetSocketAddress(port); // checks it
        return with(v -> {
            v.host = host;
            v.port = port;
        });
    }

    /**
     * Says where other nodes may be found. It need not be all: one that is there knows the others. This node may be among them.
     *
     * @param members each as {@code host:port}
     * @return new options
     * @throws IllegalArgumentException if one has no port
     */
    public ClusterOptions members(String... members) {
        List<InetSocketAddress> all = new ArrayList<>();
        for (String member : members) {
            int colon = member.lastIndexOf(':');
            try {
                all.add(new InetSocketAddress(member.substring(0, colon), Integer.parseInt(member.substring(colon + 1))));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(member + " is not host:port", e);
            }
        }
        return with(v -> v.members = List.copyOf(all));
    }

    /**
     * Says by when a node that is not heard of has left, be it dead, frozen or cut off. One whose process has ended is known to
     * have left much sooner. 10 seconds if not set.
     *
     * @param detection at least one second
     * @return new options
     * @throws IllegalArgumentException if it is shorter
     */
    public ClusterOptions detection(Duration detection) {
        return with(v -> v.detection = atLeast(Duration.ofSeconds(1), detection, "detection"));
    }

    /**
     * Limits asks to other nodes that have no limit of their own, and the time that a sender waits for room in the queue to a
     * node. 30 seconds if not set.
     *
     * @param limit at least one millisecond
     * @return new options
     * @throws IllegalArgumentException if it is shorter
     */
    public ClusterOptions askLimit(Duration limit) {
        return with(v -> v.askLimit = atLeast(Duration.ofMillis(1), limit, "askLimit"));
    }

    private static Duration atLeast(Duration least, Duration given, String what) {
        if (given.compareTo(least) < 0 || given.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException(what + " is " + given + ": say at least " + least);
        }
        return given;
    }

    private static long atLeast(long least, long given, String what) {
        if (given < least) {
            throw new IllegalArgumentException(what + " is " + given + ": say at least " + least);
        }
        return given;
    }

    /**
     * Bounds the messages that wait to be sent to one node. Senders wait for room then. 16 MiB if not set.
     *
     * @param bytes at least 1; one message has room in an empty queue, whatever its size
     * @return new options
     * @throws IllegalArgumentException if it is less
     */
    public ClusterOptions maxQueued(long bytes) {
        return with(v -> v.maxQueued = atLeast(1, bytes, "maxQueued"));
    }

    /**
     * Bounds a message, in bytes, both when it is sent and when it has come. 4 MiB if not set.
     *
     * @param bytes at least 64
     * @return new options
     * @throws IllegalArgumentException if it is less
     */
    public ClusterOptions maxMessage(int bytes) {
        return with(v -> v.maxMessage = (int) atLeast(64, bytes, "maxMessage"));
    }

    /**
     * Allows classes in messages, besides the values of the JDK, which are always allowed. Without effect on a codec of one's
     * own.
     *
     * @param patterns packages or classes, as the page on clusters describes: {@code com.acme.} is all below that package
     * @return new options, which allow these besides those that were allowed before
     */
    public ClusterOptions allow(String... patterns) {
        List<String> all = new ArrayList<>(values.allowed);
        all.addAll(List.of(patterns));
        return with(v -> v.allowed = List.copyOf(all));
    }

    /**
     * Replaces the codec, that is Java serialization behind the list of {@link #allow}.
     *
     * @param codec the codec, which all nodes must have
     * @return new options
     */
    public ClusterOptions codec(ClusterCodec codec) {
        return with(v -> v.codec = Objects.requireNonNull(codec, "codec"));
    }

    /**
     * Has nodes prove who they are, and encrypts what they send.
     *
     * @param tls key and trusted certificates
     * @return new options
     */
    public ClusterOptions tls(ClusterTls tls) {
        return with(v -> v.tls = Objects.requireNonNull(tls, "tls"));
    }

    /**
     * Lets the node listen on any address without TLS: all who reach the port can join, and send messages to what is published.
     *
     * @return new options
     */
    public ClusterOptions insecure() {
        return with(v -> v.insecure = true);
    }

    /**
     * Gives a configuration of JGroups, for those who know it. It takes the place of {@link #bind}, {@link #members},
     * {@link #detection} and {@link #tls}, and is not checked for security: {@link #insecure} says that this is known.
     *
     * @param configuration an XML file of JGroups
     * @return new options
     */
    public ClusterOptions configuration(URL configuration) {
        return with(v -> v.configuration = Objects.requireNonNull(configuration, "configuration"));
    }

    /**
     * Names the node, for people.
     *
     * @param name the name; if not set, it is made of host and port
     * @return new options
     */
    public ClusterOptions nodeName(String name) {
        Objects.requireNonNull(name, "name");
        return with(v -> v.nodeName = name);
    }

    /**
     * Says by which class loader answers are read if neither the message that was asked nor the interface that was called is of
     * a class of users.
     *
     * @param loader the loader
     * @return new options
     */
    public ClusterOptions loader(ClassLoader loader) {
        return with(v -> v.loader = Objects.requireNonNull(loader, "loader"));
    }

    /**
     * Throws if these options would let strangers in.
     *
     * @throws IllegalArgumentException if so, or if the host is unknown
     */
    void check() {
        if (values.insecure || values.tls != null && values.configuration == null) {
            return;
        }
        if (values.configuration != null) {
            throw new IllegalArgumentException("The cluster " + values.name + " has a configuration of its own, of which it is not"
                    + " known whether it lets strangers in: say insecure() if that is known, or use bind, members and tls");
        }
        if (!address().isLoopbackAddress()) {
            throw new IllegalArgumentException("The cluster " + values.name + " would listen on " + values.host
                    + ", where strangers can join it: give it tls(ClusterTls), or say insecure()");
        }
    }

    /** {@return the name} */
    public String name() {
        return values.name;
    }

    /**
     * Returns the address to listen on. May block, to look the host up.
     *
     * @return the address
     * @throws IllegalArgumentException if the host is unknown
     */
    public InetAddress address() {
        try {
            return InetAddress.getByName(values.host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The host " + values.host + " is unknown", e);
        }
    }

    /** {@return the port to listen on; 0 for one that is free} */
    public int port() {
        return values.port;
    }

    /** {@return where other nodes may be found} */
    public List<InetSocketAddress> members() {
        return values.members;
    }

    /** {@return by when a node that is not heard of has left} */
    public Duration detection() {
        return values.detection;
    }

    /** {@return the limit of asks without one} */
    public Duration askLimit() {
        return values.askLimit;
    }

    /** {@return how many bytes may wait for one node} */
    public long maxQueued() {
        return values.maxQueued;
    }

    /** {@return how many bytes a message may have} */
    public int maxMessage() {
        return values.maxMessage;
    }

    /** {@return the classes and packages allowed in messages} */
    public List<String> allowed() {
        return values.allowed;
    }

    /** {@return the codec; null for the default} */
    public @Nullable ClusterCodec codec() {
        return values.codec;
    }

    /** {@return key and certificates; null for none} */
    public @Nullable ClusterTls tls() {
        return values.tls;
    }

    /** {@return the configuration of JGroups; null for none} */
    public @Nullable URL configuration() {
        return values.configuration;
    }

    /** {@return the name of the node; null if it is made of host and port} */
    public @Nullable String nodeName() {
        return values.nodeName;
    }

    /** {@return the class loader of answers} */
    public ClassLoader loader() {
        return values.loader;
    }
}
