package pykka.cluster.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pykka.cluster.internal.text.ForeignText;

/** Reads the fields of one frame. Trusts no length: each is checked against the bytes that are there before it is used. */
final class FrameReader {
    private final ByteBuffer in;

    /** Reads what is left in a buffer, which must be one frame without its length. */
    FrameReader(ByteBuffer in) {
        this.in = in;
    }

    Frame frame() throws WireException {
        byte kind = int8();
        Frame frame = switch (kind) {
            case FrameWriter.TELL -> new Frame.Tell(int64(), payload());
            case FrameWriter.ASK -> new Frame.Ask(int64(), int64(), payload());
            case FrameWriter.REPLY -> new Frame.Reply(int64(), payload());
            case FrameWriter.CALL -> new Frame.Call(int64(), int64(), text(), text(), payload());
            case FrameWriter.FAILURE -> new Frame.Failure(int64(), payload());
            case FrameWriter.HELLO -> new Frame.Hello(line(), line());
            case FrameWriter.BYE -> new Frame.Bye(line());
            case FrameWriter.PUBLISH -> new Frame.Publish(text(), token(), texts());
            case FrameWriter.UNPUBLISH -> new Frame.Unpublish(text(), int64());
            case FrameWriter.STOP -> new Frame.Stop(int64(), int64(), flag(), flag());
            case FrameWriter.STOPPED -> new Frame.Stopped(int64(), flag());
            case FrameWriter.CANCEL -> new Frame.Cancel(int64());
            case FrameWriter.ENDED -> new Frame.Ended(int64(), text(), flag() ? line() : null);
            case FrameWriter.RELEASE -> new Frame.Release(int64(), int64());
            default -> throw new WireException("there is no frame of kind " + kind);
        };
        if (in.hasRemaining()) {
            throw new WireException("a frame of kind " + kind + " has " + in.remaining() + " bytes too many");
        }
        return frame;
    }

    private void need(int bytes, String what) throws WireException {
        if (bytes < 0 || bytes > in.remaining()) {
            throw new WireException(what + " of " + bytes + " bytes, where " + in.remaining() + " are left");
        }
    }

    private byte int8() throws WireException {
        need(1, "a value");
        return in.get();
    }

    private boolean flag() throws WireException {
        byte value = int8();
        if (value != 0 && value != 1) {
            throw new WireException("a flag of " + value);
        }
        return value == 1;
    }

    private int int32() throws WireException {
        need(4, "a number");
        return in.getInt();
    }

    private long int64() throws WireException {
        need(8, "a number");
        return in.getLong();
    }

    private byte[] bytes(String what) throws WireException {
        int length = int32();
        need(length, what);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text() throws WireException {
        return new String(bytes("a text"), StandardCharsets.UTF_8);
    }

    /** A text that is shown in messages and log records: on one line, and not too long. */
    private String line() throws WireException {
        return ForeignText.clean(text());
    }

    private int count(int smallest, String what) throws WireException {
        int count = int32();
        if (count < 0 || count > in.remaining() / smallest) {
            throw new WireException(count + " " + what + ", where " + in.remaining() + " bytes are left");
        }
        return count;
    }

    private List<String> texts() throws WireException {
        int count = count(4, "texts");
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    private RefToken token() throws WireException {
        boolean own = flag();
        long number = int64();
        return own ? new RefToken(true, number, line(), line()) : RefToken.back(number);
    }

    private Payload payload() throws WireException {
        byte[] bytes = bytes("a message");
        int count = count(9, "references");
        if (count == 0) {
            return new Payload(bytes, List.of());
        }
        List<RefToken> refs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            refs.add(token());
        }
        return new Payload(bytes, refs);
    }

    /** For the message of an exception. */
    static @Nullable String start(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(length, 16); i++) {
            text.append(String.format(Locale.ROOT, "%02x", bytes[offset + i]));
        }
        return length > 16 ? text.append("...").toString() : text.toString();
    }
}
