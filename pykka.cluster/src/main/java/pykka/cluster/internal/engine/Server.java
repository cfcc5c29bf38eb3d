package pykka.cluster.internal.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import org.jgroups.Address;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.blocks.cs.TcpConnection;
import org.jgroups.blocks.cs.TcpServer;
import org.jgroups.util.SocketFactory;
import org.jgroups.util.ThreadFactory;
import org.jgroups.util.Util;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on one port, and keeps the connections. */
final class Server extends TcpServer {
    private static final Logger LOGGER = LoggerFactory.getLogger(Server.class);
    private static final int MAX_GREETINGS = 32;

    /** Places for connections that have not said yet whose they are. */
    private final Semaphore greetings = new Semaphore(MAX_GREETINGS);

    Server(ThreadFactory threads, SocketFactory sockets, InetAddress bind, int port) throws Exception {
        super(threads, sockets, bind, port, port, null, 0, 0);
        // for the port that was found free, and 64,000 bytes of the bundler
        setBufferedInputStreamSize(1 << 16).setBufferedOutputStreamSize(1 << 16);
        acceptor = threads.newThread(new Incoming(), "accept");
    }

    @Override
    protected TcpConnection createConnection(Address to) throws Exception {
        return new Link(to, this);
    }

    /** Without a flush of the previous one, whose node may be frozen. */
    @Override
    public void replaceConnection(Address of, Connection connection) {
        Connection previous = conns.put(of, connection);
        if (previous != null) {
            Util.close(previous);
        }
    }

    /**
     * Gives each connection a thread until it has said whose it is, for one that says nothing must not hold up the others;
     * refuses it while too many say nothing.
     */
    private final class Incoming extends Acceptor {
        @Override
        protected void handleAccept(Socket socket) throws IOException {
            if (!greetings.tryAcquire()) {
                refuse(socket, "too many at once");
                return;
            }
            factory.newThread(() -> greet(socket), "greet").start();
        }

        private void greet(Socket socket) {
            Link link = null;
            try {
                link = new Link(socket, Server.this);
                handleIncomingConnection(link.peerAddress(), link);
            } catch (Exception e) { // what it declares
                Util.close(link);
                refuse(socket, e.toString());
            } finally {
                greetings.release();
            }
        }

        private void refuse(Socket socket, String why) {
            if (running()) {
                LOGGER.info("refused the connection of {}: {}", socket.getRemoteSocketAddress(), why);
            }
            Util.close(socket);
        }
    }
}
