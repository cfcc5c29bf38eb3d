package pykka.cluster.internal.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine carries at a time: a header and any number of frames. The epoch says of which link the frames are; those of an
 * earlier one are dropped. {@code tells} counts the messages that were told and have arrived on this link from the receiver.
 */
public final class Batch {
    /** Says how the rest is to be read. Both sides have the same, or do not understand each other. */
    public static final byte VERSION = 1;
    /** The size of the header. */
    public static final int HEADER = 17;

    private final ByteBuffer in;
    /** The version of the sender. If it is another one, nothing else has a meaning. */
    public final byte version;
    /** The epoch of the link. */
    public final long epoch;
    /** How many messages that were told have arrived at the sender. */
    public final long tells;

    private Batch(ByteBuffer in) {
        this.in = in;
        version = in.get();
        epoch = in.getLong();
        tells = in.getLong();
    }

    /** Begins to read. */
    public static Batch read(byte[] bytes, int offset, int length) throws WireException {
        if (length < HEADER) {
            throw new WireException(length + " bytes are no batch: " + FrameReader.start(bytes, offset, length));
        }
        return new Batch(ByteBuffer.wrap(bytes, offset, length).slice());
    }

    /** Returns the next frame; null if there is none. */
    public @Nullable Frame next() throws WireException {
        if (!in.hasRemaining()) {
            return null;
        }
        if (in.remaining() < 4) {
            throw new WireException("a length of " + in.remaining() + " bytes");
        }
        int length = in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw new WireException("a frame of " + length + " bytes, where " + in.remaining() + " are left");
        }
        ByteBuffer frame = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new FrameReader(frame).frame();
    }

    /** Writes a header into the first bytes of an array. */
    public static void header(byte[] into, long epoch, long tells) {
        ByteBuffer.wrap(into).put(VERSION).putLong(epoch).putLong(tells);
    }
}
