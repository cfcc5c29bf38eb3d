package pykka.cluster.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import pykka.cluster.ClusterException;

/** Bytes received, each to be doubted. Belongs to one thread. */
final class Input {
    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes;
    }

    static ClusterException bad(String why) {
        return new ClusterException("The bytes of a message make no sense: " + why);
    }

    int left() {
        return bytes.length - at;
    }

    int position() {
        return at;
    }

    private int take(int count) {
        if (count > left()) {
            throw bad("they end early");
        }
        int start = at;
        at += count;
        return start;
    }

    byte next() {
        return bytes[take(1)];
    }

    byte peek() {
        if (left() == 0) {
            throw bad("they end early");
        }
        return bytes[at];
    }

    void skip(long count) {
        if (count < 0 || count > left()) {
            throw bad("they end early");
        }
        at += (int) count;
    }

    long fixed(int count) {
        int start = take(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | bytes[start + i] & 0xff;
        }
        return value;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = next();
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw bad("a number is too long");
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    /** A signed number that an int holds. */
    int int32() {
        long value = signed();
        if (value != (int) value) {
            throw bad("a number is too big");
        }
        return (int) value;
    }

    /** A count of what follows, each of so many bytes at least: it cannot be more than there are bytes for. */
    int count(int size) {
        long count = number();
        if (count < 0 || count > left() / size) {
            throw bad("they end early");
        }
        return (int) count;
    }

    byte[] raw(int count) {
        int start = take(count);
        return Arrays.copyOfRange(bytes, start, start + count);
    }

    String text() {
        long header = number();
        long length = header >>> 1;
        boolean wide = (header & 1) != 0;
        if (length > (wide ? left() / 2 : left())) {
            throw bad("they end early");
        }
        if (!wide) {
            return new String(bytes, take((int) length), (int) length, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[(int) length]; // a charset would replace lone surrogates
        for (int i = 0; i < chars.length; i++) {
            chars[i] = (char) fixed(2);
        }
        return new String(chars);
    }

    /** The rest as a stream. */
    InputStream rest() {
        return new ByteArrayInputStream(bytes, at, left());
    }
}
