package pykka.cluster.internal.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pykka.api.ActorInboxFullException;
import pykka.api.ActorTimeoutException;
import pykka.api.spi.RemoteReply;
import pykka.cluster.internal.wire.Batch;

/**
 * The frames that wait to be sent to a node, in order. Any thread adds, one thread, the link's writer, takes; all fields
 * but that of the writer are guarded by this object's lock, under which nothing waits.
 *
 * <p>A sender that finds no room waits for {@code room}, outside of the lock: the writer completes it when half of the bytes have
 * gone, {@link #close()} does, and the sender's limit ends the wait. Replies and what keeps tables in step always have room.
 */
final class Outbound {
    /** Frames are put together up to this size. */
    private static final int BATCH = 64 * 1024;

    private final long most;
    private final long epoch;
    private final Supplier<String> node;
    private final LongSupplier received;
    private final Queue<byte[]> frames = new ArrayDeque<>();
    private long bytes;
    private long told;
    private boolean acknowledge;
    private boolean finishing;
    private boolean closed;
    private @Nullable Room room;
    /** Null until the writer has begun. */
    private volatile @Nullable Thread writer;

    /**
     * Makes an empty queue.
     *
     * @param node names the receiver
     * @param received says how many messages that were told have arrived from it
     */
    Outbound(long epoch, long most, Supplier<String> node, LongSupplier received) {
        this.epoch = epoch;
        this.most = most;
        this.node = node;
        this.received = received;
    }

    /** What senders wait for. */
    private final class Room extends RemoteReply<Boolean> {
        Room() {
            super(false);
        }

        @Override
        public String toString() {
            return "room in the queue to node " + node.get();
        }
    }

    /** Adds a frame, room or not. Returns false if this is closed. */
    synchronized boolean add(byte[] frame, boolean isTold) {
        if (closed || finishing) {
            return false;
        }
        frames.add(frame);
        bytes += frame.length;
        told += isTold ? 1 : 0;
        LockSupport.unpark(writer);
        return true;
    }

    /**
     * Adds a frame when there is room for it. Returns false if this is closed.
     *
     * @param nanos how long to wait for room; 0 or less: not at all
     */
    boolean addBounded(byte[] frame, boolean isTold, long nanos) {
        long start = System.nanoTime();
        while (true) {
            Room wait;
            synchronized (this) {
                if (closed || finishing || bytes == 0 || bytes + frame.length <= most) {
                    return add(frame, isTold);
                }
                if (nanos > 0 && room == null) {
                    room = new Room();
                }
                wait = room;
            }
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0 || wait == null) {
                throw full(nanos);
            }
            try {
                wait.future().get(Duration.ofNanos(left));
            } catch (ActorTimeoutException e) {
                // one more look: less may have gone than wakes those who wait, and still there may be room for this frame
            }
        }
    }

    private ActorInboxFullException full(long nanos) {
        return new ActorInboxFullException("The queue to node " + node.get() + " is full, " + most + " bytes"
                + (nanos > 0 ? ", and was so for " + PendingAsk.seconds(nanos) + " seconds" : "") + ": the message was not sent");
    }

    /** Has the number of messages received be sent, even without a frame. */
    synchronized void acknowledge() {
        acknowledge = true;
        LockSupport.unpark(writer);
    }

    /** Takes no more; the writer ends when all has been sent. */
    synchronized void finish() {
        finishing = true;
        LockSupport.unpark(writer);
    }

    /** Drops all. Returns how many messages were told since the beginning. */
    long close() {
        Room waiting;
        long all;
        synchronized (this) {
            closed = true;
            frames.clear();
            bytes = 0;
            all = told;
            waiting = room;
            room = null;
            LockSupport.unpark(writer);
        }
        if (waiting != null) {
            waiting.complete(true);
        }
        return all;
    }

    synchronized long queuedBytes() {
        return bytes;
    }

    /** Waits for frames. Returns a batch of them, a new array; null at the end. Called by the writer alone. */
    byte @Nullable [] take() throws InterruptedException {
        writer = Thread.currentThread(); // before the look at the frames: who adds one after that look wakes this thread
        while (isIdle()) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        byte[] batch;
        Room waiting = null;
        synchronized (this) {
            if (closed || finishing && frames.isEmpty()) {
                return null;
            }
            batch = new byte[Batch.HEADER + next()];
            int size = Batch.HEADER;
            while (size < batch.length) {
                byte[] frame = frames.remove();
                System.arraycopy(frame, 0, batch, size, frame.length);
                size += frame.length;
            }
            bytes -= size - Batch.HEADER;
            acknowledge = false;
            if (bytes <= most / 2) {
                waiting = room;
                room = null;
            }
        }
        if (waiting != null) {
            waiting.complete(true);
        }
        Batch.header(batch, epoch, received.getAsLong());
        return batch;
    }

    private synchronized boolean isIdle() {
        return frames.isEmpty() && !acknowledge && !finishing && !closed;
    }

    /** The size of the frames that go together: at least one. */
    private int next() {
        int size = 0;
        for (byte[] frame : frames) {
            if (size > 0 && size + frame.length > BATCH) {
                break;
            }
            size += frame.length;
        }
        return size;
    }
}
