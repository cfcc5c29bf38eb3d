package pykka.cluster.internal.engine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How an engine joins.
 *
 * @param cluster the name that the nodes have in common; nodes of other names are not seen
 * @param bind the only address that is listened on
 * @param port the only port that is listened on; 0 is one that is free
 * @param members where other nodes may be found; none is this node's own affair alone
 * @param detection by when a node that is not heard of has left
 * @param configuration of JGroups, which takes the place of bind, port, members, detection and tls; null for none
 * @param tls with keys and trusted certificates; each side has to present one; null for plain connections
 * @param nodeName what the other nodes are told as the name of this one; null for host and port
 * @param maxQueued how many bytes may be on the way to one node
 */
public record EngineOptions(String cluster, InetAddress bind, int port, List<InetSocketAddress> members, Duration detection,
        @Nullable URL configuration, @Nullable SSLContext tls, @Nullable String nodeName, long maxQueued) {
    /** Copies the members. */
    public EngineOptions {
        members = List.copyOf(members);
    }
}
