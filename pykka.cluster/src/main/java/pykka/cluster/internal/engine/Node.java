package pykka.cluster.internal.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/** Another node, as the listener knows it: told of it under this lock. */
final class Node {
    final String text;
    private final Engine.Listener listener;
    private final long maxHeld;
    private final long since = System.nanoTime();
    /** What has come before it joined. */
    private final Queue<byte[]> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean here;
    private boolean ended;

    Node(String text, Engine.Listener listener, long maxHeld) {
        this.text = text;
        this.listener = listener;
        this.maxHeld = maxHeld;
    }

    synchronized void joined(String name) {
        if (ended) {
            return;
        }
        here = true;
        listener.joined(text, name);
        for (byte[] bytes = held.poll(); bytes != null; bytes = held.poll()) {
            listener.received(text, bytes, 0, bytes.length);
        }
    }

    synchronized void received(byte[] bytes, int offset, int length) {
        if (here) {
            listener.received(text, bytes, offset, length);
        } else if (!ended && heldBytes + length <= maxHeld) {
            held.add(Arrays.copyOfRange(bytes, offset, offset + length));
            heldBytes += length;
        }
    }

    synchronized void left() {
        boolean was = here;
        end();
        if (was) {
            listener.left(text);
        }
    }

    /** Without telling the listener, which hears nothing after this has returned. */
    synchronized void end() {
        here = false;
        ended = true;
        held.clear();
    }

    /** Whether it has sent something, and has not joined for this long. */
    synchronized boolean isStale(long nanos) {
        return !here && System.nanoTime() - since > nanos;
    }
}
