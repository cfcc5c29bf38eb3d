package pykka.cluster.internal.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what it is told: {@code +name} of a node that joined, {@code -name} of one that left; of bytes, only numbers in order. */
class Recorder implements Engine.Listener {
    final List<String> events = new CopyOnWriteArrayList<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final List<String> nodes = new CopyOnWriteArrayList<>();
    final AtomicLong received = new AtomicLong();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    String name(String node) {
        return names.get(node);
    }

    @Override
    public void joined(String node, String name) {
        if (names.put(node, name) != null) {
            faults.add("joined twice: " + name);
        }
        next.put(node, 0L);
        nodes.add(node);
        events.add("+" + name);
    }

    @Override
    public void received(String node, byte[] bytes, int offset, int length) {
        if (!names.containsKey(node)) {
            faults.add("received from one that has not joined: " + node);
        }
        long number = ByteBuffer.wrap(bytes, offset, length).getLong();
        long expected = next.merge(node, 1L, Long::sum) - 1;
        if (number != expected) {
            faults.add(number + " instead of " + expected);
        }
        received.incrementAndGet();
    }

    @Override
    public void left(String node) {
        String name = names.remove(node);
        if (name == null) {
            faults.add("left, but had not joined: " + node);
        }
        nodes.remove(node);
        events.add("-" + name);
    }
}
