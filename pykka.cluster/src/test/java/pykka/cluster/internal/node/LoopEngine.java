package pykka.cluster.internal.node;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import pykka.cluster.internal.engine.Engine;
import pykka.cluster.internal.engine.EngineOptions;

/**
 * Connects the nodes of one JVM in memory. Each node has one thread that calls its listener, in the order in which things were
 * sent. A test can hold the thread of a node up, cut two nodes off from each other, and kill a node, of which the others are told
 * when the test says so.
 */
final class LoopEngine {
    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Set<Set<String>> cuts = new HashSet<>();
    /** What was sent across cuts that keep it; without a cut, what has not arrived yet. */
    private final Map<Set<String>, Queue<Late>> late = new HashMap<>();
    private int joins;

    /** What is to be told to a listener. */
    private interface Event {
        void tell(Engine.Listener listener);
    }

    /** Bytes for a node, of a link. */
    private record Late(Member to, long epoch, Event event) {}

    private final class Member implements Engine {
        final String id;
        final String name;
        final Engine.Listener listener;
        final Queue<Event> events = new ArrayDeque<>();
        final Set<String> sees = new HashSet<>();
        final Thread thread;
        int held;
        boolean left;
        long most = Long.MAX_VALUE;

        Member(String id, String name, Engine.Listener listener) {
            this.id = id;
            this.name = name;
            this.listener = listener;
            thread = new Thread(this::run, "loop-" + name);
            thread.setDaemon(true);
        }

        private void run() {
            while (true) {
                Event event;
                synchronized (LoopEngine.this) {
                    while (!left && (held > 0 || events.isEmpty())) {
                        await();
                    }
                    if (left) {
                        return;
                    }
                    event = events.remove();
                    LoopEngine.this.notifyAll();
                }
                event.tell(listener);
            }
        }

        @Override
        public String self() {
            return id;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void send(String node, byte[] bytes, int offset, int length) {
            byte[] copy = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
            synchronized (LoopEngine.this) {
                Member to = members.get(node);
                while (!left && to != null && !to.left && to.sees.contains(id) && to.events.size() >= to.most) {
                    await();
                }
                if (!left && to != null && !to.left && sees.contains(node) && to.sees.contains(id)) {
                    long epoch = ByteBuffer.wrap(copy).getLong(1);
                    Event event = listener -> listener.received(id, copy, 0, copy.length);
                    boolean cut = cuts.contains(Set.of(id, node));
                    Queue<Late> kept = late.getOrDefault(Set.of(id, node), new ArrayDeque<>());
                    if (cut || kept.stream().anyMatch(one -> one.to == to && one.epoch == epoch)) { // what is late stays in order
                        kept.add(new Late(to, epoch, event));
                    } else {
                        to.events.add(event);
                        LoopEngine.this.notifyAll();
                    }
                }
            }
        }

        @Override
        public void close() {
            synchronized (LoopEngine.this) {
                if (left) {
                    return;
                }
                gone(this);
                for (Member other : members.values()) {
                    forget(other, id);
                }
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void gone(Member member) {
        member.left = true;
        members.remove(member.id);
        notifyAll();
    }

    private void forget(Member member, String id) {
        if (member.sees.remove(id)) {
            member.events.add(listener -> listener.left(id));
            notifyAll();
        }
    }

    private void meet(Member member, Member other) {
        if (member.sees.add(other.id)) {
            member.events.add(listener -> listener.joined(other.id, other.name));
            notifyAll();
        }
    }

    /** Joins, under the name that the options give. */
    synchronized Engine join(EngineOptions options, Engine.Listener listener) {
        Member member = new Member("id" + ++joins, String.valueOf(options.nodeName()), listener);
        members.values().forEach(other -> {
            meet(other, member);
            meet(member, other);
        });
        members.put(member.id, member);
        member.thread.start();
        return member;
    }

    private Member named(String name) {
        return members.values().stream().filter(member -> member.name.equals(name)).findFirst().orElseThrow();
    }

    /** Holds the thread of a node up, or lets it go on. */
    synchronized void hold(String name, boolean hold) {
        named(name).held += hold ? 1 : -1;
        notifyAll();
    }

    /** Bounds what may be on the way to a node; its senders wait then. */
    synchronized void bound(String name, long events) {
        named(name).most = events;
    }

    /** Drops what two nodes send to each other from now on; they still see each other. */
    synchronized void cut(String one, String other) {
        cuts.add(Set.of(named(one).id, named(other).id));
    }

    /** As {@link #cut}, but that what they send may {@link #arrive} when both have been told again that the other has joined. */
    synchronized void delay(String one, String other) {
        cut(one, other);
        late.putIfAbsent(Set.of(named(one).id, named(other).id), new ArrayDeque<>());
    }

    /** Has a node be told that another one has left; what it sends to that one is dropped. */
    synchronized void leave(String sees, String left) {
        forget(named(sees), named(left).id);
    }

    /** Ends a cut, and has a node be told that another one has joined. */
    synchronized void heal(String sees, String joined) {
        cuts.remove(Set.of(named(sees).id, named(joined).id));
        meet(named(sees), named(joined));
    }

    /** Has all arrive that is late and not cut off. */
    synchronized void arrive() {
        for (Set<String> both : List.copyOf(late.keySet())) {
            if (!cuts.contains(both)) {
                late.remove(both).forEach(bytes -> bytes.to.events.add(bytes.event));
            }
        }
        notifyAll();
    }

    /** Ends a node without a word; the others are told at once. What it has sent arrives, what it has not got is lost. */
    synchronized void kill(String name) {
        Member member = named(name);
        gone(member);
        for (Member other : new ArrayList<>(members.values())) {
            forget(other, member.id);
        }
    }

    /** Gives a node bytes as if another one had sent them. */
    synchronized void forge(String to, String from, byte[] bytes) {
        String id = named(from).id;
        named(to).events.add(listener -> listener.received(id, bytes, 0, bytes.length));
        notifyAll();
    }

    /** Returns the names of the nodes that are there. */
    synchronized List<String> names() {
        return members.values().stream().map(member -> member.name).toList();
    }
}
