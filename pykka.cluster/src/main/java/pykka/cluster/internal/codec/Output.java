package pykka.cluster.internal.codec;

import java.io.OutputStream;
import java.util.Arrays;
import pykka.cluster.ClusterException;

/** Bytes to send, up to a limit. Belongs to one thread. */
final class Output extends OutputStream {
    private final int most;
    private byte[] bytes = new byte[128];
    private int size;

    Output(int most) {
        this.most = most;
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    private int room(int count) {
        int start = size;
        if (count > most - start) {
            throw new ClusterException("The message is too big: it has more than " + most
                    + " bytes. Send it in parts, or raise ClusterOptions.maxMessage on all nodes");
        }
        size = start + count;
        if (size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(size, 2 * bytes.length)));
        }
        return start;
    }

    @Override
    public void write(int value) {
        int at = room(1);
        bytes[at] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        int at = room(length);
        System.arraycopy(from, offset, bytes, at, length);
    }

    void fixed(long value, int count) {
        int at = room(count);
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (count - 1 - i));
        }
    }

    /** Seven bits a byte, the lowest first: small numbers are short. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            write((int) rest | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
    }

    /** As {@link #number}, for numbers around 0. */
    void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    /** A number, whose lowest bit says whether the text takes one byte for a character or two. */
    void text(String text) {
        int length = text.length();
        boolean wide = false;
        for (int i = 0; i < length && !wide; i++) {
            wide = text.charAt(i) > 0xff;
        }
        number((long) length << 1 | (wide ? 1 : 0));
        if (wide) {
            for (int i = 0; i < length; i++) {
                fixed(text.charAt(i), 2);
            }
        } else {
            int at = room(length);
            for (int i = 0; i < length; i++) {
                bytes[at + i] = (byte) text.charAt(i);
            }
        }
    }
}
