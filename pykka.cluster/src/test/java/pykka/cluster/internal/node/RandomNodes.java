package pykka.cluster.internal.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pykka.cluster.internal.node.Nodes.eventually;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import pykka.api.Actor;
import pykka.api.ActorOptions;
import pykka.api.ActorRef;
import pykka.api.Registration;
import pykka.api.inspect.Inspection;
import pykka.cluster.internal.ref.RemoteRef;

/**
 * Three to five nodes whose actors are told and asked by threads of each node, while nodes join, leave, die, are cut off and come
 * back, and actors come and go, at random.
 */
final class RandomNodes {
    private static final Duration ASK_LIMIT = Duration.ofMillis(500);
    private static final List<String> NAMES = List.of("a", "b", "c");

    private final Random random;
    private final boolean calm;
    private final boolean collects;
    private final Ledger ledger = new Ledger();
    private final Registration listening = Inspection.listen(ledger);
    private final Nodes nodes;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private final List<List<String>> cuts = new ArrayList<>();
    private final List<ActorRef<Counter>> actors = new CopyOnWriteArrayList<>();
    private final Semaphore sends = new Semaphore(0);
    private final List<WeakReference<Node>> all = new ArrayList<>();
    private long refused;
    private long lost;
    private int joins;

    /** A node, and what goes on there. */
    private final class Place {
        final String name;
        final Node node;
        final Map<String, Published> published = new LinkedHashMap<>();
        /** Has no name, so what others hold of it comes and goes. */
        volatile ActorRef<Counter> hidden;
        final List<Thread> threads = new ArrayList<>();
        volatile boolean over;
        boolean held;

        Place(String name, Node node) {
            this.name = name;
            this.node = node;
            hide();
            for (int i = 0; i < 2; i++) {
                Random own = new Random(random.nextLong());
                Sender sender = new Sender(ledger, name + "-" + i);
                Thread thread = new Thread(() -> send(sender, own), "sends-" + name);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        }

        void hide() {
            hidden = Actor.start(() -> new Counter(ledger, name));
            actors.add(hidden);
        }

        private void send(Sender sender, Random own) {
            try {
                while (!over) {
                    if (!sends.tryAcquire(5, TimeUnit.MILLISECONDS)) {
                        continue;
                    }
                    ActorRef<?> to = any(own);
                    if (to != null) {
                        send(sender, own, to);
                    }
                }
            } catch (InterruptedException | RuntimeException e) {
                ledger.faults.add(Thread.currentThread().getName() + ": " + e);
            }
        }

        private void send(Sender sender, Random own, ActorRef<?> to) {
            int chance = own.nextInt(10);
            ActorRef<?> ref = chance == 0 ? any(own) : chance == 1 ? hidden : null;
            sender.send(own, to, ref, ASK_LIMIT);
        }

        ActorRef<?> any(Random own) {
            List<ActorRef<Object>> found = node.find(NAMES.get(own.nextInt(NAMES.size())));
            return found.isEmpty() ? null : found.get(own.nextInt(found.size()));
        }

        void stopSending() {
            over = true;
            threads.forEach(thread -> eventually(() -> !thread.isAlive()));
        }
    }

    private record Published(ActorRef<Counter> ref, Registration registration) {}

    /** If calm, no node is lost. */
    RandomNodes(long seed, boolean calm) {
        random = new Random(seed);
        this.calm = calm;
        collects = random.nextInt(4) == 0;
        long maxQueued = random.nextInt(3) == 0 ? 5_000 : 16 << 20;
        nodes = new Nodes(options -> options.askLimit(ASK_LIMIT).maxQueued(maxQueued));
        for (int i = 0; i < 3; i++) {
            join();
        }
    }

    private void join() {
        String name = "n" + ++joins;
        Node node = nodes.start(name);
        all.add(new WeakReference<>(node));
        if (random.nextInt(3) == 0) {
            nodes.loop.bound(name, 1 + random.nextInt(20));
        }
        Place place = new Place(name, node);
        places.put(name, place);
        NAMES.forEach(one -> publish(place, one));
    }

    private void publish(Place place, String name) {
        if (place.published.containsKey(name)) {
            return;
        }
        ActorOptions options = random.nextInt(4) == 0
                ? ActorOptions.defaults().inboxCapacity(1 + random.nextInt(5)) : ActorOptions.defaults();
        ActorRef<Counter> ref = Actor.start(() -> new Counter(ledger, place.name), options);
        actors.add(ref);
        try {
            place.published.put(name, new Published(ref, place.node.publish(name, ref, List.of())));
        } catch (IllegalStateException e) {
            ref.stopAsync(); // the one before has not ended yet
        }
    }

    private Place any() {
        return List.copyOf(places.values()).get(random.nextInt(places.size()));
    }

    /** Does one thing while messages are sent. */
    void step() {
        sends.release(random.nextInt(60));
        Place place = any();
        String name = NAMES.get(random.nextInt(NAMES.size()));
        switch (random.nextInt(calm ? 10 : 16)) {
            case 0, 1 -> publish(place, name);
            case 2 -> {
                Published gone = place.published.remove(name);
                if (gone != null) {
                    gone.registration.close();
                }
            }
            case 3 -> stop(place, name);
            case 4, 5 -> ledger.watch(place.any(random));
            case 6 -> hold(place, true);
            case 7, 8 -> hold(place, false);
            case 9 -> {
                if (collects) {
                    System.gc();
                }
            }
            case 10, 11 -> cut(place, any());
            case 12 -> heal();
            case 13 -> nodes.loop.arrive();
            case 14 -> {
                if (places.size() < 5) {
                    join();
                }
            }
            default -> {
                if (places.size() > 3) {
                    leave(place, random.nextBoolean());
                }
            }
        }
        for (int i = 0; i < 20 && sends.availablePermits() > 0; i++) {
            LockSupport.parkNanos(500_000);
        }
    }

    private void stop(Place place, String name) {
        ActorRef<?> ref = place.any(random);
        if (ref instanceof RemoteRef) {
            if (random.nextBoolean()) {
                ref.stopAsync();
            } else {
                ref.stopNow(random.nextBoolean());
            }
        }
        Published published = place.published.remove(name);
        if (published != null) {
            published.ref.stopAsync();
        }
        place.hidden.stopAsync();
        place.hide();
    }

    private void hold(Place place, boolean hold) {
        if (place.held != hold) {
            nodes.loop.hold(place.name, hold);
            place.held = hold;
        }
    }

    /** Whether the sides notice soon or late, and what becomes of what they send in between, is decided by chance. */
    private void cut(Place one, Place other) {
        if (one == other || cuts.stream().anyMatch(cut -> cut.containsAll(List.of(one.name, other.name)))) {
            return;
        }
        if (random.nextBoolean()) {
            nodes.loop.cut(one.name, other.name);
        } else {
            nodes.loop.delay(one.name, other.name);
        }
        cuts.add(List.of(one.name, other.name));
        if (random.nextBoolean()) {
            nodes.loop.leave(one.name, other.name);
        }
    }

    private void heal() {
        if (!cuts.isEmpty()) {
            List<String> cut = cuts.remove(random.nextInt(cuts.size()));
            nodes.loop.leave(cut.get(0), cut.get(1));
            if (random.nextBoolean()) {
                nodes.loop.leave(cut.get(1), cut.get(0));
            }
            int first = random.nextInt(2);
            nodes.loop.heal(cut.get(first), cut.get(1 - first));
            nodes.loop.heal(cut.get(1 - first), cut.get(first));
            if (random.nextBoolean()) {
                nodes.loop.arrive();
            }
        }
    }

    private void leave(Place place, boolean killed) {
        places.remove(place.name);
        cuts.removeIf(cut -> cut.contains(place.name));
        if (killed) {
            nodes.kill(place.name);
        } else {
            nodes.leave(place.name);
        }
        place.stopSending();
        refused += place.node.refused();
        lost += place.node.lost();
    }

    /**
     * Waits until all asks have ended, then ends all faults and waits until nothing is under way. Then the nodes know each other,
     * all has ended, and all is counted.
     */
    void settle() {
        places.values().forEach(Place::stopSending);
        ledger.awaitAnswers();
        while (!cuts.isEmpty()) {
            heal();
        }
        nodes.loop.arrive();
        places.values().forEach(place -> hold(place, false));
        nodes.met(places.size());
        eventually(() -> places.values().stream().allMatch(place -> NAMES.stream()
                .allMatch(name -> place.node.find(name).size() == alive(name))));
        for (Place place : places.values()) {
            NAMES.stream().flatMap(name -> place.node.find(name).stream())
                    .forEach(ref -> assertEquals("still there", ref.ask("still there", Duration.ofSeconds(20))));
        }
        ledger.awaitAnswers();
        ledger.awaitEnds(this::isAlive);
        eventually(() -> ledger.missing() <= refused() + lost());
        ledger.assertBalance(refused(), lost());
        if (calm) {
            assertEquals(0, lost());
        }
        eventually(this::isNothingLeft);
    }

    private int alive(String name) {
        return (int) places.values().stream().filter(place -> place.published.get(name) != null
                && place.published.get(name).ref.isAlive()).count();
    }

    private boolean isAlive(String urn) {
        return actors.stream().anyMatch(ref -> ref.actorUrn().equals(urn) && ref.isAlive());
    }

    private long refused() {
        return refused + places.values().stream().mapToLong(place -> place.node.refused()).sum();
    }

    private long lost() {
        return lost + places.values().stream().mapToLong(place -> place.node.lost()).sum();
    }

    /** The tables have what is published, and what is watched or was passed on. */
    private boolean isNothingLeft() {
        System.gc();
        for (Peer link : places.values().stream().flatMap(place -> place.node.names.links().stream()).toList()) {
            if (link.asks.size() != 0 || link.inbound.answering() != 0 || link.out.queuedBytes() != 0
                    || link.exports.size() > known(link.node.name()) || link.imports.size() > known(link.name())) {
                return false;
            }
        }
        return true;
    }

    private int known(String home) {
        Set<String> known = ledger.held.stream().filter(urn -> isAlive(urn)).collect(Collectors.toSet());
        places.get(home).published.values().forEach(published -> known.add(published.ref.actorUrn()));
        return known.size();
    }

    /** Closes the nodes. Returns what should be garbage when this object is. */
    List<WeakReference<Node>> close() {
        List<Peer> links = places.values().stream().flatMap(place -> place.node.names.links().stream()).toList();
        List.copyOf(places.values()).forEach(place -> leave(place, false));
        assertTrue(links.stream().allMatch(link -> link.isGone() && link.asks.size() == 0 && link.out.queuedBytes() == 0));
        ledger.assertBalance(refused, lost);
        abandon();
        return all;
    }

    /** After a failure. */
    void abandon() {
        places.values().forEach(place -> place.over = true);
        nodes.close();
        listening.close();
        actors.forEach(ActorRef::stopAsync);
    }

    @Override
    public String toString() {
        return ledger + ", refused " + refused() + ", lost " + lost();
    }
}
