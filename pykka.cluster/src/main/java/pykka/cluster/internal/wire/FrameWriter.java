package pykka.cluster.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one frame: its length, its kind and its fields. {@link FrameReader} reads it. */
public final class FrameWriter {
    static final byte HELLO = 1;
    static final byte BYE = 2;
    static final byte PUBLISH = 3;
    static final byte UNPUBLISH = 4;
    static final byte TELL = 5;
    static final byte ASK = 6;
    static final byte CALL = 7;
    static final byte STOP = 8;
    static final byte REPLY = 9;
    static final byte FAILURE = 10;
    static final byte STOPPED = 11;
    static final byte CANCEL = 12;
    static final byte ENDED = 13;
    static final byte RELEASE = 14;

    private byte[] bytes;
    private int size = 4; // the length comes last

    private FrameWriter(int expected) {
        bytes = new byte[expected];
    }

    /** Returns the frame as bytes. */
    public static byte[] write(Frame frame) {
        FrameWriter out = new FrameWriter(64 + payload(frame));
        out.frame(frame);
        int size = out.size;
        out.size = 0;
        out.int32(size - 4);
        return size == out.bytes.length ? out.bytes : Arrays.copyOf(out.bytes, size);
    }

    private static int payload(Frame frame) {
        return frame instanceof Frame.Tell tell ? tell.message().bytes().length
                : frame instanceof Frame.Ask ask ? ask.message().bytes().length
                : frame instanceof Frame.Reply reply ? reply.value().bytes().length : 64;
    }

    private void frame(Frame frame) {
        if (frame instanceof Frame.Tell f) {
            kind(TELL).int64(f.actor()).payload(f.message());
        } else if (frame instanceof Frame.Ask f) {
            kind(ASK).int64(f.id()).int64(f.actor()).payload(f.message());
        } else if (frame instanceof Frame.Reply f) {
            kind(REPLY).int64(f.id()).payload(f.value());
        } else if (frame instanceof Frame.Call f) {
            kind(CALL).int64(f.id()).int64(f.actor()).text(f.type()).text(f.method()).payload(f.arguments());
        } else if (frame instanceof Frame.Failure f) {
            kind(FAILURE).int64(f.id()).payload(f.failure());
        } else if (frame instanceof Frame.Hello f) {
            kind(HELLO).text(f.version()).text(f.node());
        } else if (frame instanceof Frame.Bye f) {
            kind(BYE).text(f.why());
        } else if (frame instanceof Frame.Publish f) {
            kind(PUBLISH).text(f.name()).token(f.actor()).texts(f.interfaces());
        } else if (frame instanceof Frame.Unpublish f) {
            kind(UNPUBLISH).text(f.name()).int64(f.actor());
        } else if (frame instanceof Frame.Stop f) {
            kind(STOP).int64(f.id()).int64(f.actor()).flag(f.atOnce()).flag(f.interrupt());
        } else if (frame instanceof Frame.Stopped f) {
            kind(STOPPED).int64(f.id()).flag(f.ended());
        } else if (frame instanceof Frame.Cancel f) {
            kind(CANCEL).int64(f.id());
        } else if (frame instanceof Frame.Ended f) {
            kind(ENDED).int64(f.actor()).text(f.reason()).optional(f.failure());
        } else if (frame instanceof Frame.Release f) {
            kind(RELEASE).int64(f.actor()).int64(f.times());
        }
    }

    private FrameWriter kind(byte kind) {
        return int8(kind);
    }

    private FrameWriter flag(boolean value) {
        return int8(value ? 1 : 0);
    }

    private FrameWriter int8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private FrameWriter int32(int value) {
        return int8(value >> 24).int8(value >> 16).int8(value >> 8).int8(value);
    }

    private FrameWriter int64(long value) {
        return int32((int) (value >> 32)).int32((int) value);
    }

    private FrameWriter bytes(byte[] value) {
        int32(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    private FrameWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private FrameWriter optional(@Nullable String value) {
        return value == null ? flag(false) : flag(true).text(value);
    }

    private void texts(List<String> values) {
        int32(values.size());
        values.forEach(this::text);
    }

    private FrameWriter token(RefToken token) {
        flag(token.own()).int64(token.number());
        return token.own() ? text(token.urn()).text(token.className()) : this;
    }

    private void payload(Payload payload) {
        bytes(payload.bytes()).int32(payload.refs().size());
        payload.refs().forEach(this::token);
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * size));
        }
    }
}
