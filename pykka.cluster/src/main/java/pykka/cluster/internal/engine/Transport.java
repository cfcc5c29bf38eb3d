package pykka.cluster.internal.engine;

import java.util.Collection;

import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.protocols.BasicTCP;
import org.jgroups.protocols.PerDestinationBundler;
import org.jgroups.util.NameCache;
import org.jspecify.annotations.Nullable;

/**
 * Connections to nodes by TCP. In place of JGroups' own, because there the thread that installs a view may wait for a node that
 * is frozen: what closes its connection waits for the thread that writes to it.
 */
final class Transport extends BasicTCP {
    /** More than the bundler's messages, and less than what would hurt. */
    private static final int MAX_LENGTH = 1 << 20;

    private final EngineOptions options;
    private @Nullable Server server;

    Transport(EngineOptions options) throws Exception {
        this.options = options;
        setThreadFactory(new EngineThreads());
        useVirtualThreads(false);
        bind_addr = options.bind();
        bind_port = options.port();
        port_range = 0;
        client_bind_addr = options.bind();
        if (options.tls() != null) {
            setSocketFactory(Tls.sockets(options.tls()));
        }
        enable_suspect_events = true;
        sock_conn_timeout = (int) Math.max(100, Math.min(1_000, options.detection().toMillis() / 5));
        // a thread for each node: one that cannot be connected to holds up no other
        PerDestinationBundler perNode = new PerDestinationBundler();
        perNode.useSingleSenderThread(false);
        setBundler(perNode);
    }

    /** TCPPING alone asks, for hosts that are named without a port, of which there are none; it would warn of the port 0. */
    @Override
    public int getBindPort() {
        return Math.max(1, bind_port);
    }

    @Override
    public void start() throws Exception {
        Server mine = new Server(getThreadFactory(), getSocketFactory(), bind_addr, bind_port);
        mine.peerAddressReadTimeout(sock_conn_timeout).usePeerConnections(true).receiver(this).timeService(time_service)
                .socketConnectionTimeout(sock_conn_timeout).tcpNodelay(true).clientBindAddress(client_bind_addr).log(log)
                .logDetails(false).setMaxLength(MAX_LENGTH).addConnectionListener(this);
        server = mine;
        String name = options.nodeName();
        NameCache.add(local_addr, name != null ? name : mine.localAddress().toString());
        super.start();
    }

    @Override
    protected void handleConnect() throws Exception {
        server.start();
        connected = true;
        super.handleConnect();
    }

    @Override
    protected void handleDisconnect() {
        super.handleDisconnect();
        connected = false;
        server.stop();
    }

    @Override
    public void stop() {
        super.stop();
        if (server != null) {
            server.stop();
        }
    }

    @Override
    public void send(Address to, byte[] data, int offset, int length) throws Exception {
        server.send(to, data, offset, length);
    }

    @Override
    public void retainAll(Collection<Address> members) {
        server.retainAll(members, is_member);
    }

    @Override
    protected @Nullable PhysicalAddress getPhysicalAddress() {
        return server != null ? (PhysicalAddress) server.localAddress() : null;
    }

    @Override
    public String printConnections() {
        return server.printConnections();
    }

    @Override
    public BasicTCP clearConnections(boolean graceful) {
        server.clearConnections(graceful);
        return this;
    }
}
