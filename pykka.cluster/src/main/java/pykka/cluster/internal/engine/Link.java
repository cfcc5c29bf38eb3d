package pykka.cluster.internal.engine;

import java.io.IOException;
import java.net.Socket;
import org.jgroups.Address;
import org.jgroups.blocks.cs.TcpConnectionNonBlocking;

/**
 * A connection. One thread writes, from a queue; if that is full, what is added is dropped, and sent once more by the protocols
 * above. The thread may wait for a node that reads nothing, with the lock; no other thread waits for the lock.
 */
final class Link extends TcpConnectionNonBlocking {
    /** In messages of the bundler, which are of 64,000 bytes at most. */
    private static final int QUEUE = 1_024;

    Link(Address peer, Server server) throws Exception {
        super(peer, server, QUEUE);
    }

    /** Waits until the other side has said whose connection it is. */
    Link(Socket socket, Server server) throws Exception {
        super(socket, server, QUEUE);
    }

    /** The handshake of TLS would wait for ever for a node that is frozen: its kernel accepts connections. */
    @Override
    protected void connect(Address to, boolean sendLocalAddress) throws Exception {
        sock.setSoTimeout(server.socketConnectionTimeout());
        super.connect(to, sendLocalAddress);
        sock.setSoTimeout(0);
    }

    @Override
    protected void doSend(byte[] data, int offset, int length, boolean flush) throws Exception {
        send_lock.lock();
        try {
            super.doSend(data, offset, length, flush);
        } finally {
            send_lock.unlock();
        }
    }

    @Override
    public void flush() {
        send_lock.lock();
        try {
            super.flush();
        } finally {
            send_lock.unlock();
        }
    }

    /** Left out if the node does not read. If it has closed the connection itself, that is no error, which it is above. */
    @Override
    protected void closeGracefully() {
        if (out != null && queue.isEmpty() && send_lock.tryLock()) {
            try {
                out.writeInt(GRACEFUL_CLOSE);
                out.flush();
            } catch (IOException e) {
                server.log().trace("%s: no graceful close to %s: %s", server.localAddress(), peer_addr, e);
            } finally {
                send_lock.unlock();
            }
        }
    }

    @Override
    public void close(boolean graceful) throws IOException {
        super.close(graceful);
        sender.stop();
    }
}
